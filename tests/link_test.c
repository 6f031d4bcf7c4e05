/*
 * Link layer headers: what is found behind them, and what is not.
 */
#include "tests/support/check.h"

#include <stdlib.h>

#include "decode/link.h"

struct expected {
	enum link_type link;
	enum verdict verdict;
	uint16_t next;
	size_t left;
};

/* Opens a header that ends at an unmapped page and compares all results. */
static void
opens_with(const char *hex, size_t missing, struct expected want)
{
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);
	uint8_t *copy = guard_copy(bytes, length);
	struct layer layer = {cursor_over(copy, length), missing, 0};
	enum verdict verdict = link_open(want.link, &layer);

	assert_string_equal(verdict_name(verdict), verdict_name(want.verdict));
	if (verdict == VERDICT_OK) {
		assert_int_equal(layer.next, want.next);
		assert_int_equal(layer.bytes.left, want.left);
	}
	guard_free(copy, length);
	free(bytes);
}

static void
opens(enum link_type link, const char *hex, uint16_t next, size_t left)
{
	opens_with(hex, 0, (struct expected){link, VERDICT_OK, next, left});
}

static void
fails(enum link_type link, const char *hex, enum verdict verdict)
{
	opens_with(hex, 0, (struct expected){.link = link, .verdict = verdict});
}

#define MACS "020000000001 020000000002 "

static void
ethernet_names_what_it_holds(void **state)
{
	(void)state;
	opens(LINK_ETHERNET, MACS "0800 4500", NEXT_IPV4, 2);
	opens(LINK_ETHERNET, MACS "86dd 60", NEXT_IPV6, 1);
	opens(LINK_ETHERNET, MACS "0806 0001", NEXT_NOTHING, 2);
}

static void
vlan_tags_are_stepped_over(void **state)
{
	(void)state;
	opens(LINK_ETHERNET, MACS "8100 0005 0800 45", NEXT_IPV4, 1);
	opens(LINK_ETHERNET, MACS "88a8 0005 8100 0006 86dd 60", NEXT_IPV6, 1);
	opens(LINK_ETHERNET, MACS "9100 0005 8100 0006 0800 45", NEXT_IPV4, 1);
	opens(LINK_ETHERNET,
	    MACS "8100 0001 8100 0002 8100 0003 8100 0004 0800 45", NEXT_IPV4,
	    1);
}

static void
tags_of_other_lengths_are_stepped_over(void **state)
{
	(void)state;
	opens(LINK_ETHERNET, MACS "9200 0005 8100 0006 0800 45", NEXT_IPV4, 1);
	opens(LINK_ETHERNET, MACS "8909 0101 0001 0005 0800 45", NEXT_IPV4, 1);
	opens(LINK_ETHERNET, MACS "8926 00000001 86dd 60", NEXT_IPV6, 1);
	opens(LINK_ETHERNET, MACS "893f 000000010000 0800 45", NEXT_IPV4, 1);
	opens(LINK_ETHERNET,
	    MACS "88a8 0005 88e7 00000001 " MACS "8100 0006 0800 45", NEXT_IPV4,
	    1);
	fails(LINK_ETHERNET, MACS "8909 0102 0001 0005 0800 45",
	    VERDICT_UNSUPPORTED);
	fails(LINK_ETHERNET, MACS "88e7 00000001", VERDICT_MALFORMED);
}

static void
a_fifth_vlan_tag_is_a_limit(void **state)
{
	(void)state;
	fails(LINK_ETHERNET,
	    MACS "8100 0001 8100 0002 8100 0003 8100 0004 8100 0005 0800 45",
	    VERDICT_LIMIT);
}

