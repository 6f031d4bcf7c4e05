/*
 * Packets that lie: fragments that overlap, lengths that are not true, bytes
 * that are sent twice with other contents, streams in single bytes. What they
 * say is told as far as it is sure, and nothing of the honest packets is lost.
 */
#include "tests/support/attacked.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/stranger.h"

#define MORE_FRAGMENTS 0x2000u
#define UDP 17
#define ICMP 1
#define GRE 47
#define EAS_TYPE "MS-EAS-Provisioning-WBXML"

/* One piece of a datagram, from `offset` to `to`. */
static void
send_piece(struct datagram datagram, size_t offset, size_t to, bool more)
{
	assert_int_equal(offset % 8, 0);
	datagram.fragment =
	    (uint16_t)(offset / 8 | (more ? MORE_FRAGMENTS : 0));
	datagram.payload = (const uint8_t *)datagram.payload + offset;
	datagram.length = to - offset;
	attack_datagram(&datagram);
}

/* The request of a device, as one segment in a datagram of `id`. */
static struct datagram
request(struct stranger *stranger, uint16_t id, const char *device,
    uint8_t room[ATTACK_MOST])
{
	char text[256];
	int length = snprintf(text, sizeof(text),
	    "POST /Microsoft-Server-ActiveSync?Cmd=FolderSync&User=eve&"
	    "DeviceId=%s&DeviceType=WP HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
	    device);
	struct shot shot =
	    stranger_segment(stranger, false, text, (size_t)length);

	shot.id = id;
	return attack_datagram_of(&shot, room, attack_tcp(&shot, room));
}

/* Teardrop: the second piece ends before the first does. Its kin: a last piece
 * behind the end, and one that reaches beyond 65,535 (ping of death). */
static void
fragments_that_cannot_be_are_dropped(void **state)
{
	static const uint8_t zeroes[1000];
	struct datagram datagram = {.source = 0x50000001u,
	    .destination = 0x0a000001u,
	    .payload = zeroes,
	    .protocol = UDP};
	json_t *report;

	(void)state;
	for (unsigned i = 0; i < 60000; i++) {
		datagram.id = (uint16_t)i;
		datagram.protocol = i % 2 == 0 ? UDP : 6;
		send_piece(datagram, 0, 40, true);
		send_piece(datagram, 24, 28, false);
		send_piece(datagram, 40, 80, false);
		send_piece(datagram, 80, 88, true);
		datagram.protocol = ICMP;
		datagram.fragment = 65528 / 8;
		datagram.length = sizeof(zeroes);
		attack_datagram(&datagram);
		attack_honest(i % 1000 == 0 ? 1 : 0);
	}
	report = attacked_report(0.8, 64);
	assert_true(attacked_health(report, "ip_fragments") == 300000);
	assert_true(attacked_health(report, "unsupported_packets") >= 120000);
	json_decref(report);
}

/* What a filter of ports would let pass: the ports in the first piece, the
 * flags and all else in later ones. */
static void
tiny_fragments_are_read_as_the_whole(void **state)
{
	uint8_t room[ATTACK_MOST];
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 10000; i++) {
		struct stranger stranger = stranger_opens(i);
		struct datagram whole =
		    request(&stranger, (uint16_t)i, "TINY", room);

		for (size_t at = 0; at < whole.length; at += 8)
			send_piece(whole, at,
			    at + 8 < whole.length ? at + 8 : whole.length,
			    at + 8 < whole.length);
		attack_honest(1);
	}
	report = attacked_report(0.5, 64);
	assert_int_equal(
	    json_integer_value(json_object_get(
		json_object_get(attacked_device(report, "TINY"), "commands"),
		"FolderSync")),
	    10000);
	json_decref(report);
}

/* Systems differ in which copy they take (RFC 1858, RFC 5722): the first one
 * is told, and that there was another. */
