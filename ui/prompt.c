/*
 * A line that is typed, see prompt.h.
 */
#include "ui/prompt.h"

#include <stdbool.h>
#include <string.h>

/* Columns of the text's end that stay in sight. */
#define ROOM_AFTER 2

void
prompt_begin(struct prompt *prompt, const char *title)
{
	*prompt = (struct prompt){.title = title};
}

/* Takes the last character off: one of UTF-8 with all its bytes. */
static void
rub_out(struct prompt *prompt)
{
	while (prompt->length > 0) {
		unsigned last = (unsigned char)prompt->bytes[--prompt->length];

		if ((last & 0xc0) != 0x80)
			return;
	}
}

/* Names of keys are longer than a character, and ASCII. */
static bool
is_character(const char *key)
{
	unsigned first = (unsigned char)key[0];

	return first >= 0x80 || (first >= ' ' && first < 0x7f && key[1] == 0);
}

static void
add(struct prompt *prompt, const char *bytes)
{
	size_t length = strlen(bytes);

	if (length > sizeof(prompt->bytes) - prompt->length)
		return;
	memcpy(prompt->bytes + prompt->length, bytes, length);
	prompt->length += length;
}

enum prompt_step
prompt_key(struct prompt *prompt, const char *key)
{
	if (strcmp(key, "Enter") == 0)
		return PROMPT_TAKEN;
	if (strcmp(key, "Esc") == 0)
		return PROMPT_LEFT;
	if (strcmp(key, "Backspace") == 0 || strcmp(key, "Ctrl-H") == 0)
		rub_out(prompt);
	else if (strcmp(key, "Ctrl-U") == 0)
		prompt->length = 0;
	else if (strcmp(key, "Space") == 0)
		add(prompt, " ");
	else if (is_character(key))
		add(prompt, key);
	return PROMPT_STAYS;
}

struct text
prompt_text(const struct prompt *prompt)
{
	return text_over(prompt->bytes, prompt->length);
}

/* Of a text wider than the row, the end is shown. */
void
prompt_draw(const struct prompt *prompt, struct canvas *canvas, unsigned row)
{
	unsigned columns = canvas_columns(canvas);
	struct text shown = prompt_text(prompt);
	unsigned used;

	used =
	    canvas_format(canvas, row, 0, STYLE_STRONG, "%s: ", prompt->title);
	while (used + ROOM_AFTER < columns && shown.length > 0 &&
	       (shown.length > columns - used - ROOM_AFTER ||
		   ((unsigned char)shown.bytes[0] & 0xc0) == 0x80)) {
		shown.bytes++;
		shown.length--;
	}
	if (used < columns)
		used += canvas_text(
		    canvas, row, used, columns - used, shown, STYLE_NORMAL);
	if (used < columns)
		canvas_words(canvas, row, used, 1, "_", STYLE_CURSOR);
}
