/*
 * A stage for views, see views.h.
 */
#include "tests/support/views.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/check.h"

#define MEGABYTE ((uint64_t)1 << 20)

struct stage stage;

static struct policy_builder *builder;

int
stage_set_up(void **state)
{
	(void)state;
	stage = (struct stage){
	    .ledger = ledger_new(),
	    .canvas = canvas_new(24, 80, LINES_ASCII),
	    .run = {.source = "lab.pcap",
		.percent = 100,
		.percent_known = true,
		.memory = 14 * MEGABYTE,
		.notice = ""},
	};
	ledger_watch(stage.ledger);
	builder = policy_builder_new();
	return 0;
}

int
stage_tear_down(void **state)
{
	(void)state;
	if (stage.view != NULL)
		stage.view->close(stage.state);
	canvas_free(stage.canvas);
	ledger_free(stage.ledger);
	policy_builder_free(builder);
	free(stage.shown);
	free(stage.table);
	return 0;
}

static void
put(const char *name, const char *value)
{
	assert_true(policy_add(builder, setting_by_name(text_from(name)),
	    text_from(name), text_from(value)));
}

/* A policy as servers send it; more is asked for in the second one. */
static const struct policy *
a_policy(const char *length, bool second)
{
	policy_begin(builder, POLICY_EAS);
	put("DevicePasswordEnabled", "1");
	put("AlphanumericDevicePasswordRequired", "0");
	put("AttachmentsEnabled", "1");
	put("MinDevicePasswordLength", length);
	if (second)
		put("MaxInactivityTimeDeviceLock", "900");
	else
		put("MaxAttachmentSize", "1048576");
	put("MaxDevicePasswordFailedAttempts", "8");
	put("AllowSimpleDevicePassword", "0");
	put("AllowCamera", second ? "0" : "1");
	put("RequireDeviceEncryption", second ? "1" : "0");
	put("AllowBluetooth", "1");
	put("14:0x3c", "\x1b[2J\xff");
	assert_true(policy_add_list(builder,
	    setting_by_name(text_from("UnapprovedInROMApplicationList")),
	    text_from("UnapprovedInROMApplicationList")));
	assert_true(policy_add_item(builder, text_from("game.exe")));
	if (second)
		assert_true(policy_add_item(builder, text_from("camera.exe")));
	return policy_built(builder, true);
}

static void
tell_of(struct exchange exchange, const char *id, const char *user,
    const char *type)
{
	exchange.seen.device_id = text_from(id);
	exchange.seen.user = text_from(user);
	exchange.seen.device_type = text_from(type);
	tell(stage.ledger, exchange);
}

static void
provision(const char *id, const char *user, const char *type, int second,
    const struct policy *policy, const char *answer)
{
	char given[16];
	char final[16];

	snprintf(given, sizeof(given), "%d", 1000 + second);
	snprintf(final, sizeof(final), "%d", 2000 + second);
	tell_of(download_at(second, given, policy), id, user, type);
	if (answer != NULL)
		tell_of(acknowledge_at(second + 1, given, answer, final), id,
		    user, type);
}

void
stage_provision(const char *id, const char *user, int second,
    const char *length, const char *answer)
{
	provision(id, user, "Phone", second, a_policy(length, false), answer);
}

static void
fill_hostile(void)
{
	provision("\x1b[31mRED\x07", "eve\xe2\x80\xae", "\xff\xfe", 700,
	    a_policy("4", false), "1");
	provision("SEC0A1B2C3D4E5F60718293A4B5C6D7E8F9A0B1C2D3E4F5A6B7",
	    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe5\x90\x8d\xe5\x89\x8d",
	    "\xe9\x9b\xbb\xe8\xa9\xb1", 710, a_policy("4", false), "1");
}

void
stage_fill(void)
{
	struct health *health = ledger_health(stage.ledger);
	struct exchange wipe = download_at(500, "1500", NULL);

	health->packets = 48211;
	health->gaps = 2;
	health->connections = 37;
	health->http_exchanges = 912;
	health->eas_exchanges = 640;
	provision("6F24CAD599A5BF1A690246B8C68FAE8D", "alice", "PocketPC", 100,
	    a_policy("4", false), "1");
	provision("6F24CAD599A5BF1A690246B8C68FAE8D", "alice", "PocketPC", 130,
	    a_policy("4", true), "2");
	provision("SEC0A1B2C3D4E5F6", "bob", "iPhone", 110,
	    a_policy("4", false), "1");
	provision("androidc91f22e07", "carol", "Android", 120,
	    a_policy("6", false), NULL);
	provision(
	    "9FD2A6E1C0B34417", "dave", "WP8", 200, a_policy("6", false), "3");
	provision("validate1D83AA70", "erin", "Outlook", 300,
	    a_policy("6", false), "4");
	wipe.body.remote_wipe_requested = true;
	wipe.body.response_policy_status = TEXT_NOT_SEEN;
	wipe.body.response_policy_key = TEXT_NOT_SEEN;
	tell_of(wipe, "0B5E77AF9C1D2E33", "frank", "iPad");
	tell_of(command_at(600, COMMAND_FOLDER_SYNC, "0", 449),
	    "1111AF00D1CE5EED", "grace", "iPhone");
	tell_of(command_at(610, COMMAND_SYNC, "77", 200), "2222AF00D1CE5EED",
	    "heidi", "iPhone");
	fill_hostile();
}

