/*
 * The WBXML reader: what it makes of headers and tokens.
 *
 * Most tests compare a transcript: one word per event, the verdict last.
 * Documents are written without their header, which is put in front.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/wbxml.h"
#include "tests/support/transcript.h"

#define HEADER "03 01 6a 00 "

static void
expect_bytes(const char *hex, const char *expected)
{
	struct transcript t;
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);
	uint8_t *copy = guard_copy(bytes, length);
	const char *verdict = verdict_name(transcribe(&t, copy, length));

	say(&t, verdict, "", 0);
	assert_string_equal(t.words, expected);
	guard_free(copy, length);
	free(bytes);
}

static void
expect(const char *body, const char *expected)
{
	char hex[2048];

	assert_true(strlen(body) < sizeof(hex) - sizeof(HEADER));
	(void)snprintf(hex, sizeof(hex), HEADER "%s", body);
	expect_bytes(hex, expected);
}

static void
a_document_gives_its_elements_and_texts(void **state)
{
	(void)state;
	expect("00 0e 45 4b 03 31 00 01 01",
	    "page:14 <Provision <Status =1 /Status /Provision ok");
}

static void
an_element_without_content_ends_by_itself(void **state)
{
	(void)state;
	expect("00 0e 45 0c 01",
	    "page:14 <Provision <>RemoteWipe /RemoteWipe /Provision ok");
	expect("00 0e 05", "page:14 <>Provision /Provision ok");
}

static void
pages_may_be_switched_anywhere(void **state)
{
	(void)state;
	expect("00 00 00 0e 45 00 12 56 46 00 0e 03 31 00 01 01 4b 01 01",
	    "page:0 page:14 <Provision page:18 <DeviceInformation <Status "
	    "page:14 =1 /Status /DeviceInformation <Status /Status /Provision "
	    "ok");
}

static void
an_end_names_the_element_that_it_ends(void **state)
{
	(void)state;
	expect("00 0e 45 00 00 01", "page:14 <Provision page:0 /Provision ok");
}

static void
opaque_data_is_given_as_it_is(void **state)
{
	(void)state;
	expect("00 0e 45 4a c3 03 41 42 43 01 01",
	    "page:14 <Provision <Data #ABC /Data /Provision ok");
	expect("00 0e 45 4a c3 00 01 01",
	    "page:14 <Provision <Data # /Data /Provision ok");
}

static void
string_table_references_are_resolved(void **state)
{
	(void)state;
	expect_bytes("03 01 6a 05 31 00 32 33 00 00 0e 45 83 00 83 02 83 03 "
		     "83 01 01",
	    "page:14 <Provision =1 =23 =3 = /Provision ok");
}

static void
a_reference_outside_of_the_string_table_is_malformed(void **state)
{
	(void)state;
	expect("00 0e 45 83 00 01", "page:14 <Provision malformed");
	expect_bytes("03 01 6a 02 31 00 00 0e 45 83 02 01",
	    "page:14 <Provision malformed");
	expect_bytes(
	    "03 01 6a 01 31 00 0e 45 83 00 01", "page:14 <Provision malformed");
}

static void
entities_become_utf8(void **state)
{
	(void)state;
	expect("00 0e 45 02 41 02 81 64 02 c1 2c 02 87 e8 00 01",
	    "page:14 <Provision &A &\xc3\xa4 &\xe2\x82\xac "
	    "&\xf0\x9f\x90\x80 /Provision ok");
}

static void
entities_that_are_no_characters_are_malformed(void **state)
{
	(void)state;
	expect("00 0e 45 02 00 01", "page:14 <Provision malformed");
	expect("00 0e 45 02 83 b0 00 01", "page:14 <Provision malformed");
	expect("00 0e 45 02 c4 80 00 01", "page:14 <Provision malformed");
	expect("00 0e 45 02 88 80 80 80 00 01", "page:14 <Provision malformed");
}

static void
integers_end_after_five_bytes_and_32_bits(void **state)
{
	(void)state;
	expect("00 0e 45 c3 80 80 80 80 01 41 01",
	    "page:14 <Provision #A /Provision ok");
	expect(
	    "00 0e 45 c3 90 80 80 80 01 41 01", "page:14 <Provision malformed");
	expect("00 0e 45 c3 80 80 80 80 80 01 41 01",
	    "page:14 <Provision malformed");
}

static void
unknown_tokens_and_pages_keep_their_numbers(void **state)
{
	(void)state;
	expect("00 0e 45 7c 03 31 00 01 3f 00 63 05 01",
	    "page:14 <Provision <14:0x3c =1 /14:0x3c <>14:0x3f /14:0x3f "
	    "page:99 <>99:0x05 /99:0x05 /Provision ok");
}

static void
extensions_are_stepped_over_with_their_operands(void **state)
{
	(void)state;
	expect("00 0e 45 40 78 00 41 00 42 79 7a 00 80 05 81 85 05 82 01 "
	       "c0 c1 c2 4b 01 01",
	    "page:14 <Provision other other other other other other other "
	    "other other <Status /Status /Provision ok");
}

static void
processing_instructions_are_stepped_over(void **state)
{
	(void)state;
	expect("00 0e 43 05 03 31 00 01 45 43 06 01 01",
	    "page:14 other <Provision other /Provision ok");
}

static void
attributes_are_stepped_over(void **state)
{
	(void)state;
	expect("00 0e c5 05 03 76 00 85 00 07 04 80 00 c3 02 01 01 02 41 "
	       "83 05 80 01 40 01 00 c0 01 8b 05 01 01",
	    "page:14 <Provision other <>Status other /Status /Provision ok");
}

static void
tokens_that_attributes_cannot_have_are_malformed(void **state)
{
	(void)state;
	expect("00 0e c5 43 01 01 01", "page:14 <Provision malformed");
	expect("00 0e c5 44 00 01 01", "page:14 <Provision malformed");
}

static void
literal_elements_keep_the_balance(void **state)
{
	(void)state;
	expect_bytes("03 01 6a 02 78 00 00 0e 45 04 00 44 00 03 31 00 01 "
		     "c4 00 05 01 01 84 00 05 01 01",
	    "page:14 <Provision <>14:0x04 /14:0x04 <14:0x04 =1 /14:0x04 "
	    "<14:0x04 other /14:0x04 <>14:0x04 other /14:0x04 /Provision ok");
	expect("00 0e 45 04 00 01", "page:14 <Provision malformed");
}

static void
content_outside_of_the_root_is_malformed(void **state)
{
	(void)state;
	expect("03 31 00", "malformed");
	expect("01", "malformed");
	expect("00 0e c3 01 41", "page:14 malformed");
}

static void
bytes_behind_the_root_are_counted_and_not_read(void **state)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	size_t length;
	uint8_t *bytes = from_hex(HEADER "00 0e 45 01 01 01 ff", &length);

	(void)state;
	wbxml_begin(&reader, bytes, length);
	while (wbxml_next(&reader, &event) != WBXML_DONE)
		assert_int_equal(wbxml_rest(&reader), 0);
	assert_int_equal(wbxml_rest(&reader), 3);
	assert_int_equal(wbxml_verdict(&reader), VERDICT_OK);
	free(bytes);
}

static void
the_last_event_comes_again(void **state)
{
	struct wbxml_reader reader;
	struct wbxml_event event;

	(void)state;
	wbxml_begin(&reader, "\x03\x01\x6a\x00\x05", 5);
	while (wbxml_next(&reader, &event) != WBXML_DONE)
		continue;
	assert_int_equal(wbxml_next(&reader, &event), WBXML_DONE);
	assert_int_equal(event.length, 0);
	wbxml_begin(&reader, "\x03\x01\x6a\x00\x45", 5);
	while (wbxml_next(&reader, &event) != WBXML_STOPPED)
		continue;
	assert_int_equal(wbxml_next(&reader, &event), WBXML_STOPPED);
	assert_int_equal(event.kind, WBXML_STOPPED);
}

static void
a_header_may_name_its_public_id(void **state)
{
	(void)state;
	expect_bytes("03 00 00 6a 02 78 00 05", "<>Sync /Sync ok");
	expect_bytes("01 9f 53 6a 00 05", "<>Sync /Sync ok");
}

static void
what_is_not_wbxml_is_malformed(void **state)
{
	(void)state;
	expect_bytes("3c 68 74 6d 6c 3e 00", "malformed");
	expect_bytes("00 01 6a 00 05", "malformed");
	expect_bytes("ff 01 6a 00 00 0e 05", "malformed");
}

static void
nothing_at_all_is_short(void **state)
{
	struct transcript t;

	(void)state;
	assert_int_equal(transcribe(&t, NULL, 0), VERDICT_SHORT);
}

static void
another_charset_gives_bytes(void **state)
{
	(void)state;
	expect_bytes("03 01 04 00 00 0e 45 4b 03 e4 00 01 01",
	    "page:14 <Provision <Status =\xe4 /Status /Provision ok");
}

static void
a_text_that_is_cut_is_only_what_there_is_of_it(void **state)
{
	struct wbxml_reader reader;
	struct wbxml_event event;

	(void)state;
	wbxml_begin(&reader,
	    "\x03\x01\x6a\x00\x45\x03"
	    "12",
	    8);
	while (wbxml_next(&reader, &event) != WBXML_STOPPED)
		assert_false(text_seen(event.text));
	assert_true(text_is(event.text, "12"));
	wbxml_begin(&reader,
	    "\x03\x01\x6a\x00\x45\xc3\x09"
	    "345",
	    10);
	while (wbxml_next(&reader, &event) != WBXML_STOPPED)
		assert_false(text_seen(event.text));
	assert_true(text_is(event.text, "345"));
	assert_int_equal(wbxml_verdict(&reader), VERDICT_SHORT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_document_gives_its_elements_and_texts),
	    cmocka_unit_test(an_element_without_content_ends_by_itself),
	    cmocka_unit_test(pages_may_be_switched_anywhere),
	    cmocka_unit_test(an_end_names_the_element_that_it_ends),
	    cmocka_unit_test(opaque_data_is_given_as_it_is),
	    cmocka_unit_test(string_table_references_are_resolved),
	    cmocka_unit_test(
		a_reference_outside_of_the_string_table_is_malformed),
	    cmocka_unit_test(entities_become_utf8),
	    cmocka_unit_test(entities_that_are_no_characters_are_malformed),
	    cmocka_unit_test(integers_end_after_five_bytes_and_32_bits),
	    cmocka_unit_test(unknown_tokens_and_pages_keep_their_numbers),
	    cmocka_unit_test(extensions_are_stepped_over_with_their_operands),
	    cmocka_unit_test(processing_instructions_are_stepped_over),
	    cmocka_unit_test(attributes_are_stepped_over),
	    cmocka_unit_test(tokens_that_attributes_cannot_have_are_malformed),
	    cmocka_unit_test(literal_elements_keep_the_balance),
	    cmocka_unit_test(content_outside_of_the_root_is_malformed),
	    cmocka_unit_test(bytes_behind_the_root_are_counted_and_not_read),
	    cmocka_unit_test(the_last_event_comes_again),
	    cmocka_unit_test(a_header_may_name_its_public_id),
	    cmocka_unit_test(what_is_not_wbxml_is_malformed),
	    cmocka_unit_test(nothing_at_all_is_short),
	    cmocka_unit_test(another_charset_gives_bytes),
	    cmocka_unit_test(a_text_that_is_cut_is_only_what_there_is_of_it),
	};

	return cmocka_run_group_tests_name("wbxml", tests, NULL, NULL);
}
