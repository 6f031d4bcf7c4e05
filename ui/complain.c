/*
 * Lines on standard error, see complain.h.
 */
#include "ui/complain.h"

#include <stdio.h>

#include "ui/escape.h"

void
complain_text(struct text before, struct text message)
{
	fputs("easlens: ", stderr);
	escape_print(stderr, before);
	fputs(before.length > 0 ? ": " : "", stderr);
	escape_print(stderr, message);
	putc('\n', stderr);
}

void
complain(const char *before, const char *message)
{
	complain_text(text_from(before), text_from(message));
}