static void
fragments_that_disagree_are_counted(void **state)
{
	uint8_t room[ATTACK_MOST];
	uint8_t other[ATTACK_MOST];
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 10000; i++) {
		struct stranger stranger = stranger_opens(i);
		struct datagram first =
		    request(&stranger, (uint16_t)i, "FIRST", room);
		struct datagram second =
		    request(&stranger, (uint16_t)i, "OTHER", other);

		send_piece(first, 24, first.length, false);
		send_piece(second, 16, second.length, false);
		send_piece(first, 0, 24, true);
		attack_honest(1);
	}
	report = attacked_report(0.8, 64);
	(void)attacked_device(report, "FIRST");
	assert_false(attacked_names(report, "OTHER"));
	assert_true(attacked_health(report, "conflicting_bytes") >= 10000);
	json_decref(report);
}

/* A request whose body has `length` bytes, of which none was sent yet. */
static struct stranger
asks_with_body(uint32_t number, const char *device, const char *length)
{
	struct stranger stranger = stranger_opens(number);
	char text[256];

	snprintf(text, sizeof(text),
	    "POST /Microsoft-Server-ActiveSync?Cmd=Provision&User=eve&"
	    "DeviceId=%s&DeviceType=WP HTTP/1.1\r\nContent-Length: %s\r\n\r\n",
	    device, length);
	stranger_says_text(&stranger, text);
	return stranger;
}

/* The next segment of a stranger with one field of its headers changed. */
static void
lie(const struct stranger *stranger, uint16_t total, unsigned offset_byte)
{
	uint8_t room[ATTACK_MOST];
	struct shot shot = stranger_segment(stranger, false, "a lie", 5);
	size_t length = attack_tcp(&shot, room);
	struct datagram datagram = attack_datagram_of(&shot, room, length);

	room[12] = (uint8_t)offset_byte;
	datagram.lie = total;
	attack_datagram(&datagram);
}

static void
segments_that_lie_about_their_lengths_are_not_believed(void **state)
{
	const json_t *told;
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 10000; i++) {
		struct stranger stranger = asks_with_body(i, "LIAR", "100000");

		lie(&stranger, 19, 0x50); /* less than its own header */
		lie(&stranger, 21, 0x50); /* less than TCP's */
		lie(&stranger, 0, 0x40);  /* TCP: less than its header */
		lie(&stranger, 0, 0xf0);  /* TCP: more than there is */
		lie(&stranger, 65535, 0x50);
		attack_honest(1);
	}
	report = attacked_report(0.5, 64);
	assert_true(attacked_health(report, "unsupported_packets") >= 40000);
	assert_int_equal(
	    attacked_health(report, "gap_bytes"), 10000 * (65535 - 40 - 5));
	told = attacked_provision(report, "LIAR", 0);
	assert_true(json_is_false(json_object_get(told, "complete")));
	json_decref(report);
}

/* Ethernet, IPv4 and UDP or GRE around bytes that are no tunnel's. */
static void
send_tunnel(uint8_t protocol, const void *bytes, size_t length)
{
	struct datagram datagram = {.source = 0x50000001u,
	    .destination = 0x0a000001u,
	    .protocol = protocol,
	    .payload = bytes,
	    .length = length};

	attack_datagram(&datagram);
}

/* The request of a device inside VXLAN, whose UDP header says this length; 0:
 * the true one. */
static void
request_in_tunnel(uint32_t number, const char *device, unsigned length)
{
	static const uint8_t headers[16] = {[2] = 0x12, 0xb5, [8] = 0x08};
	uint8_t room[ATTACK_MOST];
	uint8_t frame[ATTACK_FRAME_MOST];
	uint8_t tunnel[sizeof(headers) + ATTACK_FRAME_MOST];
	struct stranger stranger = stranger_opens(number);
	struct datagram inside = request(&stranger, 0, device, room);
	size_t whole = sizeof(headers) + attack_frame_of(&inside, frame);

	if (length == 0)
		length = (unsigned)whole;
	memcpy(tunnel, headers, sizeof(headers));
	tunnel[4] = (uint8_t)(length >> 8);
	tunnel[5] = (uint8_t)length;
	memcpy(tunnel + sizeof(headers), frame, whole - sizeof(headers));
	send_tunnel(UDP, tunnel, whole);
}

