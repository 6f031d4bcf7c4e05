/*
 * IPv4 and IPv6 headers: ends, options, extension headers.
 */
#include "tests/support/check.h"

#include <stdlib.h>

#include "decode/ip.h"

#define V4(length, place, protocol)                                            \
	"45 00 " length "1234" place "40" protocol "0000 0a000001 0a000002 "
#define V6(length, next)                                                       \
	"60000000" length next "40 20010db8000000000000000000000001"           \
	"20010db8000000000000000000000002 "

struct opened {
	enum verdict verdict;
	struct ip_header ip;
	size_t left, missing;
};

static struct opened
open_hex(uint16_t next, const char *hex, size_t missing)
{
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);
	uint8_t *copy = guard_copy(bytes, length);
	struct layer layer = {cursor_over(copy, length), missing, next};
	struct opened out = {.verdict = VERDICT_OK};

	out.verdict = ip_open(&layer, &out.ip);
	out.left = layer.bytes.left;
	out.missing = layer.missing;
	guard_free(copy, length);
	free(bytes);
	return out;
}

static void
an_ipv4_header_gives_mapped_addresses_and_protocol(void **state)
{
	static const uint8_t one[16] = {
	    [10] = 0xff, [11] = 0xff, [12] = 10, [15] = 1};
	static const uint8_t two[16] = {
	    [10] = 0xff, [11] = 0xff, [12] = 10, [15] = 2};
	struct opened got =
	    open_hex(NEXT_IPV4, V4("0016", "4000", "06") "aabb", 0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_int_equal(got.ip.protocol, IP_TCP);
	assert_memory_equal(got.ip.source, one, 16);
	assert_memory_equal(got.ip.destination, two, 16);
	assert_false(got.ip.is_fragment);
	assert_int_equal(got.left, 2);
}

static void
padding_behind_an_ipv4_packet_goes_away(void **state)
{
	struct opened got =
	    open_hex(NEXT_IPV4, V4("0015", "4000", "06") "aa000000", 0);

	(void)state;
	assert_int_equal(got.left, 1);
	assert_int_equal(got.missing, 0);
}

static void
padding_that_was_cut_off_is_not_missing(void **state)
{
	struct opened got =
	    open_hex(NEXT_IPV4, V4("0016", "4000", "06") "aa", 10);

	(void)state;
	assert_int_equal(got.left, 1);
	assert_int_equal(got.missing, 1);
}

static void
a_total_length_of_zero_takes_all_that_is_there(void **state)
{
	struct opened got =
	    open_hex(NEXT_IPV4, V4("0000", "4000", "06") "aabbcc", 7);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_int_equal(got.left, 3);
	assert_int_equal(got.missing, 7);
}

static void
ipv4_options_are_stepped_over(void **state)
{
	struct opened got = open_hex(NEXT_IPV4,
	    "46 00 0019 1234 0000 40 06 0000 0a000001 0a000002 01010101 aa", 0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_int_equal(got.left, 1);
}

static void
an_ipv4_fragment_names_its_place(void **state)
{
	struct opened got =
	    open_hex(NEXT_IPV4, V4("001c", "2002", "11") "0011223344556677", 0);

	(void)state;
	assert_true(got.ip.is_fragment);
	assert_true(got.ip.more_fragments);
	assert_int_equal(got.ip.offset, 16);
	assert_int_equal(got.ip.id, 0x1234);
	got = open_hex(NEXT_IPV4, V4("0015", "1fff", "11") "00", 0);
	assert_true(got.ip.is_fragment);
	assert_false(got.ip.more_fragments);
	assert_int_equal(got.ip.offset, 65528);
}

static void
impossible_ipv4_lengths_are_malformed(void **state)
{
	(void)state;
	/* version 5; header of 16 bytes; total below header; options beyond
	 * total */
	assert_int_equal(
	    open_hex(NEXT_IPV4, "55000014123400004006 0000 0a0000010a000002", 0)
		.verdict,
	    VERDICT_MALFORMED);
	assert_int_equal(
	    open_hex(NEXT_IPV4, "44000014123400004006 0000 0a0000010a000002", 0)
		.verdict,
	    VERDICT_MALFORMED);
	assert_int_equal(
	    open_hex(NEXT_IPV4, V4("0013", "0000", "06"), 0).verdict,
	    VERDICT_MALFORMED);
	assert_int_equal(open_hex(NEXT_IPV4,
			     "46000017123400004006 0000 0a0000010a000002"
			     "01010101",
			     0)
			     .verdict,
	    VERDICT_MALFORMED);
}

static void
an_authentication_header_is_stepped_over(void **state)
{
	struct opened got = open_hex(NEXT_IPV4,
	    V4("002d", "0000", "33") "06 04 0000 00000001 00000001"
				     "000102030405060708090a0b aa",
	    0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_int_equal(got.ip.protocol, IP_TCP);
	assert_int_equal(got.left, 1);
}

static void
an_authentication_header_in_pieces_is_left_alone(void **state)
{
	struct opened got =
	    open_hex(NEXT_IPV4, V4("001c", "2000", "33") "0604000000000001", 0);

	(void)state;
	assert_int_equal(got.ip.protocol, IP_AH);
	assert_int_equal(got.left, 8);
}

static void
an_ipv6_header_gives_addresses_and_protocol(void **state)
{
	struct opened got =
	    open_hex(NEXT_IPV6, V6("0002", "06") "aabb 0000", 0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_int_equal(got.ip.protocol, IP_TCP);
	assert_int_equal(got.ip.source[0], 0x20);
	assert_int_equal(got.ip.source[15], 1);
	assert_int_equal(got.ip.destination[15], 2);
	assert_false(got.ip.is_fragment);
	assert_int_equal(got.left, 2);
}

static void
an_ipv6_payload_length_of_zero_takes_all_that_is_there(void **state)
{
	struct opened got = open_hex(NEXT_IPV6, V6("0000", "06") "aabb", 3);

	(void)state;
	assert_int_equal(got.left, 2);
	assert_int_equal(got.missing, 3);
}

static void
ipv6_extension_headers_are_stepped_over(void **state)
{
	struct opened got = open_hex(NEXT_IPV6,
	    V6("0049", "00") "2b 00 050200000100"
			     "3c 01 0000000000000102030405060708"
			     "87 00 000000000000"
			     "8b 00 000000000000"
			     "8c 00 000000000000"
			     "33 00 000000000000"
			     "06 02 0000 00000001 00000001 01020304 aa",
	    0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_int_equal(got.ip.protocol, IP_TCP);
	assert_int_equal(got.left, 1);
}

static void
no_next_header_and_esp_end_the_walk(void **state)
{
	struct opened got = open_hex(NEXT_IPV6, V6("0002", "3b") "0000", 0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_int_equal(got.ip.protocol, IP_NO_NEXT);
	got = open_hex(NEXT_IPV6, V6("0002", "32") "0000", 0);
	assert_int_equal(got.ip.protocol, IP_ESP);
}

static void
extension_headers_without_end_are_a_limit(void **state)
{
#define EMPTY "3c00010400000000"
	struct opened got = open_hex(NEXT_IPV6,
	    V6("0060", "3c") EMPTY EMPTY EMPTY EMPTY EMPTY EMPTY EMPTY EMPTY
		EMPTY EMPTY EMPTY EMPTY,
	    0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_LIMIT);
	got = open_hex(NEXT_IPV6,
	    V6("0040", "3c") EMPTY EMPTY EMPTY EMPTY EMPTY EMPTY EMPTY
	    "0600010400000000",
	    0);
	assert_int_equal(got.verdict, VERDICT_OK);
#undef EMPTY
}

static void
an_extension_header_beyond_the_packet_is_malformed(void **state)
{
	(void)state;
	assert_int_equal(
	    open_hex(NEXT_IPV6, V6("0008", "3c") "06ff010400000000", 0).verdict,
	    VERDICT_MALFORMED);
	assert_int_equal(
	    open_hex(NEXT_IPV6, V6("0001", "3c") "06 00 000000000000", 0)
		.verdict,
	    VERDICT_MALFORMED);
}

static void
an_ipv6_fragment_names_its_place(void **state)
{
	struct opened got = open_hex(NEXT_IPV6,
	    V6("0010", "2c") "06 00 0011 cafe0001 0011223344556677", 0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_true(got.ip.is_fragment);
	assert_true(got.ip.more_fragments);
	assert_int_equal(got.ip.offset, 16);
	assert_int_equal(got.ip.id, 0xcafe0001);
	assert_int_equal(got.ip.protocol, IP_TCP);
	assert_int_equal(got.left, 8);
}

static void
an_atomic_fragment_is_a_whole_packet(void **state)
{
	struct opened got =
	    open_hex(NEXT_IPV6, V6("0009", "2c") "06 00 0000 cafe0001 aa", 0);

	(void)state;
	assert_int_equal(got.verdict, VERDICT_OK);
	assert_false(got.ip.is_fragment);
	assert_int_equal(got.ip.protocol, IP_TCP);
	assert_int_equal(got.left, 1);
}

static void
another_version_than_6_is_malformed(void **state)
{
	(void)state;
	assert_int_equal(open_hex(NEXT_IPV6,
			     "50000000 0000 3b 40"
			     "20010db8000000000000000000000001"
			     "20010db8000000000000000000000002",
			     0)
			     .verdict,
	    VERDICT_MALFORMED);
}

static void
opens_in_part(void *context, const uint8_t *bytes, size_t length, int whole)
{
	uint16_t next = *(const uint16_t *)context;
	struct layer layer = {cursor_over(bytes, length), 60, next};
	struct ip_header ip;

	assert_int_equal(
	    ip_open(&layer, &ip), whole ? VERDICT_OK : VERDICT_SHORT);
}

static void
headers_may_be_cut_anywhere(void **state)
{
	static const char *const hex[] = {
	    "4600001c123400004006 0000 0a0000010a000002 01010101",
	    V6("0018", "00") "3c 00 050200000100 06 00 010400000000"};
	static const uint16_t next[] = {NEXT_IPV4, NEXT_IPV6};
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		uint16_t context = next[i];
		size_t length;
		uint8_t *bytes = from_hex(hex[i], &length);

		at_every_length(bytes, length, opens_in_part, &context);
		free(bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		an_ipv4_header_gives_mapped_addresses_and_protocol),
	    cmocka_unit_test(padding_behind_an_ipv4_packet_goes_away),
	    cmocka_unit_test(padding_that_was_cut_off_is_not_missing),
	    cmocka_unit_test(a_total_length_of_zero_takes_all_that_is_there),
	    cmocka_unit_test(ipv4_options_are_stepped_over),
	    cmocka_unit_test(an_ipv4_fragment_names_its_place),
	    cmocka_unit_test(impossible_ipv4_lengths_are_malformed),
	    cmocka_unit_test(an_authentication_header_is_stepped_over),
	    cmocka_unit_test(an_authentication_header_in_pieces_is_left_alone),
	    cmocka_unit_test(an_ipv6_header_gives_addresses_and_protocol),
	    cmocka_unit_test(
		an_ipv6_payload_length_of_zero_takes_all_that_is_there),
	    cmocka_unit_test(ipv6_extension_headers_are_stepped_over),
	    cmocka_unit_test(no_next_header_and_esp_end_the_walk),
	    cmocka_unit_test(extension_headers_without_end_are_a_limit),
	    cmocka_unit_test(
		an_extension_header_beyond_the_packet_is_malformed),
	    cmocka_unit_test(an_ipv6_fragment_names_its_place),
	    cmocka_unit_test(an_atomic_fragment_is_a_whole_packet),
	    cmocka_unit_test(another_version_than_6_is_malformed),
	    cmocka_unit_test(headers_may_be_cut_anywhere),
	};

	return cmocka_run_group_tests_name("ip", tests, NULL, NULL);
}
