/*
 * One line per device, in columns as wide as they need to be; those that grow
 * give way until a line has 80 columns. JSON lines hold everything in full.
 */
#include <stdlib.h>

#include "decode/model/assess.h"
#include "decode/model/history.h"
#include "ui/escape.h"
#include "ui/layout.h"
#include "ui/moment.h"
#include "ui/report.h"
#include "ui/text_device.h"

/* X(symbol, heading, most columns, columns it may be squeezed to) */
/* clang-format off */
#define COLUMNS(X)                                                             \
	X(ID, "DEVICE", 36, 12)                                                \
	X(USER, "USER", 16, 8)                                                 \
	X(TYPE, "TYPE", 14, 8)                                                 \
	X(VERSION, "VER", 6, 4)                                                \
	X(STATE, "STATE", 16, 16)                                              \
	X(ACK, "ACK", 3, 3)                                                    \
	X(PROVISIONS, "PROV", 6, 4)                                            \
	X(LAST, "LAST (UTC)", 11, 11)
/* clang-format on */

enum column {
#define X(symbol, heading, most, least) COLUMN_##symbol,
	COLUMNS(X)
#undef X
	COLUMN_COUNT
};

static const struct column_row {
	const char *heading;
	size_t most, least;
} columns[] = {
#define X(symbol, heading, most, least) {heading, most, least},
    COLUMNS(X)
#undef X
};

/* A device as cells: captured texts, or words made here. */
struct line {
	struct text cells[COLUMN_COUNT];
	char provisions[16];
	struct moment_words when;
};

static struct text
newest(const struct names *names)
{
	return names->count > 0 ? names->items[names->count - 1]
				: text_from("-");
}

static struct text
newest_ack(const struct device *device)
{
	const struct provision_entry *entry = newest_acknowledgement(device);

	return entry != NULL ? entry->ack_status : text_from("-");
}

static void
fill(struct line *line, const struct device *device)
{
	struct text *cells = line->cells;

	cells[COLUMN_STATE] = text_from(text_state(assess_state(device)));
	snprintf(line->provisions, sizeof(line->provisions), "%u",
	    (unsigned)device->provision_count);
	cells[COLUMN_ID] = device->id;
	cells[COLUMN_USER] =
	    text_filled(device->user) ? device->user : text_from("-");
	cells[COLUMN_TYPE] = newest(&device->types);
	cells[COLUMN_VERSION] = newest(&device->protocol_versions);
	cells[COLUMN_ACK] = newest_ack(device);
	cells[COLUMN_PROVISIONS] = text_from(line->provisions);
	cells[COLUMN_LAST] = TEXT_NOT_SEEN;
	if (device->last_seen.frame != 0)
		cells[COLUMN_LAST] = text_over(
		    moment_plain(&line->when, device->last_seen.time) + 5, 11);
}

static void
widen(size_t widths[COLUMN_COUNT], const struct line *line)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		size_t width = escape_width(line->cells[i]);

		if (width > columns[i].most)
			width = columns[i].most;
		if (width > widths[i])
			widths[i] = width;
	}
}

/* The column that can spare most; COLUMN_COUNT where none can. */
static int
roomiest(const size_t widths[COLUMN_COUNT])
{
	int best = COLUMN_COUNT;
	size_t most = 0;

	for (int i = 0; i < COLUMN_COUNT; i++) {
		if (widths[i] > columns[i].least + most) {
			most = widths[i] - columns[i].least;
			best = i;
		}
	}
	return best;
}

static void
squeeze(size_t widths[COLUMN_COUNT])
{
	size_t all = COLUMN_COUNT - 1;

	for (int i = 0; i < COLUMN_COUNT; i++)
		all += widths[i];
	for (; all > LAYOUT_WIDTH; all--) {
		int column = roomiest(widths);

		if (column == COLUMN_COUNT)
			return;
		widths[column]--;
	}
}

static void
print_line(
    FILE *file, const struct line *line, const size_t widths[COLUMN_COUNT])
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		if (i > 0)
			putc(' ', file);
		if (i < COLUMN_COUNT - 1)
			escape_column(file, line->cells[i], widths[i]);
		else
			escape_print(file, line->cells[i]);
	}
	putc('\n', file);
}

void
report_devices_text(const struct ledger *ledger, FILE *file)
{
	struct line line = {0};
	size_t widths[COLUMN_COUNT] = {0};

	for (int i = 0; i < COLUMN_COUNT; i++)
		line.cells[i] = text_from(columns[i].heading);
	widen(widths, &line);
	for (size_t i = 0; i < ledger_device_count(ledger); i++) {
		fill(&line, ledger_device(ledger, i));
		widen(widths, &line);
	}
	squeeze(widths);
	for (int i = 0; i < COLUMN_COUNT; i++)
		line.cells[i] = text_from(columns[i].heading);
	print_line(file, &line, widths);
	for (size_t i = 0; i < ledger_device_count(ledger); i++) {
		fill(&line, ledger_device(ledger, i));
		print_line(file, &line, widths);
	}
}