static void
types_that_may_hide_ip_are_unsupported(void **state)
{
	(void)state;
	fails(LINK_ETHERNET, MACS "8847 00", VERDICT_UNSUPPORTED);
	fails(LINK_ETHERNET, MACS "8848 00", VERDICT_UNSUPPORTED);
	fails(LINK_ETHERNET, MACS "8864 00", VERDICT_UNSUPPORTED);
	fails(LINK_ETHERNET, MACS "88e5 00", VERDICT_UNSUPPORTED);
	fails(LINK_ETHERNET, MACS "22f3 00", VERDICT_UNSUPPORTED);
	fails(LINK_ETHERNET, MACS "894f 00", VERDICT_UNSUPPORTED);
}

static void
a_length_with_snap_is_ethernet_too(void **state)
{
	(void)state;
	/* 9 bytes belong to the frame, 2 are padding */
	opens(LINK_ETHERNET, MACS "0009 aaaa03 000000 0800 45 0000", NEXT_IPV4,
	    1);
	opens(LINK_ETHERNET, MACS "0009 aaaa03 0000f8 86dd 60 0000", NEXT_IPV6,
	    1);
	opens(LINK_ETHERNET, MACS "8100 0001 0009 aaaa03 000000 0800 45",
	    NEXT_IPV4, 1);
}

static void
a_length_beyond_the_frame_adds_no_bytes(void **state)
{
	(void)state;
	opens(LINK_ETHERNET, MACS "0100 aaaa03 000000 0800 45", NEXT_IPV4, 1);
}

static void
llc_without_snap_holds_nothing_for_us(void **state)
{
	(void)state;
	opens(LINK_ETHERNET, MACS "0003 424203", NEXT_NOTHING, 1);
	opens(LINK_ETHERNET, MACS "0008 aaaa03 00000c 2000", NEXT_NOTHING, 0);
	opens(LINK_ETHERNET, MACS "0008 aaaaf3 000000 0800", NEXT_NOTHING, 0);
}

static void
a_vlan_tag_behind_snap_is_unsupported(void **state)
{
	(void)state;
	fails(LINK_ETHERNET, MACS "0020 aaaa03 000000 8100 0001 0800",
	    VERDICT_UNSUPPORTED);
}

static void
llc_that_ends_early_is_malformed(void **state)
{
	(void)state;
	fails(LINK_ETHERNET, MACS "0001 aaaa03 000000 0800", VERDICT_MALFORMED);
	fails(LINK_ETHERNET, MACS "0005 aaaa03 000000 0800", VERDICT_MALFORMED);
}

static void
a_number_between_length_and_type_is_malformed(void **state)
{
	(void)state;
	fails(LINK_ETHERNET, MACS "05dd aaaa03 000000 0800", VERDICT_MALFORMED);
}

static void
linux_cooked_frames_are_opened(void **state)
{
	(void)state;
	opens(LINK_LINUX_SLL, "0000 0001 0006 0200000000010000 0800 45",
	    NEXT_IPV4, 1);
	opens(LINK_LINUX_SLL,
	    "0000 0001 0006 0200000000010000 8100 0001 86dd 60", NEXT_IPV6, 1);
	opens(LINK_LINUX_SLL,
	    "0000 0001 0006 0200000000010000 0004 aaaa03 000000 0800 45",
	    NEXT_IPV4, 1);
	opens(LINK_LINUX_SLL, "0000 0001 0006 0200000000010000 0003 45",
	    NEXT_NOTHING, 1);
}

static void
linux_cooked_frames_of_version_2_are_opened(void **state)
{
	(void)state;
	opens(LINK_LINUX_SLL2,
	    "0800 0000 00000002 0001 00 06 0200000000010000 45", NEXT_IPV4, 1);
	opens(LINK_LINUX_SLL2,
	    "86dd 0000 00000002 0001 04 06 0200000000010000 60", NEXT_IPV6, 1);
}

static void
raw_ip_is_told_apart_by_its_version(void **state)
{
	(void)state;
	opens(LINK_RAW, "4500", NEXT_IPV4, 2);
	opens(LINK_RAW, "6000", NEXT_IPV6, 2);
	opens(LINK_IPV4, "4500", NEXT_IPV4, 2);
	opens(LINK_IPV6, "6000", NEXT_IPV6, 2);
	fails(LINK_RAW, "5000", VERDICT_MALFORMED);
	fails(LINK_RAW, "", VERDICT_MALFORMED);
}

