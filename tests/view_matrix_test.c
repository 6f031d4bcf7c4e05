/*
 * The view of settings against families, as screens and by what keys do to it.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/views.h"
#include "ui/surveying.h"

static void
opens(void)
{
	stage_fill();
	stage_open(&view_matrix, NULL);
	stage_draw(24, 80);
}

static void
cells_have_words_and_counts(void **state)
{
	(void)state;
	stage_fill();
	stage_provision("SEC1", "zoe", 900, "4", "1");
	stage_provision("SEC2", "zoe", 910, "4", "1");
	stage_provision("SEC3", "zoe", 920, "4", "2");
	stage_open(&view_matrix, NULL);
	stage_compares("matrix", 24, 80);
	stage_compares("matrix", 40, 120);
}

static void
the_cell_under_the_cursor_tells_its_rounds(void **state)
{
	(void)state;
	opens();
	stage_ask(REQUEST_SEARCH, "camera");
	stage_draw(24, 80);
	assert_non_null(strstr(stage_cursor_row(), "AllowCamera"));
	assert_non_null(strstr(stage_cursor_row(), ">SUSPECT 1"));
	assert_true(stage_shows("a policy with it was acknowledged 2"));
	assert_true(
	    stage_shows("6F24CAD599A5BF1A690246B8C68FAE8D round 2 got 2"));
	assert_true(stage_shows("Devices on their own: 1 suspect"));
	stage_ask(REQUEST_COLUMN_RIGHT, NULL);
	stage_draw(24, 80);
	assert_non_null(strstr(stage_cursor_row(), ">."));
	assert_true(stage_shows("nothing can be said"));
	assert_int_equal(stage_style_of("iPhone"), STYLE_MARKED);
}

static void
it_scrolls_to_families_at_the_right(void **state)
{
	char before[4096];

	(void)state;
	opens();
	snprintf(before, sizeof(before), "%s", stage.shown);
	assert_true(stage_shows("PocketPC"));
	assert_false(stage_shows("Outlook"));
	for (int i = 0; i < 20; i++)
		stage_ask(REQUEST_COLUMN_RIGHT, NULL);
	stage_draw(24, 80);
	assert_false(stage_shows("PocketPC"));
	for (int i = 0; i < 20; i++)
		stage_ask(REQUEST_COLUMN_LEFT, NULL);
	stage_draw(24, 80);
	assert_string_equal(before, stage.shown);
}

static void
families_are_made_of_what_is_chosen(void **state)
{
	const struct device *device;
	struct family family;

	(void)state;
	opens();
	assert_true(stage_shows("by type, system, agent and version"));
	for (int i = 0; i < 3; i++)
		stage_ask(REQUEST_GROUP, NULL);
	stage.idle = true;
	stage_draw(24, 80);
	assert_true(stage_shows("families by type\n"));
	assert_true(stage_shows("Being worked out."));
	assert_int_equal(stage_ask(REQUEST_FAMILY, NULL), VIEW_STAYS);
	stage.idle = false;
	stage_draw(24, 80);
	assert_true(stage_shows("Families 7"));
	assert_int_equal(stage_ask(REQUEST_FAMILY, NULL), VIEW_OPENS_FAMILY);
	assert_int_equal(view_matrix_choice(stage.state, &family), 3);
	assert_true(text_is(family.device_type, "PocketPC"));
	device = stage.view->device(stage.state, stage.ledger);
	assert_true(text_is(device->user, "alice"));
	stage_open(&view_inference, device);
	view_inference_about(stage.state, 3, &family);
	stage_draw(24, 80);
	assert_true(stage_shows("Family by type, 1 device\n"));
}

static void
an_empty_ledger_has_an_empty_matrix(void **state)
{
	(void)state;
	stage_open(&view_matrix, NULL);
	stage_draw(24, 80);
	assert_true(
	    stage_shows("No policy that demands something was answered."));
	for (enum request request = REQUEST_NOTHING; request < REQUEST_COUNT;
	     request++)
		stage_ask(request, "x");
	stage_draw(24, 80);
	assert_null(stage.view->device(stage.state, stage.ledger));
}

static void
its_table_has_a_row_for_each_cell(void **state)
{
	(void)state;
	opens();
	assert_non_null(strstr(stage_table(),
	    "\"PocketPC\",,\"Phone/1.0\",\"14.1\","
	    "\"AllowCamera\",\"0\",\"yes\",\"suspect\","));
	assert_null(strchr(stage_table(), '\x1b'));
}

static void
what_was_captured_cannot_drive_the_terminal(void **state)
{
	(void)state;
	opens();
	for (unsigned columns = 1; columns < 300; columns += 13) {
		stage_ask(REQUEST_COLUMN_RIGHT, NULL);
		stage_draw(30, columns);
		assert_false(stage_shows("\x1b"));
	}
}

static void
every_size_is_drawn(void **state)
{
	(void)state;
	opens();
	for (unsigned rows = 1; rows < 45; rows++) {
		for (unsigned columns = 1; columns < 140; columns += 7) {
			stage_draw(rows, columns);
			stage_ask(REQUEST_DOWN, NULL);
		}
	}
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(cells_have_words_and_counts),
	    TEST(the_cell_under_the_cursor_tells_its_rounds),
	    TEST(it_scrolls_to_families_at_the_right),
	    TEST(families_are_made_of_what_is_chosen),
	    TEST(an_empty_ledger_has_an_empty_matrix),
	    TEST(its_table_has_a_row_for_each_cell),
	    TEST(what_was_captured_cannot_drive_the_terminal),
	    TEST(every_size_is_drawn),
	};

	return cmocka_run_group_tests_name("view_matrix", tests, NULL, NULL);
}
