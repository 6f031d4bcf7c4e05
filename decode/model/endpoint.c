/*
 * Addresses as text: dotted decimal, and the canonical IPv6 form of RFC 5952
 * (no leading zeros, the first longest run of two or more zero groups cut).
 */
#include "decode/model/endpoint.h"

#include <stdio.h>
#include <string.h>

#define GROUPS 8u

static bool
is_mapped(const uint8_t address[16])
{
	static const uint8_t prefix[12] = {[10] = 0xff, [11] = 0xff};

	return memcmp(address, prefix, sizeof(prefix)) == 0;
}

static unsigned
group(const uint8_t address[16], unsigned index)
{
	return (unsigned)address[index * (size_t)2] << 8 |
	       address[index * (size_t)2 + 1];
}

/* The first longest run of zero groups; length below 2 means none. */
static unsigned
longest_run(const uint8_t address[16], unsigned *begin)
{
	unsigned best = 0;
	unsigned run = 0;

	*begin = GROUPS;
	for (unsigned i = 0; i < GROUPS; i++) {
		run = group(address, i) == 0 ? run + 1 : 0;
		if (run > best) {
			best = run;
			*begin = i + 1 - run;
		}
	}
	if (best < 2)
		*begin = GROUPS;
	return best;
}

static void
format_ipv6(const uint8_t address[16], char out[40])
{
	unsigned begin;
	unsigned run = longest_run(address, &begin);
	size_t used = 0;

	for (unsigned i = 0; i < GROUPS; i++) {
		const char *colon = i == 0 || i == begin + run ? "" : ":";
		int wrote;

		if (i == begin) {
			out[used++] = ':';
			out[used++] = ':';
			i += run - 1;
			continue;
		}
		wrote = snprintf(
		    out + used, 40 - used, "%s%x", colon, group(address, i));
		used += (size_t)wrote;
	}
	out[used] = '\0';
}

void
endpoint_format(const struct endpoint *endpoint, char out[ENDPOINT_TEXT])
{
	const uint8_t *a = endpoint->address;
	char ipv6[40];

	if (is_mapped(a)) {
		(void)snprintf(out, ENDPOINT_TEXT, "%u.%u.%u.%u:%u", a[12],
		    a[13], a[14], a[15], endpoint->port);
		return;
	}
	format_ipv6(a, ipv6);
	(void)snprintf(out, ENDPOINT_TEXT, "[%s]:%u", ipv6, endpoint->port);
}

bool
endpoint_same_address(const struct endpoint *a, const struct endpoint *b)
{
	return memcmp(a->address, b->address, sizeof(a->address)) == 0;
}

bool
endpoint_equal(const struct endpoint *a, const struct endpoint *b)
{
	return a->port == b->port && endpoint_same_address(a, b);
}
