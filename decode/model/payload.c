/*
 * What a screen is given of a message's body, see payload.h.
 */
#include "decode/model/payload.h"

#include <stdlib.h>

void
payload_rows_done(struct payload_rows *rows)
{
	free(rows->items);
	*rows = (struct payload_rows){0};
}

void
payload_lines_done(struct payload_lines *lines)
{
	free(lines->bytes);
	free(lines->items);
	*lines = (struct payload_lines){0};
}
