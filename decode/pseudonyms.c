/*
 * Pseudonyms in the place of names, see pseudonyms.h. The hash is of kind and
 * name, so that one text as two kinds shows no kinship.
 */
#include "decode/pseudonyms.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/activesync.h"
#include "decode/buffer.h"
#include "decode/limits.h"
#include "decode/model/memory.h"
#include "decode/recognise.h"

/* Texts of one observation that are replaced. */
#define TEXTS_MOST 20u

/* "device-" and 48 bits, NUL included: among a million devices two have the
 * same pseudonym in one of 500 runs. */
#define PSEUDONYM_TEXT 24
#define PSEUDONYM_BITS 48u

struct pseudonyms {
	uint8_t key[SIPHASH_KEY];
	struct known_names known;       /* of the observation at hand */
	struct information information; /* its, replaced */
	size_t used;
	struct buffer texts[TEXTS_MOST];
};

static const struct {
	const char *word;
	bool nocase;
} kinds[] = {
#define KIND(symbol, word, nocase) {word, nocase},
    NAME_KINDS(KIND)
#undef KIND
};

struct pseudonyms *
pseudonyms_new(const uint8_t key[SIPHASH_KEY])
{
	struct pseudonyms *pseudonyms = memory_get(1, sizeof(*pseudonyms));

	memcpy(pseudonyms->key, key, SIPHASH_KEY);
	return pseudonyms;
}

void
pseudonyms_free(struct pseudonyms *pseudonyms)
{
	if (pseudonyms == NULL)
		return;
	for (size_t i = 0; i < TEXTS_MOST; i++)
		buffer_done(&pseudonyms->texts[i]);
	memory_wipe(pseudonyms, sizeof(*pseudonyms));
	free(pseudonyms);
}

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return c;
}

/* No name is longer than a value that is kept of HTTP or WBXML. */
static uint64_t
hash(
    const struct pseudonyms *p, const char *kind, bool nocase, struct text name)
{
	char bytes[16 + LIMIT_HTTP_VALUE];
	size_t used = strlen(kind) + 1;

	assert(used <= 16);
	memcpy(bytes, kind, used);
	for (uint32_t i = 0; i < name.length && i < LIMIT_HTTP_VALUE; i++) {
		bytes[used] = name.bytes[i];
		if (nocase)
			bytes[used] = lower(bytes[used]);
		used++;
	}
	return siphash(p->key, bytes, used) >> (64 - PSEUDONYM_BITS);
}

static struct buffer *
next_text(struct pseudonyms *p)
{
	assert(p->used < TEXTS_MOST);
	p->texts[p->used].length = 0;
	return &p->texts[p->used++];
}

static void
put(struct buffer *text, const char *bytes, size_t count)
{
	(void)buffer_append(text, bytes, count, LIMIT_HTTP_VALUE);
}

static void
put_name(const struct pseudonyms *p, struct buffer *out, enum name_kind kind,
    struct text name)
{
	char words[PSEUDONYM_TEXT];
	int length =
	    snprintf(words, sizeof(words), "%s-%012llx", kinds[kind].word,
		(unsigned long long)hash(
		    p, kinds[kind].word, kinds[kind].nocase, name));

	put(out, words, (size_t)length);
}

static struct text
text_in(const struct buffer *buffer)
{
	return text_over(buffer->bytes, buffer->length);
}

/* The pseudonym of a name; nothing stays nothing. */
static struct text
name(struct pseudonyms *p, enum name_kind kind, struct text value)
{
	struct buffer *out;

	if (!text_filled(value))
		return value;
	out = next_text(p);
	put_name(p, out, kind, value);
	return text_in(out);
}

