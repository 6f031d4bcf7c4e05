/*
 * Credentials reach neither an output nor a screen, and once the captures were
 * read they are nowhere in the memory of the program: those of Basic in every
 * capture, as they were sent and in plain, and all kinds in secrets.pcap.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "decode/base64.h"
#include "tests/support/memory.h"
#include "tests/support/run.h"
#include "tests/support/sanitized.h"
#include "tests/support/terminal.h"

#define MOST_CAPTURES 128

static struct capture_file captures[MOST_CAPTURES];
static size_t capture_count;
static const char *made;

static const char *const known[] = {"bearer-token-of-anna",
    "cookie-value-of-anna", "cookie-value-of-the-server", "recovery-password-1",
    "recovery-password-2", "recovery-password-3", "password-of-anna",
    "proxy-password", "YW5uYTpwYXNzd29yZC1vZi1hbm5h",
    "cHJveHk6cHJveHktcGFzc3dvcmQ="};

/* A sanitizer's memory is terabytes. */
static void
looks_at_memory(void)
{
	if (SANITIZED)
		skip();
}

static int
set_up(void **state)
{
	made = from_environment("MADE");
	capture_count = captures_in("samples", captures, 0, MOST_CAPTURES);
	capture_count =
	    captures_in("tests/corpus", captures, capture_count, MOST_CAPTURES);
	return terminal_set_up(state);
}

static void
path_of(const struct capture_file *capture, char path[512])
{
	snprintf(path, 512, "%.255s/%.127s", capture->folder, capture->file);
}

/* What follows "Basic ", and the password that it holds. */
static void
add_credentials(struct needles *needles, const char *text, size_t length)
{
	uint8_t plain[512] = "";
	size_t count;
	const uint8_t *colon;

	needles_add(needles, text, length);
	if (!base64_decode(text, length, plain, sizeof(plain) - 1, &count))
		return;
	colon = memchr(plain, ':', count);
	if (colon != NULL)
		needles_add(needles, (const char *)colon + 1,
		    count - (size_t)(colon + 1 - plain));
}

static void
gather(struct needles *needles, const struct capture_file *capture)
{
	static const char front[] = "Authorization: Basic ";
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
	char path[512];
	size_t length;
	uint8_t *bytes;

	path_of(capture, path);
	bytes = from_file(path, &length);
	for (size_t i = 0; i + sizeof(front) < length; i++) {
		const char *at = (const char *)bytes + i;
		size_t count = 0;

		if (strncasecmp(at, front, sizeof(front) - 1) != 0)
			continue;
		at += sizeof(front) - 1;
		while (at + count < (const char *)bytes + length &&
		       at[count] != '\0' && strchr(digits, at[count]) != NULL)
			count++;
		add_credentials(needles, at, count);
	}
	free(bytes);
}

static void
gather_known(struct needles *needles)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		needles_add(needles, known[i], strlen(known[i]));
}

/* Looks through the memory after the capture came as a file and in a pipe. */
static void
is_forgotten(const struct needles *needles, const char *folder,
    const char *file, const char *option)
{
	const char *const from_a_file[] = {
	    "report", "-r", file, "-q", option, NULL};
	const char *const from_a_pipe[] = {
	    "report", "-r", "-", "-q", option, NULL};
	const char *found;
	char path[512];

	found = needle_in_memory(needles, folder, from_a_file, NULL);
	if (found != NULL)
		fail_msg("%s: \"%s\" is in the memory", file, found);
	snprintf(path, sizeof(path), "%s/%s", folder, file);
	found = needle_in_memory(needles, folder, from_a_pipe, path);
	if (found != NULL)
		fail_msg("%s in a pipe: \"%s\" is in the memory", file, found);
}

static void
credentials_of_captures_are_forgotten(void **state)
{
	size_t all = 0;

	(void)state;
	looks_at_memory();
	for (size_t i = 0; i < capture_count; i++) {
		struct needles needles = {0};

		gather(&needles, &captures[i]);
		all += needles.count;
		if (needles.count > 0)
			is_forgotten(&needles, captures[i].folder,
			    captures[i].file, NULL);
		needles_end(&needles);
	}
	assert_true(all > 100);
}

static void
all_kinds_of_secrets_are_forgotten(void **state)
{
	struct needles needles = {0};

	(void)state;
	looks_at_memory();
	gather_known(&needles);
	is_forgotten(&needles, made, "secrets.pcap", NULL);
	needles_end(&needles);
}

static void
libwbxml_is_not_given_passwords(void **state)
{
	struct needles needles = {0};

	(void)state;
	looks_at_memory();
	gather_known(&needles);
	is_forgotten(&needles, made, "secrets.pcap", "--cross-check");
	needles_end(&needles);
}

/* It finds what is there: a name that the ledger keeps. */
static void
what_is_kept_is_found_in_the_memory(void **state)
{
	const char *const arguments[] = {
	    "report", "-r", "secrets.pcap", "-q", NULL};
	struct needles needles = {0};

	(void)state;
	looks_at_memory();
	needles_add(&needles, "MADE0001", strlen("MADE0001"));
	assert_non_null(needle_in_memory(&needles, made, arguments, NULL));
	needles_end(&needles);
}

static void
no_output_holds_a_secret(void **state)
{
	static const char *const outputs[][2] = {{"report", "text"},
	    {"report", "json"}, {"devices", "text"}, {"devices", "json"},
	    {"events", "text"}, {"events", "json"}, {"policy", "text"},
	    {"policy", "json"}, {"policy", "csv"}, {"policy", "md"},
	    {"infer", "text"}, {"infer", "json"}, {"infer", "csv"},
	    {"infer", "md"}};
	struct needles needles = {0};

	(void)state;
	gather_known(&needles);
	for (size_t i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++) {
		const char *const arguments[] = {outputs[i][0], "-r",
		    "secrets.pcap", "-T", outputs[i][1], "--cross-check", NULL};
		struct output output = run_easlens(made, arguments);

		assert_int_equal(output.code, 0);
		assert_null(needle_in(
		    &needles, (const uint8_t *)output.text, output.length));
		free(output.text);
	}
	needles_end(&needles);
}

static void
screen_holds_none(const struct needles *needles)
{
	const char *screen = standing_screen();

	assert_null(
	    needle_in(needles, (const uint8_t *)screen, strlen(screen)));
}

static void
no_screen_of_a_message_holds_a_secret(void **state)
{
	struct needles needles = {0};
	char path[512];

	(void)state;
	gather_known(&needles);
	snprintf(path, sizeof(path), "%s/secrets.pcap", made);
	terminal_copy(path);
	starts(LARGE, "\"$EASLENS\" -r secrets.pcap");
	shows("MADE0001");
	types("x");
	shows("Flow MADE0001");
	types("Up Enter");
	shows("Message #");
	for (int i = 0; i < 6; i++) {
		screen_holds_none(&needles);
		types("r");
		screen_holds_none(&needles);
		types("r l");
		screen_holds_none(&needles);
		types("l [");
	}
	types("q q q");
	ended_with(0);
	needles_end(&needles);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_kept_is_found_in_the_memory),
	    cmocka_unit_test(credentials_of_captures_are_forgotten),
	    cmocka_unit_test(all_kinds_of_secrets_are_forgotten),
	    cmocka_unit_test(libwbxml_is_not_given_passwords),
	    cmocka_unit_test(no_output_holds_a_secret),
	    cmocka_unit_test(no_screen_of_a_message_holds_a_secret),
	};

	return cmocka_run_group_tests_name(
	    "secrets", tests, set_up, terminal_tear_down);
}
