/*
 * Whole frames: from the link layer to a TCP segment, and what is counted.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/packet.h"

#define MACS "020000000001 020000000002 "
#define ETHERNET4 MACS "0800 "
#define ETHERNET6 MACS "86dd "
/* IPv4 from 10.0.0.1 to 10.0.0.2: total length, fragment field, protocol */
#define V4(length, place, protocol)                                            \
	"45 00 " length "1234" place "40" protocol "0000 0a000001 0a000002 "
#define V6(length, next)                                                       \
	"60000000" length next "40 20010db8000000000000000000000001"           \
	"20010db8000000000000000000000002 "
#define TCP "d431 0050 01020304 05060708 50 18 2000 0000 0000 "

static struct health health;
static struct packet_decoder *decoder;
static struct segment got;
static uint64_t number;

static int
set_up(void **state)
{
	(void)state;
	memset(&health, 0, sizeof(health));
	number = 0;
	decoder = packet_decoder_new(&health);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	packet_decoder_free(decoder);
	return 0;
}

static bool
decode_bytes(
    enum link_type link, const uint8_t *bytes, size_t length, size_t missing)
{
	struct frame frame = {.number = number + 1,
	    .time = 42,
	    .link = link,
	    .captured = (uint32_t)length,
	    .wire = (uint32_t)(length + missing),
	    .bytes = bytes};

	number++;
	memset(&got, 0xee, sizeof(got));
	return packet_decode(decoder, &frame, &got);
}

/* Decodes a frame that ends at an unmapped page. */
static bool
decode(enum link_type link, const char *hex, size_t missing)
{
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);
	uint8_t *copy = guard_copy(bytes, length);
	bool found = decode_bytes(link, copy, length, missing);

	guard_free(copy, length);
	free(bytes);
	return found;
}

static void
finds(const char *hex)
{
	assert_true(decode(LINK_ETHERNET, hex, 0));
	assert_int_equal(got.source.port, 0xd431);
	assert_int_equal(got.destination.port, 80);
	assert_int_equal(got.sequence, 0x01020304);
	assert_int_equal(got.length, 2);
	assert_int_equal(got.captured, 2);
	assert_int_equal(health.tcp_segments, 1);
	assert_int_equal(health.unsupported_packets, 0);
}

static void
finds_nothing(const char *hex, uint64_t unsupported)
{
	assert_false(decode(LINK_ETHERNET, hex, 0));
	assert_int_equal(health.unsupported_packets, unsupported);
	assert_int_equal(health.tcp_segments, 0);
}

static void
a_segment_has_addresses_time_and_frame(void **state)
{
	static const uint8_t one[16] = {
	    [10] = 0xff, [11] = 0xff, [12] = 10, [15] = 1};
	static const uint8_t two[16] = {
	    [10] = 0xff, [11] = 0xff, [12] = 10, [15] = 2};

	(void)state;
	finds(ETHERNET4 V4("002a", "4000", "06") TCP "aabb");
	assert_memory_equal(got.source.address, one, 16);
	assert_memory_equal(got.destination.address, two, 16);
	assert_int_equal(got.time, 42);
	assert_int_equal(got.frame, 1);
	assert_int_equal(health.packets, 1);
	assert_int_equal(health.bytes, 56);
	assert_int_equal(health.truncated_packets, 0);
}

static void
the_payload_is_the_captured_bytes(void **state)
{
	size_t length;
	uint8_t *bytes =
	    from_hex(ETHERNET4 V4("002a", "4000", "06") TCP "aabb", &length);

	(void)state;
	assert_true(decode_bytes(LINK_ETHERNET, bytes, length, 0));
	assert_ptr_equal(got.payload, bytes + 54);
	free(bytes);
}

static void
ethernet_padding_is_no_payload(void **state)
{
	(void)state;
	finds(ETHERNET4 V4("002a", "4000", "06") TCP "aabb 00000000");
}

static void
ipv6_leads_to_tcp(void **state)
{
	(void)state;
	finds(ETHERNET6 V6("0016", "06") TCP "aabb 00");
	assert_int_equal(got.source.address[0], 0x20);
	assert_int_equal(got.destination.address[15], 2);
}