void
pseudonyms_address(const struct pseudonyms *p, struct endpoint *endpoint)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	const uint8_t *address = endpoint->address;
	bool is_ipv4 = memcmp(address, mapped, sizeof(mapped)) == 0;
	uint64_t bits = hash(
	    p, "address", false, text_over(address, sizeof(endpoint->address)));

	memcpy(endpoint->address,
	    (const uint8_t[16]){0x20, 0x01, 0x0d, 0xb8, 0, is_ipv4 ? 4 : 6},
	    16);
	for (unsigned i = 0; i < PSEUDONYM_BITS / 8; i++)
		endpoint->address[15 - i] = (uint8_t)(bits >> (8 * i));
}

static void
put_host(const struct pseudonyms *p, struct buffer *out, struct text host)
{
	struct endpoint end = {.port = 0};
	char words[ENDPOINT_TEXT];

	if (!recognise_address(host, end.address)) {
		put_name(p, out, NAME_HOST, host);
		return;
	}
	pseudonyms_address(p, &end);
	endpoint_format(&end, words);
	put(out, words, (size_t)(strrchr(words, ':') - words));
}

static struct text
behind(struct text text, uint32_t count)
{
	return text_over(text.bytes + count, text.length - count);
}

/* Of "name", "name:8080", "10.0.0.1:80", "[2001:db8::1]:80" the host; what
 * follows it stays where it is a port: how long that is, colon included. */
static struct text
host_of(struct text authority, uint32_t *port)
{
	struct text host = authority;
	uint64_t number;

	*port = 0;
	while (host.length > 0 && host.bytes[host.length - 1] != ':')
		host.length--;
	if (host.length > 0 &&
	    text_number(behind(authority, host.length), UINT16_MAX, &number))
		*port = authority.length - --host.length;
	else
		host = authority;
	if (host.length > 2 && host.bytes[0] == '[' &&
	    host.bytes[host.length - 1] == ']')
		host = text_over(host.bytes + 1, host.length - 2);
	return host;
}

static void
put_authority(
    const struct pseudonyms *p, struct buffer *out, struct text authority)
{
	uint32_t port;

	put_host(p, out, host_of(authority, &port));
	put(out, authority.bytes + authority.length - port, port);
}

static struct text
host_name(struct pseudonyms *p, struct text host)
{
	struct buffer *out;

	if (!text_filled(host))
		return host;
	out = next_text(p);
	put_authority(p, out, host);
	return text_in(out);
}

/* How far a text goes before one of the given bytes. */
static uint32_t
length_until(struct text text, const char *ends)
{
	uint32_t length = 0;

	while (length < text.length &&
	       memchr(ends, text.bytes[length], strlen(ends)) == NULL)
		length++;
	return length;
}

/* A URL: its scheme, who serves it, and the path that all servers have. */
static struct text
location(struct pseudonyms *p, struct text url)
{
	static const char path[] = "/Microsoft-Server-ActiveSync";
	struct buffer *out;
	struct text rest = url;
	uint32_t scheme;
	uint32_t length;

	if (!text_filled(url))
		return url;
	out = next_text(p);
	scheme = length_until(url, ":");
	if (url.length - scheme >= 3 &&
	    memcmp(url.bytes + scheme, "://", 3) == 0) {
		put(out, url.bytes, scheme + 3);
		rest = behind(url, scheme + 3);
	}
	length = length_until(rest, "/?#");
	/* Who asks may stand before it (RFC 3986 section 3.2). */
	while (memchr(rest.bytes, '@', length) != NULL) {
		rest = behind(rest, 1);
		length--;
	}
	put_authority(p, out, text_over(rest.bytes, length));
	rest = behind(rest, length);
	if (text_is_nocase(
		text_over(rest.bytes, length_until(rest, "?#")), path))
		put(out, rest.bytes, sizeof(path) - 1);
	return text_in(out);
}

/* Free text with the names in it replaced. */
static struct text
scrubbed(struct pseudonyms *p, struct text text)
{
	struct recognised found;
	struct buffer *out;
	uint32_t at = 0;

	if (!text_filled(text))
		return text;
	out = next_text(p);
	while (at < text.length) {
		if (recognise(&p->known, text, at, &found)) {
			if (found.kind == NAME_HOST)
				put_host(p, out, found.name);
			else
				put_name(p, out, found.kind, found.name);
			at += found.length;
		} else {
			put(out, text.bytes + at++, 1);
		}
	}
	return text_in(out);
}

