/*
 * The flow of one device as a ladder: as screens, and by what keys do to it.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/views.h"

#define ALICE "6F24CAD599A5BF1A690246B8C68FAE8D"

static void
opens(const char *id)
{
	stage_fill();
	stage_open(&view_flow, stage_device(id));
}

static void
the_newest_exchanges_are_shown_first(void **state)
{
	(void)state;
	opens(ALICE);
	stage_compares("flow", 24, 80);
	stage_compares("flow", 40, 120);
}

static void
going_up_leaves_the_newest(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	stage_ask(REQUEST_TOP, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Exchange 1 of 4"));
	stage_provision(ALICE, "alice", 900, "7", "1");
	stage_draw(24, 80);
	assert_true(stage_shows("Exchange 1 of 6"));
}

static void
a_new_exchange_is_followed(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	assert_true(stage_shows("Exchange 4 of 4"));
	stage_provision(ALICE, "alice", 900, "7", "1");
	stage_draw(24, 80);
	assert_true(stage_shows("Exchange 6 of 6"));
}

static void
the_arrow_says_that_a_policy_was_applied_in_part(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	assert_true(stage_shows("applied in part"));
	assert_int_equal(stage_style_of("~~~"), STYLE_PART);
}

static void
a_policy_refused_looks_worse_than_one_applied_in_part(void **state)
{
	(void)state;
	opens("9FD2A6E1C0B34417");
	stage_draw(24, 80);
	assert_true(stage_shows("not applied"));
	assert_int_equal(stage_style_of("~~~"), STYLE_NONE);
	stage_open(&view_flow, stage_device("validate1D83AA70"));
	stage_draw(24, 80);
	assert_true(stage_shows("managed by others"));
	assert_int_equal(stage_style_of("~~~"), STYLE_EXTERNAL);
}

static void
the_arrow_says_that_a_command_was_refused(void **state)
{
	(void)state;
	opens("1111AF00D1CE5EED");
	stage_draw(24, 80);
	assert_true(stage_shows("provision first"));
	assert_int_equal(stage_style_of("==="), STYLE_WARNING);
}

/* An acknowledgement whose answer breaks off before its key. */
static void
an_answer_cut_short_is_not_one_that_refuses(void **state)
{
	struct exchange cut = acknowledge_at(10, "1", "1", "2");

	(void)state;
	cut.seen.response.complete = false;
	cut.body.response_whole = false;
	cut.body.response_policy_key = TEXT_NOT_SEEN;
	tell(stage.ledger, cut);
	stage_open(&view_flow, stage_device("D1"));
	stage_draw(24, 80);
	assert_true(stage_shows("not seen whole"));
	assert_true(stage_shows("<..."));
	assert_false(stage_shows("accepted"));
}

static void
an_answer_without_a_key_refuses(void **state)
{
	(void)state;
	tell(stage.ledger, acknowledge_at(10, "1", "2", NULL));
	stage_open(&view_flow, stage_device("D1"));
	stage_draw(24, 80);
	assert_true(stage_shows("not accepted"));
	assert_true(stage_shows("<==="));
}

static void
an_answer_not_captured_is_no_answer_seen(void **state)
{
	struct exchange lost = command_at(10, COMMAND_FOLDER_SYNC, "0", 200);

	(void)state;
	lose_answer(&lost);
	tell(stage.ledger, lost);
	stage_open(&view_flow, stage_device("D1"));
	stage_draw(24, 80);
	assert_true(stage_shows("not captured"));
	assert_true(stage_shows("<???"));
}

static void
missing_bytes_between_exchanges_are_a_gap(void **state)
{
	struct exchange behind = command_at(10, COMMAND_SYNC, "7", 200);

	(void)state;
	tell(stage.ledger, command_at(5, COMMAND_SYNC, "7", 200));
	behind.seen.request.lost_before = true;
	tell(stage.ledger, behind);
	stage_open(&view_flow, stage_device("D1"));
	stage_draw(24, 80);
	assert_true(stage_shows("bytes of this connection are missing"));
	assert_true(stage_shows("????"));
	assert_true(stage_shows("Exchange 2 of 2"));
}

static void
a_message_is_opened_and_a_gap_is_not(void **state)
{
	struct exchange lost = command_at(10, COMMAND_SYNC, "7", 200);
	struct message_place place;

	(void)state;
	lost.seen.request.lost_before = true;
	lose_answer(&lost);
	tell(stage.ledger, lost);
	stage_open(&view_flow, stage_device("D1"));
	stage_draw(24, 80);
	assert_int_equal(stage_ask(REQUEST_MESSAGE, NULL), VIEW_STAYS);
	stage_ask(REQUEST_UP, NULL);
	assert_int_equal(stage_ask(REQUEST_MESSAGE, NULL), VIEW_OPENS_MESSAGE);
	place = view_flow_message(stage.state);
	assert_int_equal(place.exchange.frame, 100);
	assert_false(place.is_response);
	stage_ask(REQUEST_UP, NULL);
	assert_int_equal(stage_ask(REQUEST_MESSAGE, NULL), VIEW_STAYS);
}