static void
loopback_families_are_read_in_both_byte_orders(void **state)
{
	(void)state;
	opens(LINK_NULL, "02000000 45", NEXT_IPV4, 1);
	opens(LINK_NULL, "00000002 45", NEXT_IPV4, 1);
	opens(LINK_NULL, "0a000000 60", NEXT_IPV6, 1);
	opens(LINK_NULL, "00000018 60", NEXT_IPV6, 1);
	opens(LINK_NULL, "1c000000 60", NEXT_IPV6, 1);
	opens(LINK_NULL, "0000001e 60", NEXT_IPV6, 1);
	opens(LINK_NULL, "07000000 60", NEXT_NOTHING, 1);
	opens(LINK_LOOP, "00000002 45", NEXT_IPV4, 1);
	opens(LINK_LOOP, "0000001c 60", NEXT_IPV6, 1);
	opens(LINK_LOOP, "02000000 45", NEXT_NOTHING, 1);
}

#define ADDRESSES "020000000001 020000000002 020000000003 "
#define SNAP "aaaa03 000000 0800 "

static void
wireless_data_is_opened_in_every_direction(void **state)
{
	(void)state;
	opens(LINK_IEEE802_11, "0800 0000" ADDRESSES "1000" SNAP "45",
	    NEXT_IPV4, 1);
	opens(LINK_IEEE802_11, "0801 0000" ADDRESSES "1000" SNAP "45",
	    NEXT_IPV4, 1);
	opens(LINK_IEEE802_11, "0802 0000" ADDRESSES "1000" SNAP "45",
	    NEXT_IPV4, 1);
	opens(LINK_IEEE802_11,
	    "0803 0000" ADDRESSES "1000 020000000004" SNAP "45", NEXT_IPV4, 1);
}

static void
wireless_qos_data_is_opened(void **state)
{
	(void)state;
	opens(LINK_IEEE802_11, "8801 0000" ADDRESSES "1000 0000" SNAP "45",
	    NEXT_IPV4, 1);
	opens(LINK_IEEE802_11,
	    "8803 0000" ADDRESSES "1000 020000000004 0000" SNAP "45", NEXT_IPV4,
	    1);
	/* with HT control */
	opens(LINK_IEEE802_11,
	    "8881 0000" ADDRESSES "1000 0000 01020304" SNAP "45", NEXT_IPV4, 1);
}

static void
wireless_frames_in_cipher_or_pieces_are_unsupported(void **state)
{
	(void)state;
	fails(LINK_IEEE802_11, "0841 0000" ADDRESSES "1000" SNAP "45",
	    VERDICT_UNSUPPORTED);
	/* A-MSDU */
	fails(LINK_IEEE802_11, "8801 0000" ADDRESSES "1000 8000" SNAP "45",
	    VERDICT_UNSUPPORTED);
	/* more fragments; a later fragment */
	fails(LINK_IEEE802_11, "0805 0000" ADDRESSES "1000" SNAP "45",
	    VERDICT_UNSUPPORTED);
	fails(LINK_IEEE802_11, "0801 0000" ADDRESSES "1100" SNAP "45",
	    VERDICT_UNSUPPORTED);
}

static void
wireless_frames_without_data_hold_nothing(void **state)
{
	(void)state;
	/* beacon, acknowledgement, null data, QoS null data */
	opens(LINK_IEEE802_11, "8000 0000", NEXT_NOTHING, 2);
	opens(LINK_IEEE802_11, "d400 0000 020000000001", NEXT_NOTHING, 8);
	opens(LINK_IEEE802_11, "4801 0000", NEXT_NOTHING, 2);
	opens(LINK_IEEE802_11, "c801 0000", NEXT_NOTHING, 2);
}

