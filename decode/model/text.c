/*
 * Texts with a length, see text.h. Comparing folds ASCII case only: device
 * ids and header names are ASCII by their grammar (RFC 9110 section 5.1),
 * and a locale has no say in what is the same device.
 */
#include "decode/model/text.h"

#include <string.h>

#define FNV_OFFSET 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

static unsigned char
fold(char byte)
{
	unsigned char value = (unsigned char)byte;

	if (value >= 'A' && value <= 'Z')
		return (unsigned char)(value + ('a' - 'A'));
	return value;
}

struct text
text_from(const char *string)
{
	if (string == NULL)
		return TEXT_NOT_SEEN;
	return text_over(string, strlen(string));
}

bool
text_equal(struct text a, struct text b)
{
	if (a.bytes == NULL || b.bytes == NULL)
		return a.bytes == b.bytes;
	return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

bool
text_equal_nocase(struct text a, struct text b)
{
	if (a.bytes == NULL || b.bytes == NULL)
		return a.bytes == b.bytes;
	if (a.length != b.length)
		return false;
	/* Nearly always the same case. */
	if (memcmp(a.bytes, b.bytes, a.length) == 0)
		return true;
	for (uint32_t i = 0; i < a.length; i++) {
		if (fold(a.bytes[i]) != fold(b.bytes[i]))
			return false;
	}
	return true;
}

bool
text_is(struct text text, const char *string)
{
	return text_equal(text, text_from(string));
}

bool
text_is_nocase(struct text text, const char *string)
{
	return text_equal_nocase(text, text_from(string));
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

struct text
text_trim(struct text text)
{
	while (text.length > 0 && is_blank(text.bytes[text.length - 1]))
		text.length--;
	while (text.length > 0 && is_blank(text.bytes[0])) {
		text.bytes++;
		text.length--;
	}
	return text;
}

bool
text_number(struct text text, uint64_t most, uint64_t *out)
{
	uint64_t number = 0;

	if (!text_filled(text))
		return false;
	for (uint32_t i = 0; i < text.length; i++) {
		uint64_t digit = (uint64_t)(unsigned char)text.bytes[i] - '0';

		if (digit > 9 || digit > most || number > (most - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	*out = number;
	return true;
}

int
text_compare(struct text a, struct text b)
{
	uint32_t common = a.length < b.length ? a.length : b.length;
	int order = 0;

	if (a.bytes == NULL || b.bytes == NULL)
		return (a.bytes != NULL) - (b.bytes != NULL);
	if (common > 0)
		order = memcmp(a.bytes, b.bytes, common);
	if (order != 0)
		return order;
	return (a.length > b.length) - (a.length < b.length);
}

uint64_t
text_hash(struct text text)
{
	uint64_t hash = FNV_OFFSET;

	for (uint32_t i = 0; i < text.length; i++)
		hash = (hash ^ (unsigned char)text.bytes[i]) * FNV_PRIME;
	return hash;
}
