/*
 * How a canvas looks on terminals with many, few and no colours, and in
 * locales that can show more than ASCII or not.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/session.h"

#define LINE "\xe2\x94\x80"

/* Shows one word in the style of a full policy. */
static void
show_full(struct session *session, const char *term, enum theme theme)
{
	session->term = term;
	session->settings.theme = theme;
	session->child = session_show;
	session->style = STYLE_FULL;
	session_run(session);
	session_ended_well(session);
	assert_non_null(strstr(session->sent, "drawn"));
}

static void
a_style_is_a_colour_of_theme_and_terminal(void **state)
{
	struct session dark = {SESSION_DEFAULTS};
	struct session light = {SESSION_DEFAULTS};
	struct session eight = {SESSION_DEFAULTS};

	(void)state;
	show_full(&dark, "xterm-256color", THEME_DEFAULT);
	assert_non_null(strstr(dark.sent, "[92m"));
	assert_null(strstr(dark.sent, "[40m"));
	assert_null(strstr(dark.sent, ";40m"));
	show_full(&light, "xterm-256color", THEME_LIGHT);
	assert_non_null(strstr(light.sent, "[38;5;28m"));
	show_full(&eight, "xterm", THEME_DEFAULT);
	assert_non_null(strstr(eight.sent, "[32m"));
}

/* Without a selection of a colour for characters or their background. */
static void
has_no_colour(const struct session *session)
{
	static const char *const parts[] = {
	    "[3", "[9", "[4", ";3", ";4", "[10"};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const char *at = strstr(session->sent, parts[i]);

		for (; at != NULL; at = strstr(at + 1, parts[i])) {
			size_t digits = strspn(at + 1, "0123456789;");

			assert_true(at[1 + digits] != 'm' || digits < 2 ||
				    strncmp(at + 1, "39", 2) == 0);
		}
	}
}

static void
there_is_no_colour_where_none_is_wanted_or_known(void **state)
{
	struct session mono = {SESSION_DEFAULTS};
	struct session no_colour = {SESSION_DEFAULTS, .no_colour = true};
	struct session colourless = {SESSION_DEFAULTS};

	(void)state;
	show_full(&mono, "xterm-256color", THEME_MONO);
	has_no_colour(&mono);
	show_full(&no_colour, "xterm-256color", THEME_DEFAULT);
	has_no_colour(&no_colour);
	show_full(&colourless, "vt220", THEME_DEFAULT);
	has_no_colour(&colourless);
}

static void
the_cursor_row_is_reverse_without_colours(void **state)
{
	struct session session = {
	    SESSION_DEFAULTS, .child = session_show, .style = STYLE_CURSOR};

	(void)state;
	session.settings.theme = THEME_MONO;
	session_run(&session);
	assert_non_null(strstr(session.sent, "7mdrawn"));
}

static void
lines_are_utf8_where_the_locale_is(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = session_show};

	(void)state;
	session.drawn = "\xe4\xb8\x9c"
			"e\xcc\x81x";
	session_run(&session);
	session_ended_well(&session);
	assert_non_null(strstr(session.sent, LINE));
	assert_non_null(strstr(session.sent, session.drawn));
}

static void
another_locale_gets_only_ascii(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = session_show};

	(void)state;
	session.locale = "C";
	session.drawn = "a\xe4\xb8\x9c"
			"e\xcc\x81x";
	session_run(&session);
	session_ended_well(&session);
	assert_null(strstr(session.sent, LINE));
	assert_non_null(strstr(session.sent, "a???x"));
	for (size_t i = 0; i < session.length; i++)
		assert_true((uint8_t)session.sent[i] < 0x80);
}

/* U+0378 is no character yet: its columns are anybody's guess. */
static void
a_character_of_unknown_width_becomes_a_question_mark(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = session_show};

	(void)state;
	session.drawn = "a\xcd\xb8z";
	session_run(&session);
	session_ended_well(&session);
	assert_non_null(strstr(session.sent, "a?z"));
}

static void
lines_are_ascii_when_asked_for_but_names_stay(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = session_show};

	(void)state;
	session.settings.ascii = true;
	session.drawn = "M\xc3\xbcller";
	session_run(&session);
	session_ended_well(&session);
	assert_null(strstr(session.sent, LINE));
	assert_non_null(strstr(session.sent, session.drawn));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_style_is_a_colour_of_theme_and_terminal),
	    cmocka_unit_test(there_is_no_colour_where_none_is_wanted_or_known),
	    cmocka_unit_test(the_cursor_row_is_reverse_without_colours),
	    cmocka_unit_test(lines_are_utf8_where_the_locale_is),
	    cmocka_unit_test(another_locale_gets_only_ascii),
	    cmocka_unit_test(
		a_character_of_unknown_width_becomes_a_question_mark),
	    cmocka_unit_test(lines_are_ascii_when_asked_for_but_names_stay),
	};

	return cmocka_run_group_tests_name("screen looks", tests, NULL, NULL);
}
