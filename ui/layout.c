/*
 * Paragraphs for a terminal, see layout.h.
 */
#include "ui/layout.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "ui/escape.h"

struct paragraph
paragraph_at(FILE *file, size_t indent)
{
	layout_blanks(file, indent);
	return (struct paragraph){
	    .file = file,
	    .indent = indent,
	    .column = indent,
	};
}

struct paragraph
paragraph_label(FILE *file, const char *label)
{
	fprintf(file, "  %-*s", (int)LAYOUT_VALUE - 2, label);
	return (struct paragraph){
	    .file = file,
	    .indent = LAYOUT_VALUE,
	    .column = LAYOUT_VALUE,
	};
}

/* The separator, or as much of it as stands before a line's end. */
static void
separate(struct paragraph *paragraph, const char *between, size_t width)
{
	size_t length = strlen(between);

	if (paragraph->column + length + width <= LAYOUT_WIDTH) {
		if (length == 1)
			putc(between[0], paragraph->file);
		else
			fputs(between, paragraph->file);
		paragraph->column += length;
		return;
	}
	while (length > 0 && between[length - 1] == ' ')
		length--;
	fwrite(between, 1, length, paragraph->file);
	putc('\n', paragraph->file);
	layout_blanks(paragraph->file, paragraph->indent);
	paragraph->column = paragraph->indent;
}

void
paragraph_put(struct paragraph *paragraph, const char *between,
    struct text text, const char *ending)
{
	size_t width = escape_width(text) + strlen(ending);

	if (paragraph->pieces++ > 0)
		separate(paragraph, between, width);
	escape_print(paragraph->file, text);
	if (ending[0] != '\0')
		fputs(ending, paragraph->file);
	paragraph->column += width;
}

void
paragraph_words(struct paragraph *paragraph, struct text text)
{
	while (text.length > 0) {
		const char *blank = memchr(text.bytes, ' ', text.length);
		size_t length =
		    blank == NULL ? text.length : (size_t)(blank - text.bytes);

		if (length > 0)
			paragraph_put(
			    paragraph, " ", text_over(text.bytes, length), "");
		length += blank != NULL;
		text.bytes += length;
		text.length -= (uint32_t)length;
	}
}

void
paragraph_end(struct paragraph *paragraph)
{
	putc('\n', paragraph->file);
}

void
layout_rule(FILE *file, char byte)
{
	for (size_t i = 0; i < LAYOUT_WIDTH; i++)
		putc(byte, file);
	putc('\n', file);
}

void
layout_blanks(FILE *file, size_t count)
{
	for (size_t i = 0; i < count; i++)
		putc(' ', file);
}

bool
layout_utf8(void)
{
	setlocale(LC_CTYPE, "");
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

void
layout_counted(FILE *file, uint64_t count, const char *words)
{
	const char *end = words;

	while (*end != '\0' &&
	       (end[0] != 's' || (end[1] != ' ' && end[1] != '\0')))
		end++;
	if (count == 1 && *end == 's')
		fprintf(file, "%.*s%s", (int)(end - words), words, end + 1);
	else
		fputs(words, file);
}

const char *
layout_number(uint64_t number)
{
	static char texts[4][28];
	static unsigned next;
	char *text = texts[next++ % 4];
	size_t at = sizeof(texts[0]) - 1;

	text[at] = '\0';
	for (unsigned digits = 0; digits == 0 || number > 0; digits++) {
		if (digits > 0 && digits % 3 == 0)
			text[--at] = ',';
		text[--at] = (char)('0' + number % 10);
		number /= 10;
	}
	return text + at;
}
