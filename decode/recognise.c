/*
 * Names inside free text, see recognise.h.
 */
#include "decode/recognise.h"

#include <arpa/inet.h>
#include <string.h>

#include "decode/model/endpoint.h"

/* What looks like an id: words of so many bytes with so many digits. Versions
 * have dots, models are shorter or have fewer digits. */
#define ID_LENGTH 12u
#define ID_DIGITS 5u

#define NAME_LEAST 4u
#define USER_LEAST 3u

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

static bool
is_mail(char c)
{
	return is_word(c) || memchr("._%+-@", c, 6) != NULL;
}

static struct text
run_of(struct text rest, bool (*belongs)(char c))
{
	uint32_t length = 0;

	while (length < rest.length && belongs(rest.bytes[length]))
		length++;
	return text_over(rest.bytes, length);
}

static bool
begins_with(struct text rest, struct text front)
{
	return front.length <= rest.length &&
	       text_equal_nocase(text_over(rest.bytes, front.length), front);
}

static bool
found(struct recognised *out, enum name_kind kind, struct text name,
    uint32_t length)
{
	*out = (struct recognised){kind, name, length};
	return true;
}

static bool
is_mail_address(struct text run)
{
	const char *at =
	    run.length == 0 ? NULL : memchr(run.bytes, '@', run.length);

	return at != NULL && at > run.bytes && at + 1 < run.bytes + run.length;
}

static bool
is_id(struct text word)
{
	unsigned digits = 0;

	for (uint32_t i = 0; i < word.length; i++)
		digits += is_digit(word.bytes[i]);
	return word.length >= ID_LENGTH && digits >= ID_DIGITS;
}

/* The user's own name: of DOMAIN\name and name@domain. */
static struct text
bare_user(struct text user)
{
	const char *mark;

	if (!text_filled(user))
		return TEXT_NOT_SEEN;
	mark = memchr(user.bytes, '\\', user.length);
	if (mark != NULL) {
		uint32_t front = (uint32_t)(mark - user.bytes) + 1;

		user = text_over(mark + 1, user.length - front);
	}
	mark = user.length == 0 ? NULL : memchr(user.bytes, '@', user.length);
	if (mark != NULL)
		user.length = (uint32_t)(mark - user.bytes);
	return user;
}

static bool
known_name(
    const struct known_names *known, struct text rest, struct recognised *out)
{
	static const enum name_kind kinds[] = {
	    NAME_DEVICE, NAME_IMEI, NAME_PHONE, NAME_FRIENDLY, NAME_HOST};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct text name = known->of[kinds[i]];

		if (text_seen(name) && name.length >= NAME_LEAST &&
		    begins_with(rest, name))
			return found(out, kinds[i], name, name.length);
	}
	return false;
}

bool
recognise_address(struct text text, uint8_t address[16])
{
	char words[ENDPOINT_TEXT];

	if (text.length >= sizeof(words) || text.length == 0)
		return false;
	memcpy(words, text.bytes, text.length);
	words[text.length] = '\0';
	memset(address, 0, 10);
	memset(address + 10, 0xff, 2);
	return inet_pton(AF_INET, words, address + 12) == 1 ||
	       inet_pton(AF_INET6, words, address) == 1;
}

static bool
is_of_ipv4(char c)
{
	return is_digit(c) || c == '.';
}

static bool
is_of_ipv6(char c)
{
	return is_of_ipv4(c) || c == ':' || (c >= 'A' && c <= 'F') ||
	       (c >= 'a' && c <= 'f');
}

/* "Agent/7.1.0.12" has a version, "http://10.0.0.1" an address. */
static bool
may_be_version(struct text text, uint32_t place)
{
	if (place == 0 || memchr("/.:", text.bytes[place - 1], 3) == NULL)
		return false;
	return place < 2 || memcmp(text.bytes + place - 2, "//", 2) != 0;
}

/* An address at the front, without the dot or colon that ends a sentence. */
static bool
address(struct text rest, bool (*belongs)(char c), struct recognised *out)
{
	struct text run = run_of(rest, belongs);
	uint8_t bytes[16];

	if (run.length < rest.length && is_word(rest.bytes[run.length]))
		return false;
	while (!recognise_address(run, bytes)) {
		if (run.length == 0 ||
		    memchr(".:", run.bytes[run.length - 1], 2) == NULL)
			return false;
		run.length--;
	}
	return found(out, NAME_HOST, run, run.length);
}

bool
recognise(const struct known_names *known, struct text text, uint32_t place,
    struct recognised *out)
{
	struct text rest = text_over(text.bytes + place, text.length - place);
	struct text user = known->of[NAME_USER];
	struct text bare = bare_user(user);
	struct text word;
	bool begins = place == 0 || !is_word(text.bytes[place - 1]);

	word = run_of(rest, is_mail);
	if (begins && is_mail_address(word))
		return found(out, NAME_USER, word, word.length);
	if (known_name(known, rest, out))
		return true;
	if (!begins)
		return false;
	word = run_of(rest, is_word);
	if (text_seen(bare) && bare.length >= USER_LEAST &&
	    begins_with(rest, bare) &&
	    (bare.length == rest.length || !is_word(rest.bytes[bare.length])))
		return found(out, NAME_USER, user, bare.length);
	if (!may_be_version(text, place) &&
	    (address(rest, is_of_ipv6, out) || address(rest, is_of_ipv4, out)))
		return true;
	return is_id(word) && found(out, NAME_DEVICE, word, word.length);
}
