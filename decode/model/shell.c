/*
 * Settings as the Exchange Management Shell names them, see shell.h.
 */
#include "decode/model/shell.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SECOND_OF_MINUTE UINT64_C(60)
#define SECONDS_OF_DAY UINT64_C(86400)
#define KILO UINT64_C(1024)

static const struct shell_row {
	const char *year, *make, *change;
} rows[] = {
#define X(symbol, year, make, change, parameters) {year, make, change},
    SHELLS(X)
#undef X
};

/* A parameter that leaves no trace in a policy document. */
struct server_parameter {
	const char *names[SHELL_COUNT]; /* NULL: not in that generation */
	const char *words;
};

static const struct server_parameter server_parameters[] = {
    {{"AllowNonProvisionableDevices", "AllowNonProvisionableDevices"},
	"whether devices that obey in part, or not at all, may sync"},
    {{"DevicePolicyRefreshInterval", "DevicePolicyRefreshInterval"},
	"after what time a policy must be fetched again"},
    {{"AllowExternalDeviceManagement", "AllowExternalDeviceManagement"},
	"whether a device may answer that somebody else manages it"},
    {{"IsDefault", "IsDefault"},
	"whether mailboxes without a policy of their own get it"},
    {{"UNCAccessEnabled", "UNCAccessEnabled"}, "access to file shares"},
    {{"WSSAccessEnabled", "WSSAccessEnabled"}, "access to SharePoint"},
    {{"IrmEnabled", "IrmEnabled"}, "rights management of messages"},
    {{"AllowMobileOTAUpdate", "AllowMobileOTAUpdate"},
	"updates of the system over the air"},
    {{NULL, "AllowApplePushNotifications"}, "push messages by way of Apple"},
};

bool
shell_by_year(const char *year, enum shell *shell)
{
	for (unsigned i = 0; i < SHELL_COUNT; i++) {
		if (strcmp(year, rows[i].year) == 0) {
			*shell = (enum shell)i;
			return true;
		}
	}
	return false;
}

const char *
shell_year(enum shell shell)
{
	return rows[shell].year;
}

const char *
shell_make_command(enum shell shell)
{
	return rows[shell].make;
}

const char *
shell_change_command(enum shell shell)
{
	return rows[shell].change;
}

struct text
shell_parameter(enum shell shell, enum setting setting)
{
	const struct setting_info *info = setting_info(setting);
	const char *names[] = {
#define X(symbol, year, make, change, parameters) [symbol] = info->parameters,
	    SHELLS(X)
#undef X
	};

	/* "A; B": the second follows the first by itself. */
	return text_over(names[shell], strcspn(names[shell], ";"));
}

/* Whether a number of the wire lies in the range that the shell takes. */
static bool
in_range(enum shell shell, const struct setting_info *info, uint64_t number)
{
	struct text range = TEXT_NOT_SEEN;
	struct text part;
	size_t at = 0;
	const char *dots;
	uint64_t least = 0;
	uint64_t most = UINT64_MAX;

	for (unsigned i = 0; setting_next_part(info->ems_range, &at, &part);
	     i++) {
		if (i <= (unsigned)shell)
			range = part;
	}
	if (!text_seen(range))
		return true;
	dots = memchr(range.bytes, '.', range.length);
	if (dots == NULL ||
	    !text_number(text_over(range.bytes, (size_t)(dots - range.bytes)),
		UINT64_MAX, &least) ||
	    !text_number(text_over(dots + 2,
			     range.length - (size_t)(dots - range.bytes) - 2),
		UINT64_MAX, &most))
		return false;
	return number >= least && number <= most;
}

static void
put_span(char out[SHELL_VALUE], uint64_t seconds)
{
	uint64_t rest = seconds % SECONDS_OF_DAY;

	if (seconds >= SECONDS_OF_DAY)
		(void)snprintf(out, SHELL_VALUE, "%" PRIu64 ".%02u:%02u:%02u",
		    seconds / SECONDS_OF_DAY, (unsigned)(rest / 3600),
		    (unsigned)(rest / 60 % 60), (unsigned)(rest % 60));
	else
		(void)snprintf(out, SHELL_VALUE, "%02u:%02u:%02u",
		    (unsigned)(rest / 3600), (unsigned)(rest / 60 % 60),
		    (unsigned)(rest % 60));
}

/* A bare number of a size counts bytes. */
static void
put_number(char out[SHELL_VALUE], const char *unit, uint64_t number)
{
	if (strcmp(unit, "seconds") == 0)
		put_span(out, number);
	else if (strcmp(unit, "minutes") == 0)
		put_span(out, number * SECOND_OF_MINUTE);
	else if (strcmp(unit, "days") == 0)
		put_span(out, number * SECONDS_OF_DAY);
	else if (strcmp(unit, "bytes") == 0 && number > 0 && number % KILO == 0)
		(void)snprintf(
		    out, SHELL_VALUE, "%" PRIu64 "KB", number / KILO);
	else
		(void)snprintf(out, SHELL_VALUE, "%" PRIu64, number);
}

enum shell_value
shell_value(enum shell shell, enum setting setting, struct text value,
    char out[SHELL_VALUE])
{
	const struct setting_info *info = setting_info(setting);
	const char *names = info->ems_values;
	struct text name;
	uint64_t number;

	out[0] = '\0';
	if (!text_seen(value) || setting == SETTING_UNKNOWN ||
	    info->kind == KIND_LIST)
		return SHELL_VALUE_NONE;
	if (info->kind == KIND_FLAG)
		names = "0=$false|1=$true";
	value = setting_plain_value(setting, value);
	if (setting_choice(names, value, &name)) {
		if (info->kind == KIND_CHOICE &&
		    text_number(value, UINT32_MAX, &number) &&
		    !in_range(shell, info, number))
			return SHELL_VALUE_NONE;
		(void)snprintf(
		    out, SHELL_VALUE, "%.*s", (int)name.length, name.bytes);
		return name.length > 0 ? SHELL_VALUE_GOOD
				       : SHELL_VALUE_ELSEWHERE;
	}
	if (info->kind != KIND_NUMBER ||
	    !text_number(value, UINT32_MAX, &number) ||
	    !in_range(shell, info, number))
		return SHELL_VALUE_NONE;
	put_number(out, info->unit, number);
	return SHELL_VALUE_GOOD;
}

bool
shell_server_parameter(
    enum shell shell, size_t index, const char **name, const char **words)
{
	const size_t count =
	    sizeof(server_parameters) / sizeof(server_parameters[0]);

	for (size_t i = 0; i < count; i++) {
		const struct server_parameter *row = &server_parameters[i];

		if (row->names[shell] == NULL || index-- > 0)
			continue;
		*name = row->names[shell];
		*words = row->words;
		return true;
	}
	return false;
}
