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

void
base64_encode(const void *bytes, size_t count, struct buffer *out, size_t limit)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *at = bytes;

	if (out->length + (count + 2) / 3 * 4 > limit)
		return;
	for (size_t i = 0; i < count; i += 3) {
		size_t some = count - i < 3 ? count - i : 3;
		uint32_t bits = 0;
		char four[4] = {'=', '=', '=', '='};

		for (size_t k = 0; k < some; k++)
			bits |= (uint32_t)at[i + k] << (16 - 8 * k);
		for (size_t k = 0; k <= some; k++)
			four[k] = digits[bits >> (18 - 6 * k) & 0x3f];
		(void)buffer_append(out, four, sizeof(four), limit);
	}
}
