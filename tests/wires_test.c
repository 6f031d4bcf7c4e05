/*
 * Messages kept byte by byte: found by number, bounded, the oldest leave.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/limits.h"
#include "decode/model/wires.h"

static struct wire_seen
message(const char *head, const char *body)
{
	static const uint64_t frames[] = {7, 9};

	return (struct wire_seen){
	    .head = text_from(head),
	    .body = text_from(body),
	    .body_whole = true,
	    .frames = frames,
	    .frame_count = 2,
	};
}

static void
a_message_is_kept_as_a_copy(void **state)
{
	struct wires *wires = wires_new();
	char head[] = "GET /";
	struct wire_seen seen = message(head, "body");
	uint64_t number = wires_keep(wires, &seen);
	const struct wire_seen *kept;

	(void)state;
	head[0] = 'X';
	kept = wires_find(wires, number);
	assert_non_null(kept);
	assert_true(text_is(kept->head, "GET /"));
	assert_true(text_is(kept->body, "body"));
	assert_true(kept->body_whole);
	assert_int_equal(kept->frame_count, 2);
	assert_int_equal(kept->frames[1], 9);
	wires_free(wires);
}

static void
what_was_not_watched_has_no_number(void **state)
{
	struct wires *wires = wires_new();
	struct wire_seen unseen = {.head = TEXT_NOT_SEEN};

	(void)state;
	assert_int_equal(wires_keep(wires, &unseen), 0);
	assert_null(wires_find(wires, 0));
	assert_null(wires_find(wires, 1));
	wires_free(wires);
}

static void
many_are_found_by_their_numbers(void **state)
{
	struct wires *wires = wires_new();
	char digits[] = "00000";
	struct wire_seen seen = message("GET /", digits);

	(void)state;
	for (int i = 1; i <= 1000; i++) {
		digits[4] = (char)('0' + i % 10);
		assert_int_equal(wires_keep(wires, &seen), i);
	}
	for (uint64_t i = 1; i <= 1000; i++)
		assert_int_equal(
		    wires_find(wires, i)->body.bytes[4], '0' + (char)(i % 10));
	wires_free(wires);
}

static void
the_oldest_leave_where_there_is_no_room(void **state)
{
	const size_t size = 1u << 20;
	struct wires *wires = wires_new();
	char *large = calloc(size, 1);
	struct wire_seen seen = message("GET /", "");
	uint64_t newest = 0;

	(void)state;
	seen.body = text_over(large, size);
	for (size_t i = 0; i < 3 * (LIMIT_WIRE_BYTES / size); i++)
		newest = wires_keep(wires, &seen);
	assert_null(wires_find(wires, 1));
	assert_null(wires_find(wires, newest - LIMIT_WIRE_BYTES / size));
	assert_non_null(
	    wires_find(wires, newest - LIMIT_WIRE_BYTES / size / 2));
	assert_non_null(wires_find(wires, newest));
	assert_null(wires_find(wires, newest + 1));
	free(large);
	wires_free(wires);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_message_is_kept_as_a_copy),
	    cmocka_unit_test(what_was_not_watched_has_no_number),
	    cmocka_unit_test(many_are_found_by_their_numbers),
	    cmocka_unit_test(the_oldest_leave_where_there_is_no_room),
	};

	return cmocka_run_group_tests_name("wires", tests, NULL, NULL);
}