static void
the_length_is_what_the_wire_had(void **state)
{
	(void)state;
	assert_true(decode(
	    LINK_ETHERNET, ETHERNET4 V4("0128", "4000", "06") TCP "aabb", 254));
	assert_int_equal(got.captured, 2);
	assert_int_equal(got.length, 256);
	assert_int_equal(health.truncated_packets, 1);
}

static void
a_packet_that_the_card_will_cut_takes_the_frames_length(void **state)
{
	(void)state;
	assert_true(decode(LINK_ETHERNET,
	    ETHERNET4 V4("0000", "4000", "06") TCP "aabb", 3000));
	assert_int_equal(got.captured, 2);
	assert_int_equal(got.length, 3002);
}

static void
other_traffic_is_passed_by(void **state)
{
	(void)state;
	/* ARP; UDP; ICMP; no next header */
	finds_nothing(MACS "0806 0001", 0);
	finds_nothing(
	    ETHERNET4 V4("001d", "0000", "11") "d4310035 0009 0000 aa", 0);
	finds_nothing(ETHERNET4 V4("001c", "0000", "01") "0800000000000000", 0);
	finds_nothing(ETHERNET6 V6("0000", "3b"), 0);
	assert_int_equal(health.packets, 4);
}

static void
what_cannot_be_read_is_counted(void **state)
{
	(void)state;
	finds_nothing(ETHERNET4 V4("001c", "0000", "32") "0000000100000001", 1);
	finds_nothing(MACS "8847 00000140", 2);
	finds_nothing(ETHERNET4 "55 00 0014 1234 0000 40 06 0000"
				"0a000001 0a000002",
	    3);
	/* a TCP header that ends early, with the IP packet and before it */
	finds_nothing(ETHERNET4 V4("001c", "4000", "06") "d431005001020304", 4);
	finds_nothing(ETHERNET4 V4("002a", "4000", "06") "d431005001020304", 5);
	assert_false(decode(LINK_UNSUPPORTED, "00", 0));
	assert_int_equal(health.unsupported_packets, 6);
}

static void
a_header_that_was_cut_off_is_only_truncated(void **state)
{
	(void)state;
	assert_false(decode(
	    LINK_ETHERNET, ETHERNET4 V4("002a", "4000", "06") "d4310050", 18));
	assert_int_equal(health.truncated_packets, 1);
	assert_int_equal(health.unsupported_packets, 0);
}

static void
too_many_vlan_tags_reach_a_limit(void **state)
{
	(void)state;
	finds_nothing(
	    MACS "8100 0001 8100 0001 8100 0001 8100 0001 8100 0001 0800", 0);
	assert_int_equal(health.limits_reached, 1);
}

static void
tcp_in_two_fragments_is_found(void **state)
{
	(void)state;
	finds_nothing(ETHERNET4 V4("0024", "2000",
			  "06") "d431 0050 01020304 05060708 50 18 2000",
	    0);
	finds(ETHERNET4 V4("001a", "0002", "06") "0000 0000 aabb");
	assert_int_equal(health.ip_fragments, 2);
	assert_int_equal(got.frame, 2);
	assert_memory_equal(got.payload, "\xaa\xbb", 2);
}

static void
tcp_in_two_ipv6_fragments_is_found(void **state)
{
	(void)state;
	/* destination options stand in the part that was cut into pieces; the
	 * last piece names another protocol, which does not count */
	finds_nothing(ETHERNET6 V6("0010", "2c") "3c 00 0001 cafe0001"
						 "06 00 010400000000",
	    0);
	finds(ETHERNET6 V6("001e", "2c") "11 00 0008 cafe0001" TCP "aabb");
}

static void
a_fragment_inside_a_datagram_is_malformed(void **state)
{
	(void)state;
	finds_nothing(ETHERNET6 V6("0010", "2c") "2c 00 0001 cafe0001"
						 "06 00 0001 cafe0002",
	    0);
	finds_nothing(
	    ETHERNET6 V6("001e", "2c") "2c 00 0008 cafe0001" TCP "aabb", 1);
}

static void
an_impossible_fragment_is_counted(void **state)
{
	(void)state;
	finds_nothing(ETHERNET4 V4("0015", "2000", "06") "00", 1);
	assert_int_equal(health.ip_fragments, 1);
}

static void
an_atomic_fragment_is_no_fragment(void **state)
{
	(void)state;
	finds(ETHERNET6 V6("001e", "2c") "06 00 0000 cafe0001" TCP "aabb");
	assert_int_equal(health.ip_fragments, 0);
}

