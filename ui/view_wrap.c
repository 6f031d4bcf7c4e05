/*
 * A text broken into lines, see view_wrap.h.
 */
#include "ui/view_wrap.h"

#include <string.h>

#include "ui/escape.h"

void
view_wrap_begin(struct view_wrap *wrap, struct text text, unsigned width)
{
	wrap->rest = text_trim(text);
	wrap->width = width > 0 ? width : 1;
}

/* Bytes up to the blank at or behind `from`, or to the end. */
static uint32_t
word_end(struct text text, uint32_t from)
{
	const char *blank;

	if (from >= text.length)
		return text.length;
	blank = memchr(text.bytes + from, ' ', text.length - from);
	return blank != NULL ? (uint32_t)(blank - text.bytes) : text.length;
}

bool
view_wrap_next(struct view_wrap *wrap, struct text *line)
{
	uint32_t end;
	uint32_t next;
	size_t width;

	if (!text_filled(wrap->rest))
		return false;
	end = word_end(wrap->rest, 0);
	width = escape_width(text_over(wrap->rest.bytes, end));
	while (end < wrap->rest.length) {
		next = word_end(wrap->rest, end + 1);
		width +=
		    escape_width(text_over(wrap->rest.bytes + end, next - end));
		if (width > wrap->width)
			break;
		end = next;
	}
	*line = text_over(wrap->rest.bytes, end);
	wrap->rest = text_trim(
	    text_over(wrap->rest.bytes + end, wrap->rest.length - end));
	return true;
}
