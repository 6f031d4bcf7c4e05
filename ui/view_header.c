/*
 * The lines at the top, see view_header.h.
 */
#include "ui/view_header.h"

#include <string.h>

#include "ui/layout.h"

#define WORDS 64
#define SOURCE_LEAST 8u /* columns */
#define SECOND 1000000000LL
#define MEGABYTE ((uint64_t)1 << 20)

void
view_cursor(struct canvas *canvas, unsigned row)
{
	canvas_words(canvas, row, 0, 1, ">", STYLE_CURSOR);
	canvas_row_style(canvas, row, STYLE_CURSOR);
}

unsigned
view_put(struct canvas *canvas, unsigned row, unsigned column,
    const char *words, enum style style)
{
	unsigned columns = canvas_columns(canvas);

	if (column >= columns || strlen(words) > columns - column)
		return column;
	return column + canvas_words(canvas, row, column, columns - column,
			    words, style);
}

unsigned
view_put_text(struct canvas *canvas, unsigned row, unsigned column,
    struct text text, enum style style)
{
	unsigned columns = canvas_columns(canvas);

	if (column >= columns)
		return column;
	return column +
	       canvas_text(canvas, row, column, columns - column, text, style);
}

static void
say_progress(const struct run_seen *run, char out[WORDS])
{
	long long seconds = run->elapsed / SECOND;

	if (run->paused)
		snprintf(out, WORDS, "PAUSED, %s packets wait",
		    layout_number(run->waiting));
	else if (run->live)
		snprintf(out, WORDS, "%02lld:%02lld:%02lld%s", seconds / 3600,
		    seconds / 60 % 60, seconds % 60,
		    run->reading ? "" : "  ended");
	else if (!run->reading)
		snprintf(out, WORDS, "read to its end");
	else if (run->percent_known)
		snprintf(out, WORDS, "reading, %u%%", run->percent);
	else
		snprintf(out, WORDS, "reading");
}

void
view_title(struct canvas *canvas, unsigned row, const struct run_seen *run)
{
	char progress[WORDS];
	unsigned columns = canvas_columns(canvas);
	unsigned length;
	unsigned column;

	say_progress(run, progress);
	column = view_put(canvas, row, 0, "easlens  ", STYLE_TITLE);
	/* Where both have no room, the source has it. */
	length = (unsigned)strlen(progress) + 2;
	if (columns < column + length + SOURCE_LEAST)
		length = 0;
	canvas_text(canvas, row, column,
	    columns > column + length ? columns - column - length : 0,
	    text_from(run->source), STYLE_TITLE);
	if (length > 0)
		canvas_words(canvas, row, columns - length + 2, length - 2,
		    progress, STYLE_TITLE);
	canvas_row_style(canvas, row, STYLE_TITLE);
}

struct figure {
	const char *words;
	uint64_t number;
	bool warns;
	bool always; /* shown also when it is 0 */
	const char *unit;
};

/* Puts a figure behind the ones before; false where it does not fit. */
static bool
put_figure(struct canvas *canvas, unsigned row, unsigned *column,
    const struct figure *figure)
{
	unsigned before = *column;
	char words[WORDS];

	snprintf(words, sizeof(words), "%s%s %s%s", before > 0 ? "  " : "",
	    figure->words, layout_number(figure->number), figure->unit);
	*column = view_put(canvas, row, before, words,
	    figure->warns && figure->number > 0 ? STYLE_WARNING : STYLE_NORMAL);
	return *column > before;
}

void
view_health(struct canvas *canvas, unsigned row, const struct ledger *ledger,
    const struct run_seen *run)
{
	const struct health *health = ledger_health_seen(ledger);
	const struct figure figures[] = {
	    {"Packets", health->packets, false, true, ""},
	    {"Drops", health->kernel_drops, true, true, ""},
	    {"Gaps", health->gaps, true, true, ""},
	    {"Conns", health->connections, false, true, ""},
	    {"Exchanges", health->http_exchanges, false, true, ""},
	    {"EAS", health->eas_exchanges, false, true, ""},
	    {"Mem", run->memory / MEGABYTE, false, false, "M"},
	    {"Cut packets", health->truncated_packets, true, false, ""},
	    {"In TLS", health->encrypted_connections, false, false, ""},
	    {"Bad HTTP", health->http_errors, true, false, ""},
	    {"Bad WBXML", health->wbxml_errors, true, false, ""},
	    {"Limits", health->limits_reached, true, false, ""},
	    {"Evicted",
		health->evicted_conversations + health->evicted_exchanges, true,
		false, ""},
	};
	unsigned column = 0;

	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		const struct figure *figure = &figures[i];

		if ((figure->always || figure->number > 0) &&
		    !put_figure(canvas, row, &column, figure))
			break;
	}
}

bool
view_notice(struct canvas *canvas, unsigned row, const struct run_seen *run,
    const struct view_search *search)
{
	unsigned column;

	if (run->notice != NULL && run->notice[0] != '\0') {
		view_put_text(
		    canvas, row, 0, text_from(run->notice), STYLE_WARNING);
		return true;
	}
	if (search->missed) {
		column = view_put(canvas, row, 0, "Not found: ", STYLE_WARNING);
		view_put_text(canvas, row, column, view_typed(&search->wanted),
		    STYLE_WARNING);
		return true;
	}
	if (run->paused)
		view_put(canvas, row, 0, "PAUSED", STYLE_WARNING);
	return run->paused;
}