#define INNER V4("002a", "4000", "06") TCP "aabb"

static void
gre_is_opened_with_all_its_fields(void **state)
{
	(void)state;
	finds(ETHERNET4 V4("0042", "4000", "2f") "0000 0800" INNER);
	health.tcp_segments = 0;
	finds(ETHERNET4 V4(
	    "004e", "4000", "2f") "b000 0800 12340000 00000007 00000001" INNER);
	health.tcp_segments = 0;
	finds(ETHERNET4 V4("0050", "4000", "2f") "0000 6558" ETHERNET4 INNER);
	health.tcp_segments = 0;
	finds(ETHERNET4 V4("0056", "4000", "2f") "0000 86dd" V6("0016", "06")
		TCP "aabb");
}

static void
other_gre_is_unsupported_or_empty(void **state)
{
	(void)state;
	/* version 1 (PPTP), source routes, another protocol, a keepalive */
	finds_nothing(ETHERNET4 V4("0018", "4000", "2f") "2001 880b", 1);
	finds_nothing(ETHERNET4 V4("0018", "4000", "2f") "4000 0800", 2);
	finds_nothing(ETHERNET4 V4("0018", "4000", "2f") "0000 8847", 3);
	finds_nothing(ETHERNET4 V4("0018", "4000", "2f") "0000 0000", 3);
	/* shorter than its flags say */
	finds_nothing(ETHERNET4 V4("0018", "4000", "2f") "2000 0800", 4);
}

static void
ip_in_ip_is_opened(void **state)
{
	(void)state;
	finds(ETHERNET4 V4("003e", "4000", "04") INNER);
	health.tcp_segments = 0;
	finds(ETHERNET4 V4("0052", "4000", "29") V6("0016", "06") TCP "aabb");
	health.tcp_segments = 0;
	finds(ETHERNET6 V6("002a", "04") INNER);
}

static void
vxlan_is_opened(void **state)
{
	(void)state;
	finds(ETHERNET4 V4("005c", "4000",
	    "11") "d431 12b5 0048 0000 08000000 00002a00" ETHERNET4 INNER);
}

static void
other_udp_on_the_port_of_vxlan_is_passed_by(void **state)
{
	(void)state;
	finds_nothing(ETHERNET4 V4("0024", "4000",
			  "11") "d431 12b5 0010 0000 00000000 00002a00",
	    0);
	finds_nothing(ETHERNET4 V4("0024", "4000",
			  "11") "d431 12b5 0007 0000 08000000 00002a00",
	    1);
	finds_nothing(
	    ETHERNET4 V4("0020", "4000", "11") "d431 12b5 000c 0000 08000000",
	    2);
	finds_nothing(ETHERNET4 V4("0018", "4000", "11") "d431 12b5", 3);
}

static void
a_tunnel_inside_a_tunnel_is_unsupported(void **state)
{
	(void)state;
	finds_nothing(ETHERNET4 V4("0056", "4000", "04")
			  V4("0042", "4000", "2f") "0000 0800" INNER,
	    1);
}

static void
fragments_of_a_tunnel_may_hold_fragments(void **state)
{
	(void)state;
	/* the inner first piece comes in two outer pieces */
	finds_nothing(ETHERNET4 V4("002c", "2000", "04")
			  V4("0024", "2000", "06") "d431 0050",
	    0);
	finds_nothing(
	    ETHERNET4 V4("0020", "0003", "04") "01020304 05060708 50 18 2000",
	    0);
	finds(ETHERNET4 V4("002e", "4000", "04")
		V4("001a", "0002", "06") "0000 0000 aabb");
	assert_int_equal(health.ip_fragments, 4);
}

static void
a_frame_may_say_less_wire_than_it_has(void **state)
{
	static const uint8_t bytes[4] = {0};
	struct frame frame = {
	    .link = LINK_RAW, .captured = 4, .wire = 1, .bytes = bytes};

	(void)state;
	assert_false(packet_decode(decoder, &frame, &got));
	assert_int_equal(health.truncated_packets, 0);
}

static void
freeing_nothing_is_allowed(void **state)
{
	(void)state;
	packet_decoder_free(NULL);
}