static void
what_a_tunnel_does_not_hold_is_not_told(void **state)
{
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 2000; i++) {
		request_in_tunnel(5 * i, "INSIDE", 0);
		request_in_tunnel(5 * i + 1, "NEGATIVE", 4);
		request_in_tunnel(5 * i + 2, "EMPTY", 8);
		request_in_tunnel(5 * i + 3, "HEADLESS", 12);
		request_in_tunnel(5 * i + 4, "BEHIND", 16 + 14 + 20 + 20);
		attack_honest(1);
	}
	report = attacked_report(0.5, 64);
	(void)attacked_device(report, "INSIDE");
	assert_false(attacked_names(report, "NEGATIVE"));
	assert_false(attacked_names(report, "EMPTY"));
	assert_false(attacked_names(report, "HEADLESS"));
	assert_false(attacked_names(report, "BEHIND"));
	json_decref(report);
}

static void
tunnels_that_lie_about_their_lengths_are_not_believed(void **state)
{
	/* Ports, length, checksum; the flag of VXLAN; Ethernet; IPv4. */
	uint8_t vxlan[] = "\x10\x00\x12\xb5\x00\x04\x00\x00"
			  "\x08\x00\x00\x00\x00\x00\x01\x00"
			  "\0\0\0\0\0\0\0\0\0\0\0\0\x08\x00"
			  "\x45\x00\xff\xff\0\0\0\0\x40\x06\0\0"
			  "\x0a\x00\x00\x01\x0a\x00\x00\x02";
	uint8_t gre[] = "\x30\x00\x08\x00\0\0\0\1\0\0\0\2"
			"\x4f\x00\x00\x10\0\0\0\0\x40\x06\0\0"
			"\x0a\x00\x00\x01\x0a\x00\x00\x02";
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 20000; i++) {
		vxlan[5] = 4; /* less than its own header */
		send_tunnel(UDP, vxlan, sizeof(vxlan) - 1);
		vxlan[5] = 12; /* ends inside VXLAN's */
		send_tunnel(UDP, vxlan, sizeof(vxlan) - 1);
		vxlan[4] = vxlan[5] = 0xff;
		send_tunnel(UDP, vxlan, sizeof(vxlan) - 1);
		vxlan[4] = 0;
		send_tunnel(GRE, gre, sizeof(gre) - 1);
		send_tunnel(GRE, gre, 5);
		attack_honest(i % 100 == 0 ? 1 : 0);
	}
	report = attacked_report(0.3, 32);
	assert_int_equal(
	    attacked_health(report, "unsupported_packets"), 100000);
	json_decref(report);
}

/* The capture says of its frames that they were longer, and shorter, than
 * what there is of them. */
static void
snapshot_lengths_that_lie_are_not_believed(void **state)
{
	uint8_t frame[60] = {[12] = 0x08, [14] = 0x45, [16] = 0xff, 0xff};
	json_t *report;

	(void)state;
	frame[23] = 6;
	for (uint32_t i = 0; i < 20000; i++) {
		memcpy(frame + 26, &i, sizeof(i));
		attack_frame(frame, sizeof(frame), UINT32_MAX);
		attack_frame(frame, sizeof(frame), 0);
		attack_frame(frame, i % sizeof(frame), 1500);
		attack_honest(i % 100 == 0 ? 1 : 0);
	}
	report = attacked_report(0.3, 32);
	assert_true(attacked_health(report, "truncated_packets") >= 39000);
	json_decref(report);
}

/* A body that acknowledges a policy with this Status. */
static struct bomb
acknowledgement(const char *status)
{
	struct bomb body = {.length = 0};

	bomb_wbxml(&body, "", 0);
	bomb_put(&body, "\x00\x0e\x45\x46\x47", 5);
	bomb_element(&body, 0x48, EAS_TYPE);
	bomb_element(&body, 0x49, BOMB_KEY);
	bomb_element(&body, 0x4b, status);
	bomb_put(&body, "\x01\x01\x01", 3);
	return body;
}

/* "Partly" is said first; then the same bytes again say "in full": once all
 * was read, or while it waits behind a hole. */
