/*
 * Bodies made to hurt, see bomb.h.
 */
#include "tests/support/bomb.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

/* Tokens of MS-ASPROV on code page 14, with content. */
#define PROVISION 0x45
#define POLICIES 0x46
#define POLICY 0x47
#define POLICY_TYPE 0x48
#define POLICY_KEY 0x49
#define DATA 0x4a
#define STATUS 0x4b

#define STR_I 0x03
#define END 0x01

void
bomb_done(struct bomb *bomb)
{
	free(bomb->bytes);
	*bomb = (struct bomb){.length = 0};
}

static void
make_room(struct bomb *bomb, size_t length)
{
	if (bomb->room - bomb->length >= length)
		return;
	bomb->room = bomb->room * 2 + length;
	bomb->bytes = realloc(bomb->bytes, bomb->room);
	assert_non_null(bomb->bytes);
}

void
bomb_put(struct bomb *bomb, const void *bytes, size_t length)
{
	bomb_repeat(bomb, bytes, length, 1);
}

void
bomb_text(struct bomb *bomb, const char *text)
{
	bomb_put(bomb, text, strlen(text));
}

void
bomb_repeat(struct bomb *bomb, const void *bytes, size_t length, size_t times)
{
	if (length == 0)
		return;
	make_room(bomb, length * times);
	for (; times > 0; times--) {
		memcpy(bomb->bytes + bomb->length, bytes, length);
		bomb->length += length;
	}
}

static void
put_byte(struct bomb *bomb, unsigned byte)
{
	uint8_t one = (uint8_t)byte;

	bomb_put(bomb, &one, 1);
}

void
bomb_integer(struct bomb *bomb, uint32_t value)
{
	for (unsigned shift = 28; shift > 0; shift -= 7)
		if (value >> shift != 0)
			put_byte(bomb, 0x80 | (value >> shift & 0x7f));
	put_byte(bomb, value & 0x7f);
}

void
bomb_element(struct bomb *bomb, uint8_t token, const char *text)
{
	put_byte(bomb, token);
	put_byte(bomb, STR_I);
	bomb_put(bomb, text, strlen(text) + 1);
	put_byte(bomb, END);
}

void
bomb_wbxml(struct bomb *bomb, const void *table, size_t length)
{
	bomb_put(bomb, "\x03\x01\x6a", 3);
	bomb_integer(bomb, (uint32_t)length);
	bomb_put(bomb, table, length);
}

void
bomb_offer(
    struct bomb *bomb, const char *type, const void *table, size_t length)
{
	bomb_wbxml(bomb, table, length);
	bomb_put(bomb, "\x00\x0e", 2);
	put_byte(bomb, PROVISION);
	bomb_element(bomb, STATUS, "1");
	put_byte(bomb, POLICIES);
	put_byte(bomb, POLICY);
	bomb_element(bomb, POLICY_TYPE, type);
	bomb_element(bomb, STATUS, "1");
	bomb_element(bomb, POLICY_KEY, BOMB_KEY);
	put_byte(bomb, DATA);
}

void
bomb_offer_end(struct bomb *bomb)
{
	bomb_repeat(bomb, "\x01", 1, 4);
}

void
bomb_pack(struct bomb *bomb, enum packing packing)
{
	size_t length;
	uint8_t *bytes = packed(packing, bomb->bytes, bomb->length, &length);

	bomb_done(bomb);
	*bomb = (struct bomb){bytes, length, length};
}
