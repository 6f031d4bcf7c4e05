/*
 * The value of an element in reading, see value.h.
 */
#include "decode/value.h"

#include <string.h>

#include "decode/model/memory.h"

void
value_append(struct value_room *value, struct text text)
{
	size_t room = sizeof(value->bytes) - value->length;

	if (text.length > room) {
		value->cut = true;
		text.length = (uint32_t)room;
	}
	if (text.length > 0)
		memcpy(value->bytes + value->length, text.bytes, text.length);
	value->length += text.length;
}

void
value_reset(struct value_room *value)
{
	memory_wipe(value->bytes, value->length);
	value->length = 0;
	value->cut = false;
}
