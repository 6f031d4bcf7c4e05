/*
 * The header field that is being read, see field.h.
 */
#include "decode/field.h"

#include <string.h>
#include <strings.h>

static const char coding[] = "Transfer-Encoding";

/* Adds as much as there is room for. */
static uint8_t
add(char *to, uint8_t before, size_t size, const char *at, size_t length)
{
	if (length > size - before)
		length = size - before;
	memcpy(to + before, at, length);
	return (uint8_t)(before + length);
}

void
field_begin(struct field *field)
{
	field->name_length = 0;
	field->value_length = 0;
}

void
field_add_name(struct field *field, const char *at, size_t length)
{
	field->name_length =
	    add(field->name, field->name_length, FIELD_NAME, at, length);
}

void
field_add_value(struct field *field, const char *at, size_t length)
{
	if (!field_is(field, coding))
		return;
	field->value_length =
	    add(field->value, field->value_length, FIELD_VALUE, at, length);
}

bool
field_is(const struct field *field, const char *name)
{
	return strlen(name) == field->name_length &&
	       strncasecmp(name, field->name, field->name_length) == 0;
}

unsigned
field_coding(const struct field *field)
{
	static const char none[] = "identity";
	size_t length = field->value_length;

	if (!field_is(field, coding))
		return 0;
	while (length > 0 && field->value[length - 1] == ' ')
		length--;
	return length == sizeof(none) - 1 &&
		       strncasecmp(none, field->value, length) == 0
		   ? FIELD_IDENTITY
		   : FIELD_CODING;
}