static void
an_unknown_wireless_version_is_malformed(void **state)
{
	(void)state;
	fails(LINK_IEEE802_11, "0901 0000" ADDRESSES "1000" SNAP "45",
	    VERDICT_MALFORMED);
}

#define DATA "0801 0000" ADDRESSES "1000" SNAP
#define QOS "8801 0000" ADDRESSES "1000 0000"

static void
a_radiotap_header_goes_away(void **state)
{
	(void)state;
	opens(LINK_IEEE802_11_RADIO, "00 00 0800 00000000" DATA "45", NEXT_IPV4,
	    1);
}

static void
a_checksum_at_the_end_is_no_data(void **state)
{
	(void)state;
	opens(LINK_IEEE802_11_RADIO,
	    "00 00 0900 02000000 10" DATA "45 01020304", NEXT_IPV4, 1);
	/* behind a time, which is aligned */
	opens(LINK_IEEE802_11_RADIO,
	    "00 00 1100 03000000 0102030405060708 10" DATA "45 01020304",
	    NEXT_IPV4, 1);
	/* with a second bit mask, which moves the time */
	opens(LINK_IEEE802_11_RADIO,
	    "00 00 1900 03000080 00000000 00000000 0102030405060708 10" DATA
	    "45 01020304",
	    NEXT_IPV4, 1);
}

static void
a_checksum_that_was_not_captured_costs_no_data(void **state)
{
	(void)state;
	opens_with("00 00 0900 02000000 10" DATA "45 01020304", 4,
	    (struct expected){LINK_IEEE802_11_RADIO, VERDICT_OK, NEXT_IPV4, 5});
	opens_with("00 00 0900 02000000 10" DATA "45 01020304", 3,
	    (struct expected){LINK_IEEE802_11_RADIO, VERDICT_OK, NEXT_IPV4, 4});
}

static void
a_frame_that_is_only_a_checksum_is_malformed(void **state)
{
	(void)state;
	fails(LINK_IEEE802_11_RADIO, "00 00 0900 02000000 10 010203",
	    VERDICT_MALFORMED);
}

static void
padding_behind_the_wireless_header_is_skipped(void **state)
{
	(void)state;
	opens(LINK_IEEE802_11_RADIO,
	    "00 00 0900 02000000 20" QOS "0000" SNAP "45", NEXT_IPV4, 1);
	opens(LINK_IEEE802_11_RADIO, "00 00 0900 02000000 20" DATA "45",
	    NEXT_IPV4, 1);
}

static void
a_frame_with_a_bad_checksum_is_malformed(void **state)
{
	(void)state;
	fails(LINK_IEEE802_11_RADIO, "00 00 0900 02000000 40" DATA "45",
	    VERDICT_MALFORMED);
}

static void
a_hostile_radiotap_header_is_malformed(void **state)
{
	(void)state;
	fails(LINK_IEEE802_11_RADIO, "01 00 0800 00000000" DATA "45",
	    VERDICT_MALFORMED);
	fails(LINK_IEEE802_11_RADIO, "00 00 0700 00000000" DATA "45",
	    VERDICT_MALFORMED);
	fails(LINK_IEEE802_11_RADIO, "00 00 ffff 00000000" DATA "45",
	    VERDICT_MALFORMED);
	/* bit masks without end: read no further than the header */
	opens(LINK_IEEE802_11_RADIO, "00 00 0c00 030000c0 000000c0" DATA "45",
	    NEXT_IPV4, 1);
}

static void
an_unknown_link_type_is_unsupported(void **state)
{
	(void)state;
	fails(LINK_UNSUPPORTED, MACS "0800 45", VERDICT_UNSUPPORTED);
}

struct sample {
	enum link_type link;
	const char *hex;
};