/* "+49170.." as a word would be in free text, without the sign. */
static struct text
digits_of(struct text phone)
{
	return text_filled(phone) && phone.bytes[0] == '+' ? behind(phone, 1)
							   : phone;
}

static void
know(struct pseudonyms *p, const struct observation *seen)
{
	struct text *known = p->known.of;
	uint32_t port;

	p->known = (struct known_names){0};
	known[NAME_USER] = seen->user;
	known[NAME_DEVICE] = seen->device_id;
	if (text_filled(seen->host))
		known[NAME_HOST] = host_of(seen->host, &port);
	if (seen->information == NULL)
		return;
	known[NAME_IMEI] = seen->information->imei;
	known[NAME_PHONE] = digits_of(seen->information->phone_number);
	known[NAME_FRIENDLY] = seen->information->friendly_name;
}

/* A version stays, which may look like an address; what follows it is free. */
static struct text
build(struct pseudonyms *p, struct text value)
{
	uint32_t version = 0;
	struct text rest;
	struct buffer *out;

	while (version < value.length &&
	       memchr("0123456789.", value.bytes[version], 11) != NULL)
		version++;
	if (!text_filled(value) || version == value.length)
		return value;
	rest = scrubbed(p, behind(value, version));
	out = next_text(p);
	put(out, value.bytes, version);
	put(out, rest.bytes, rest.length);
	return text_in(out);
}

/* Something that a device says of itself; it may repeat what it is called
 * elsewhere, and has that pseudonym then. */
static struct text
detail(struct pseudonyms *p, enum name_kind kind, struct text value)
{
	static const enum name_kind others[] = {NAME_DEVICE, NAME_USER};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (text_seen(value) &&
		    text_equal_nocase(value, p->known.of[others[i]]))
			return name(p, others[i], p->known.of[others[i]]);
	return name(p, kind, value);
}

static const struct information *
information(struct pseudonyms *p, const struct information *seen)
{
	struct information *out = &p->information;

	if (seen == NULL)
		return NULL;
	out->model = scrubbed(p, seen->model);
	out->os = scrubbed(p, seen->os);
	out->os_language = scrubbed(p, seen->os_language);
	out->mobile_operator = scrubbed(p, seen->mobile_operator);
	out->user_agent = scrubbed(p, seen->user_agent);
	out->friendly_name = detail(p, NAME_FRIENDLY, seen->friendly_name);
	out->phone_number =
	    detail(p, NAME_PHONE, digits_of(seen->phone_number));
	out->imei = detail(p, NAME_IMEI, seen->imei);
	return out;
}

void
pseudonyms_apply(struct pseudonyms *p, struct observation *seen)
{
	p->used = 0;
	know(p, seen);
	pseudonyms_address(p, &seen->client);
	pseudonyms_address(p, &seen->server);
	seen->request.wire = (struct wire_seen){0};
	seen->response.wire = (struct wire_seen){0};
	seen->device_id = name(p, NAME_DEVICE, seen->device_id);
	seen->user = name(p, NAME_USER, seen->user);
	seen->host = host_name(p, seen->host);
	seen->location = location(p, seen->location);
	seen->server_build = build(p, seen->server_build);
	seen->throttle = scrubbed(p, seen->throttle);
	seen->protocol_version = build(p, seen->protocol_version);
	seen->device_type = scrubbed(p, seen->device_type);
	seen->user_agent = scrubbed(p, seen->user_agent);
	if (seen->command == COMMAND_UNKNOWN)
		seen->command_name = scrubbed(p, seen->command_name);
	seen->information = information(p, seen->information);
	seen->anonymized = true;
}