static void
a_search_finds_messages_without_regard_to_case(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	stage_ask(REQUEST_TOP, NULL);
	stage_ask(REQUEST_SEARCH, "IN PART");
	stage_draw(24, 80);
	assert_true(stage_shows("Exchange 4 of 4"));
	stage_ask(REQUEST_SEARCH, "nowhere");
	stage_draw(24, 80);
	assert_true(stage_shows("Not found: nowhere"));
}

static void
a_search_leaves_the_newest_only_where_it_finds(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	stage_ask(REQUEST_SEARCH, "nowhere");
	stage_provision(ALICE, "alice", 900, "7", "1");
	stage_draw(24, 80);
	assert_true(strstr(stage_cursor_row(), "key 2900") != NULL);
	stage_ask(REQUEST_SEARCH, "in part");
	stage_draw(24, 80);
	stage_ask(REQUEST_SEARCH, "nowhere");
	stage_draw(24, 80);
	assert_true(strstr(stage_cursor_row(), "Status 2") != NULL);
	stage_provision(ALICE, "alice", 950, "7", "1");
	stage_draw(24, 80);
	assert_true(strstr(stage_cursor_row(), "Status 2") != NULL);
}

static void
a_device_without_exchanges_says_so(void **state)
{
	struct device device = {.id = text_from("D1")};

	(void)state;
	stage_open(&view_flow, &device);
	stage_draw(24, 80);
	assert_true(stage_shows("No exchange was seen."));
	stage_ask(REQUEST_DOWN, NULL);
	stage_draw(24, 80);
	stage_open(&view_flow, &device);
}

static void
what_was_captured_cannot_drive_the_terminal(void **state)
{
	(void)state;
	opens("\x1b[31mRED\x07");
	stage_draw(24, 80);
	assert_null(strchr(stage.shown, '\x1b'));
	assert_null(strchr(stage.shown, '\x07'));
}

static void
every_size_is_drawn(void **state)
{
	(void)state;
	opens(ALICE);
	for (unsigned rows = 1; rows < 30; rows++) {
		for (unsigned columns = 1; columns < 140; columns += 3)
			stage_draw(rows, columns);
	}
}

static void
times_are_told_in_three_ways(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	assert_true(stage_shows("Before +"));
	assert_true(stage_shows("+28.500"));
	stage.run.clock.times = TIMES_START;
	stage_draw(24, 80);
	assert_true(stage_shows("Start +"));
	assert_true(stage_shows("+30.000"));
	stage.run.clock.times = TIMES_UTC;
	stage_draw(24, 80);
	assert_true(stage_shows("Time UTC"));
	assert_true(stage_shows("00:02:10"));
}

static void
its_table_has_a_row_for_each_message(void **state)
{
	const char *text;
	size_t rows = 0;

	(void)state;
	opens(ALICE);
	text = stage_table();
	for (const char *at = text; *at != '\0'; at++)
		rows += *at == '\n';
	assert_int_equal(rows, 1 + 2 * 4);
	assert_non_null(strstr(text, "\n2,\"request\",\"" ALICE "\","));
	assert_non_null(strstr(text, "\"whole\",\"applied in full\",\"1100\","
				     "\"Provision\",\"1\""));
	assert_non_null(strstr(text, "\"whole\",\"accepted\",\"2100\",,,200,"));
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_newest_exchanges_are_shown_first),
	    TEST(going_up_leaves_the_newest),
	    TEST(a_new_exchange_is_followed),
	    TEST(the_arrow_says_that_a_policy_was_applied_in_part),
	    TEST(a_policy_refused_looks_worse_than_one_applied_in_part),
	    TEST(the_arrow_says_that_a_command_was_refused),
	    TEST(an_answer_cut_short_is_not_one_that_refuses),
	    TEST(an_answer_without_a_key_refuses),
	    TEST(an_answer_not_captured_is_no_answer_seen),
	    TEST(missing_bytes_between_exchanges_are_a_gap),
	    TEST(a_message_is_opened_and_a_gap_is_not),
	    TEST(a_search_finds_messages_without_regard_to_case),
	    TEST(a_search_leaves_the_newest_only_where_it_finds),
	    TEST(a_device_without_exchanges_says_so),
	    TEST(what_was_captured_cannot_drive_the_terminal),
	    TEST(times_are_told_in_three_ways),
	    TEST(its_table_has_a_row_for_each_message),
	    TEST(every_size_is_drawn),
	};

	return cmocka_run_group_tests_name("view_flow", tests, NULL, NULL);
}
