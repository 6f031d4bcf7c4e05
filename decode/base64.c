/*
 * Base64, see base64.h.
 */
#include "decode/base64.h"

static int
value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	if (c == '/' || c == '_')
		return 63;
	return -1;
}

bool
base64_decode(
    const char *text, size_t count, uint8_t *out, size_t room, size_t *length)
{
	uint32_t bits = 0;
	unsigned held = 0;

	*length = 0;
	for (int pad = 0; pad < 2 && count > 0 && text[count - 1] == '='; pad++)
		count--;
	if (count % 4 == 1)
		return false;
	for (size_t i = 0; i < count; i++) {
		int value = value_of(text[i]);

		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		if (*length == room)
			return false;
		out[(*length)++] = (uint8_t)(bits >> held);
	}
	return true;
}