struct cut {
	size_t length;  /* of the whole frame */
	size_t payload; /* captured and on the wire when whole */
};

static void
decodes_in_part(void *context, const uint8_t *bytes, size_t length, int whole)
{
	const struct cut *cut = context;
	size_t lost = cut->length - length;
	bool found = decode_bytes(LINK_ETHERNET, bytes, length, lost);

	assert_int_equal(health.unsupported_packets, 0);
	if (whole)
		assert_true(found);
	if (!found)
		return;
	assert_int_equal(got.length, cut->payload);
	assert_true(got.captured <= got.length);
	if (lost <= cut->payload)
		assert_int_equal(got.captured, cut->payload - lost);
}

static void
frames_may_be_cut_anywhere(void **state)
{
	static const char *const frames[] = {ETHERNET4 V4("002a", "4000", "06")
						 TCP "aabb",
	    ETHERNET4 V4("004e", "4000",
		"2f") "b000 0800 12340000 00000007 00000001" INNER,
	    ETHERNET4 V4("005c", "4000",
		"11") "d431 12b5 0048 0000 08000000 00002a00" ETHERNET4 INNER,
	    ETHERNET6 V6("001e", "3c") "06 00 010400000000" TCP "aabb"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		struct cut cut = {0, 2};
		uint8_t *bytes = from_hex(frames[i], &cut.length);

		at_every_length(bytes, cut.length, decodes_in_part, &cut);
		free(bytes);
	}
}

/* Numbers that look random but are the same in every run. */
static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
hostile_bytes_stay_inside_their_frame(void **state)
{
	static const char *const frames[] = {ETHERNET4 V4("002a", "2000", "06")
						 TCP "aabb",
	    ETHERNET4 V4("005c", "4000",
		"11") "d431 12b5 0048 0000 08000000 00002a00" ETHERNET4 INNER,
	    ETHERNET6 V6("001e", "2c") "06 00 0009 cafe0001" TCP "aabb"};
	uint32_t seed = 7;
	int round;

	(void)state;
	for (round = 0; round < 6000; round++) {
		size_t length;
		uint8_t *bytes = from_hex(frames[round % 3], &length);
		uint8_t *copy = guard_copy(bytes, length);
		int changes = round / 3 % 5;

		while (changes-- >= 0)
			copy[next_random(&seed) % length] =
			    (uint8_t)next_random(&seed);
		if (decode_bytes((enum link_type)(1 + round / 64 % 10), copy,
			length, round % 2 == 0 ? 0 : 50))
			assert_true(got.captured <= got.length);
		guard_free(copy, length);
		free(bytes);
	}
	assert_int_equal(health.packets, 6000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_segment_has_addresses_time_and_frame),
	    TEST(the_payload_is_the_captured_bytes),
	    TEST(ethernet_padding_is_no_payload),
	    TEST(ipv6_leads_to_tcp),
	    TEST(the_length_is_what_the_wire_had),
	    TEST(a_packet_that_the_card_will_cut_takes_the_frames_length),
	    TEST(other_traffic_is_passed_by),
	    TEST(what_cannot_be_read_is_counted),
	    TEST(a_header_that_was_cut_off_is_only_truncated),
	    TEST(too_many_vlan_tags_reach_a_limit),
	    TEST(tcp_in_two_fragments_is_found),
	    TEST(tcp_in_two_ipv6_fragments_is_found),
	    TEST(a_fragment_inside_a_datagram_is_malformed),
	    TEST(an_impossible_fragment_is_counted),
	    TEST(an_atomic_fragment_is_no_fragment),
	    TEST(gre_is_opened_with_all_its_fields),
	    TEST(other_gre_is_unsupported_or_empty),
	    TEST(ip_in_ip_is_opened),
	    TEST(vxlan_is_opened),
	    TEST(other_udp_on_the_port_of_vxlan_is_passed_by),
	    TEST(a_tunnel_inside_a_tunnel_is_unsupported),
	    TEST(fragments_of_a_tunnel_may_hold_fragments),
	    TEST(a_frame_may_say_less_wire_than_it_has),
	    TEST(freeing_nothing_is_allowed),
	    TEST(frames_may_be_cut_anywhere),
	    TEST(hostile_bytes_stay_inside_their_frame),
	};

	return cmocka_run_group_tests_name("packet", tests, NULL, NULL);
}