static void
acknowledges_twice(uint32_t number, const char *device, bool waits)
{
	struct bomb partly = acknowledgement("2");
	struct bomb in_full = acknowledgement("1");
	char length[32];
	struct stranger stranger;
	struct shot first;
	struct shot second;

	snprintf(length, sizeof(length), "%zu", partly.length);
	stranger = asks_with_body(number, device, length);
	first = stranger_segment(&stranger, false, partly.bytes, partly.length);
	second =
	    stranger_segment(&stranger, false, in_full.bytes, in_full.length);
	if (waits) {
		struct shot rest = first;

		rest.sequence += 8;
		rest.payload = partly.bytes + 8;
		rest.length -= 8;
		attack_shoot(&rest);
		attack_shoot(&second);
	} else {
		attack_shoot(&first);
		attack_shoot(&second);
	}
	stranger.next[0] += (uint32_t)partly.length;
	stranger_hears_text(
	    &stranger, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	stranger_leaves(&stranger);
	bomb_done(&partly);
	bomb_done(&in_full);
}

static void
of_what_is_sent_twice_the_first_is_told(void **state)
{
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 10000; i++) {
		acknowledges_twice(2 * i, "TWICE", false);
		acknowledges_twice(2 * i + 1, "WAITED", true);
		attack_honest(1);
	}
	report = attacked_report(0.5, 64);
	assert_true(attacked_health(report, "conflicting_bytes") >= 10000);
	assert_true(
	    attacked_is(attacked_device(report, "TWICE"), "state", "partial"));
	assert_true(
	    attacked_is(attacked_device(report, "WAITED"), "state", "partial"));
	json_decref(report);
}

/* Half a mebibyte, a byte a segment; and the same behind a hole, each byte
 * twice. */
static void
a_body_in_single_bytes_is_read(void **state)
{
	static const char body[100000];
	struct stranger stranger = asks_with_body(0, "BYTES", "300000");
	const json_t *told;
	json_t *report;

	(void)state;
	stranger.longest = 1;
	for (int i = 0; i < 3; i++)
		stranger_says(&stranger, body, sizeof(body));
	stranger_hears_text(
	    &stranger, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	stranger = asks_with_body(1, "HOLES", "300000");
	stranger.next[0]++;
	for (uint32_t i = 0; i < 100000; i++) {
		struct shot shot = stranger_segment(&stranger, false, "x", 1);

		attack_shoot(&shot);
		attack_shoot(&shot);
		stranger.next[0]++;
	}
	report = attacked_report(0.7, 32);
	told = attacked_provision(report, "BYTES", 0);
	assert_true(json_is_true(json_object_get(told, "complete")) ||
		    attacked_health(report, "wbxml_errors") == 1);
	told = attacked_provision(report, "HOLES", 0);
	assert_true(json_is_false(json_object_get(told, "complete")));
	assert_true(attacked_health(report, "limits_reached") > 0);
	assert_true(attacked_health(report, "gaps") > 0);
	json_decref(report);
}

/* Acknowledgements that run ahead by a gibibyte each, in a body that has no
 * end: each declares a hole of that size. */
static void
holes_of_gibibytes_cost_no_more_than_small_ones(void **state)
{
	struct stranger stranger =
	    asks_with_body(0, "AHEAD", "9000000000000000000");
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 2000; i++) {
		struct shot shot;

		stranger.next[0] += 1u << 30;
		shot = stranger_segment(&stranger, true, NULL, 0);
		attack_shoot(&shot);
	}
	report = attacked_report(0.3, 32);
	assert_true(attacked_health(report, "gap_bytes") > 1900ull << 30);
	assert_true(json_is_false(json_object_get(
	    attacked_provision(report, "AHEAD", 0), "complete")));
	json_decref(report);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, attack_set_up, attack_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(fragments_that_cannot_be_are_dropped),
	    TEST(tiny_fragments_are_read_as_the_whole),
	    TEST(fragments_that_disagree_are_counted),
	    TEST(segments_that_lie_about_their_lengths_are_not_believed),
	    TEST(what_a_tunnel_does_not_hold_is_not_told),
	    TEST(tunnels_that_lie_about_their_lengths_are_not_believed),
	    TEST(snapshot_lengths_that_lie_are_not_believed),
	    TEST(of_what_is_sent_twice_the_first_is_told),
	    TEST(a_body_in_single_bytes_is_read),
	    TEST(holes_of_gibibytes_cost_no_more_than_small_ones),
	};
#undef TEST

	return cmocka_run_group_tests_name(
	    "attacks, packets", tests, NULL, NULL);
}