static const struct sample samples[] = {
    {LINK_ETHERNET, MACS "88a8 0001 8100 0002 0800"},
    {LINK_ETHERNET, MACS "0008 aaaa03 000000 0800"},
    {LINK_LINUX_SLL, "0000 0001 0006 0200000000010000 0800"},
    {LINK_LINUX_SLL2, "0800 0000 00000002 0001 00 06 0200000000010000"},
    {LINK_RAW, "45"},
    {LINK_NULL, "02000000"},
    {LINK_LOOP, "00000002"},
    {LINK_IEEE802_11, "8883 0000" ADDRESSES "1000 020000000004 0000 00000000"
		      "aaaa03 000000 0800"},
    {LINK_IEEE802_11_RADIO,
	"00 00 1900 03000080 00000000 00000000"
	"0102030405060708 20" QOS "0000 aaaa03 000000 0800"},
};

/* A shorter frame is short where the capture cut it, never more than that. */
static void
opens_in_part(void *context, const uint8_t *bytes, size_t length, int whole)
{
	const struct sample *sample = context;
	struct layer layer = {cursor_over(bytes, length), 100, 0};
	enum verdict verdict = link_open(sample->link, &layer);

	assert_int_equal(verdict, whole ? VERDICT_OK : VERDICT_SHORT);
	layer = (struct layer){cursor_over(bytes, length), 0, 0};
	verdict = link_open(sample->link, &layer);
	assert_int_equal(verdict, whole ? VERDICT_OK : VERDICT_MALFORMED);
}

static void
every_header_may_be_cut_anywhere(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct sample sample = samples[i];
		size_t length;
		uint8_t *bytes = from_hex(sample.hex, &length);

		at_every_length(bytes, length, opens_in_part, &sample);
		free(bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ethernet_names_what_it_holds),
	    cmocka_unit_test(vlan_tags_are_stepped_over),
	    cmocka_unit_test(tags_of_other_lengths_are_stepped_over),
	    cmocka_unit_test(a_fifth_vlan_tag_is_a_limit),
	    cmocka_unit_test(types_that_may_hide_ip_are_unsupported),
	    cmocka_unit_test(a_length_with_snap_is_ethernet_too),
	    cmocka_unit_test(a_length_beyond_the_frame_adds_no_bytes),
	    cmocka_unit_test(llc_without_snap_holds_nothing_for_us),
	    cmocka_unit_test(a_vlan_tag_behind_snap_is_unsupported),
	    cmocka_unit_test(llc_that_ends_early_is_malformed),
	    cmocka_unit_test(a_number_between_length_and_type_is_malformed),
	    cmocka_unit_test(linux_cooked_frames_are_opened),
	    cmocka_unit_test(linux_cooked_frames_of_version_2_are_opened),
	    cmocka_unit_test(raw_ip_is_told_apart_by_its_version),
	    cmocka_unit_test(loopback_families_are_read_in_both_byte_orders),
	    cmocka_unit_test(wireless_data_is_opened_in_every_direction),
	    cmocka_unit_test(wireless_qos_data_is_opened),
	    cmocka_unit_test(
		wireless_frames_in_cipher_or_pieces_are_unsupported),
	    cmocka_unit_test(wireless_frames_without_data_hold_nothing),
	    cmocka_unit_test(an_unknown_wireless_version_is_malformed),
	    cmocka_unit_test(a_radiotap_header_goes_away),
	    cmocka_unit_test(a_checksum_at_the_end_is_no_data),
	    cmocka_unit_test(a_checksum_that_was_not_captured_costs_no_data),
	    cmocka_unit_test(a_frame_that_is_only_a_checksum_is_malformed),
	    cmocka_unit_test(padding_behind_the_wireless_header_is_skipped),
	    cmocka_unit_test(a_frame_with_a_bad_checksum_is_malformed),
	    cmocka_unit_test(a_hostile_radiotap_header_is_malformed),
	    cmocka_unit_test(an_unknown_link_type_is_unsupported),
	    cmocka_unit_test(every_header_may_be_cut_anywhere),
	};

	return cmocka_run_group_tests_name("link", tests, NULL, NULL);
}