const struct device *
stage_device(const char *id)
{
	for (size_t i = 0; i < ledger_device_count(stage.ledger); i++) {
		const struct device *device = ledger_device(stage.ledger, i);

		if (text_is(device->id, id))
			return device;
	}
	fail_msg("no device %s", id);
	return NULL;
}

void
stage_open(const struct view *view, const struct device *device)
{
	if (stage.view != NULL)
		stage.view->close(stage.state);
	stage.view = view;
	stage.state = view->open(stage.ledger, device);
	stage.run.clock = view_clock_of(stage.ledger, view->times);
}

enum view_step
stage_ask(enum request request, const char *argument)
{
	return stage.view->request(
	    stage.state, stage.ledger, request, text_from(argument));
}

/* Lets the view work out what it has to; false: there was nothing. */
static bool
stage_works(void)
{
	bool any = false;

	while (!stage.idle && stage.view->work(stage.state))
		any = true;
	return any;
}

const char *
stage_draw(unsigned rows, unsigned columns)
{
	size_t size;
	FILE *file;

	free(stage.shown);
	stage.shown = NULL;
	canvas_begin(stage.canvas, rows, columns);
	stage.view->draw(stage.state, stage.ledger, &stage.run, stage.canvas);
	if (stage.view->work != NULL && stage_works()) {
		canvas_begin(stage.canvas, rows, columns);
		stage.view->draw(
		    stage.state, stage.ledger, &stage.run, stage.canvas);
	}
	file = open_memstream(&stage.shown, &size);
	assert_non_null(file);
	canvas_print(stage.canvas, file);
	fclose(file);
	return stage.shown;
}

const char *
stage_table(void)
{
	struct table *table = stage.view->table(stage.state, stage.ledger);
	size_t size;
	FILE *file;

	free(stage.table);
	stage.table = NULL;
	file = open_memstream(&stage.table, &size);
	assert_non_null(file);
	table_csv(table, file);
	fclose(file);
	table_free(table);
	return stage.table;
}

static void
write_screen(const char *path)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(stage.shown, file);
	fclose(file);
}

void
stage_compares(const char *name, unsigned rows, unsigned columns)
{
	char path[256];
	uint8_t *wanted;
	size_t length;

	snprintf(path, sizeof(path), "tests/screens/%s-%ux%u.txt", name,
	    columns, rows);
	stage_draw(rows, columns);
	if (getenv("GOLDEN") != NULL)
		write_screen(path);
	wanted = from_file(path, &length);
	if (length != strlen(stage.shown) ||
	    memcmp(wanted, stage.shown, length) != 0)
		fail_msg("not as in %s:\n%s", path, stage.shown);
	free(wanted);
}

const char *
stage_cursor_row(void)
{
	static char row[512];
	const char *at = strstr(stage.shown, "\n>");
	size_t length;

	if (at == NULL)
		return "";
	length = strcspn(at + 1, "\n");
	if (length >= sizeof(row))
		length = sizeof(row) - 1;
	memcpy(row, at + 1, length);
	row[length] = '\0';
	return row;
}

static bool
is_at(unsigned row, unsigned column, const char *text)
{
	for (; *text != '\0'; text++, column++) {
		const struct cell *cell;

		if (column >= canvas_columns(stage.canvas))
			return false;
		cell = canvas_cell(stage.canvas, row, column);
		if (cell->length != 1 || cell->bytes[0] != *text)
			return false;
	}
	return true;
}

bool
stage_shows(const char *words)
{
	return strstr(stage.shown, words) != NULL;
}

enum style
stage_style_of(const char *text)
{
	for (unsigned i = 0; i < canvas_rows(stage.canvas); i++) {
		for (unsigned j = 0; j < canvas_columns(stage.canvas); j++) {
			if (is_at(i, j, text))
				return (enum style)canvas_cell(
				    stage.canvas, i, j)
				    ->style;
		}
	}
	fail_msg("'%s' is not on the screen", text);
	return STYLE_NORMAL;
}
