/*
 * The whole chain for fuzz targets, see chain.h.
 */
#include "tests/fuzz/chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "decode/analyzer.h"
#include "decode/dissect.h"
#include "tests/fuzz/fuzz.h"
#include "ui/report.h"

/* Nanoseconds; about five hours, more than any flow may be idle. */
#define STEP_BITS 45u
#define LINKS (LINK_IEEE802_11_RADIO + 1)

struct chain {
	struct ledger *ledger;
	struct analyzer *analyzer;
	uint64_t number;
	int64_t time;
};

/* Something printed into memory. */
struct printed {
	FILE *file;
	char *text;
	size_t length;
	size_t shorter; /* what was taken out since */
};

static void
begin_printing(struct printed *printed)
{
	*printed = (struct printed){.text = NULL};
	printed->file = open_memstream(&printed->text, &printed->length);
	HOLDS(printed->file != NULL);
}

/* Lines of CSV end with two characters (RFC 4180 section 2). */
static void
join_line_ends(struct printed *printed)
{
	size_t kept = 0;

	HOLDS(fflush(printed->file) == 0);
	for (size_t i = 0; i < printed->length; i++) {
		if (printed->text[i] != '\r' || printed->text[i + 1] != '\n')
			printed->text[kept++] = printed->text[i];
	}
	printed->text[kept] = '\0';
	printed->shorter = printed->length - kept;
}

static void
check_printed(struct printed *printed, bool is_json)
{
	json_error_t error = {.text = ""};
	json_t *read = NULL;

	HOLDS(fclose(printed->file) == 0);
	fuzz_is_harmless(printed->text, printed->length - printed->shorter);
	if (is_json) {
		read = json_loadb(printed->text, printed->length,
		    JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
		if (read == NULL)
			fuzz_broken(error.text, __FILE__, __LINE__);
	}
	json_decref(read);
	free(printed->text);
}

static void
look_at_message(const struct wire_seen *wire, bool is_request)
{
	struct payload_rows rows = {.items = NULL};

	dissect(wire->body, is_request, &rows);
	payload_rows_done(&rows);
}

static void
take_exchange(void *context, const struct observation *seen)
{
	struct printed printed;

	(void)context;
	begin_printing(&printed);
	report_event_text(seen, printed.file);
	check_printed(&printed, false);
	begin_printing(&printed);
	report_event_json(seen, printed.file);
	check_printed(&printed, true);
	look_at_message(&seen->request.wire, true);
	look_at_message(&seen->response.wire, false);
}

struct chain *
chain_new(bool watched)
{
	const struct analyzer_hooks hooks = {.exchange = take_exchange};
	const struct analyzer_settings settings = {.watch = watched};
	struct chain *chain = calloc(1, sizeof(*chain));

	HOLDS(chain != NULL);
	chain->ledger = ledger_new();
	if (watched)
		ledger_watch(chain->ledger);
	chain->analyzer = analyzer_new(chain->ledger, &hooks, &settings);
	chain->time = 1600000000LL * 1000000000;
	return chain;
}

void
chain_frame(struct chain *chain, enum link_type link, const uint8_t *bytes,
    uint32_t count, uint32_t missing, int64_t after)
{
	struct frame frame = {
	    .number = ++chain->number,
	    .time = chain->time += after,
	    .link = link,
	    .captured = count,
	    .wire = count + missing,
	};
	/* A copy of its own: a read behind its end is seen. */
	uint8_t *copy = malloc(count > 0 ? count : 1);

	HOLDS(copy != NULL);
	for (uint32_t i = 0; i < count; i++)
		copy[i] = bytes[i];
	frame.bytes = copy;
	analyzer_frame(chain->analyzer, &frame);
	free(copy);
}

struct chain *
chain_of_frames(struct cursor input, bool watched)
{
	uint8_t kind = cursor_u8(&input);
	enum link_type link = (enum link_type)((kind & 0x7f) % LINKS);
	struct chain *chain = chain_new(watched || (kind & 0x80) != 0);

	while (input.left > 0) {
		int64_t after = (int64_t)1 << cursor_u8(&input) % STEP_BITS;
		uint8_t missing = cursor_u8(&input);
		struct cursor frame = fuzz_record(&input);

		chain_frame(chain, link, frame.at, (uint32_t)frame.left,
		    missing, after);
	}
	return chain;
}

static void
look_at_reports(const struct ledger *ledger)
{
	struct printed printed;

	begin_printing(&printed);
	report_text(ledger, printed.file);
	report_devices_text(ledger, printed.file);
	check_printed(&printed, false);
	begin_printing(&printed);
	report_json(ledger, printed.file);
	check_printed(&printed, true);
}

void
chain_look_at_command(const struct ledger *ledger, enum command_word command)
{
	static const char *const formats[] = {"text", "json", "csv", "md"};
	struct options options = {
	    .command = command, .shell = SHELL_COUNT, .profile = PROFILE_COUNT};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		const struct report *report = report_find(command, formats[i]);
		struct printed printed;

		if (report == NULL)
			continue;
		begin_printing(&printed);
		(void)report_print(report, ledger, &options, printed.file);
		if (strcmp(formats[i], "csv") == 0)
			join_line_ends(&printed);
		check_printed(&printed, strcmp(formats[i], "json") == 0);
	}
}

const struct ledger *
chain_finish(struct chain *chain)
{
	const struct health *health = ledger_health_seen(chain->ledger);

	analyzer_finish(chain->analyzer);
	fuzz_tell("%" PRIu64 " packets, %" PRIu64 " exchanges, %zu devices",
	    health->packets, health->http_exchanges,
	    ledger_device_count(chain->ledger));
	if (ledger_device_count(chain->ledger) > 0)
		look_at_reports(chain->ledger);
	return chain->ledger;
}

void
chain_free(struct chain *chain)
{
	analyzer_free(chain->analyzer);
	ledger_free(chain->ledger);
	free(chain);
}

void
chain_end(struct chain *chain)
{
	(void)chain_finish(chain);
	chain_free(chain);
}
