/*
 * The screens in README.md are what the program shows: each is made anew in a
 * terminal and compared. A comment names it:
 *
 *   <!-- screen: NAME FILE COLUMNSxROWS -->
 *
 * The indented lines that follow are the screen. With GOLDEN=1, and by `make
 * golden`, they are rewritten; the difference is for review. Skipped where
 * there is no tmux.
 */
#include "tests/support/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/scratch.h"
#include "tests/support/terminal.h"

#define README "README.md"
#define MARKER "<!-- screen: "
#define INDENT "    "
#define SCREEN_ROOM 32768

/* How to come to a screen from the first one, and words it has then. */
static const struct way {
	const char *name;
	const char *keys;
	const char *words;
} ways[] = {
    {"devices", "", "Order: first seen"},
    {"policy", "j Enter", "SETTING"},
    {"flow", "j x", "Server Frame"},
    {"message", "j x k k k k k k k k k Enter", "Token"},
    {"inference", "i", "isolated: "},
    {"difference", "Space j Space d", "WHAT DIFFERS"},
};

#define WAY_COUNT (sizeof(ways) / sizeof(ways[0]))

/* What a marker asks for, and where in the text its screen stands. */
struct place {
	char name[32];
	char file[128];
	unsigned columns, rows;
	size_t begin, end;
};

static const char *
next_line(const char *line)
{
	line += strcspn(line, "\n");
	return *line == '\n' ? line + 1 : line;
}

static bool
is_blank(const char *line)
{
	return *line == '\n';
}

/* Takes a word that ends at a blank off the front; fails the test where it
 * finds no room. */
static const char *
take_word(const char *at, char *out, size_t room)
{
	size_t length;

	at += strspn(at, " ");
	length = strcspn(at, " \n");
	assert_true(length > 0 && length < room);
	memcpy(out, at, length);
	out[length] = '\0';
	return at + length;
}

/* "NAME FILE COLUMNSxROWS -->" of a marker. */
static void
read_marker(const char *at, struct place *place)
{
	char size[16];
	char *end;

	at = take_word(at, place->name, sizeof(place->name));
	at = take_word(at, place->file, sizeof(place->file));
	at = take_word(at, size, sizeof(size));
	place->columns = (unsigned)strtoul(size, &end, 10);
	assert_int_equal(*end, 'x');
	place->rows = (unsigned)strtoul(end + 1, &end, 10);
	assert_int_equal(*end, '\0');
	assert_int_equal(strncmp(at, " -->\n", 5), 0);
}

/* The next marker from `at` on; false: there is none. */
static bool
find_place(const char *text, size_t at, struct place *place)
{
	const char *marker = strstr(text + at, MARKER);
	const char *line;

	if (marker == NULL)
		return false;
	read_marker(marker + strlen(MARKER), place);
	line = next_line(marker);
	place->begin = (size_t)(line - text);
	place->end = place->begin;
	while (is_blank(line) || strncmp(line, INDENT, strlen(INDENT)) == 0) {
		if (!is_blank(line))
			place->end = (size_t)(next_line(line) - text);
		line = next_line(line);
	}
	return true;
}

static void
append(char *out, const char *bytes, size_t length)
{
	size_t used = strlen(out);

	assert_true(used + length < SCREEN_ROOM);
	memcpy(out + used, bytes, length);
	out[used + length] = '\0';
}

/* A screen as it stands in the text: after an empty line, indented. */
static void
indent(const char *screen, char out[SCREEN_ROOM])
{
	out[0] = '\0';
	append(out, "\n", 1);
	for (; *screen != '\0'; screen = next_line(screen)) {
		if (!is_blank(screen))
			append(out, INDENT, strlen(INDENT));
		append(out, screen, (size_t)(next_line(screen) - screen));
	}
	while (strcmp(out + strlen(out) - 2, "\n\n") == 0)
		out[strlen(out) - 1] = '\0';
}

/* A screen is to be drawn before it gets the next key, as with fingers. */
static void
types_slowly(const char *keys)
{
	while (*keys != '\0') {
		size_t length = strcspn(keys, " ");
		char key[32];

		snprintf(key, sizeof(key), "%.*s", (int)length, keys);
		types(key);
		(void)standing_screen();
		keys += length;
		keys += strspn(keys, " ");
	}
}

static void
show(const struct way *way, const struct place *place, char out[SCREEN_ROOM])
{
	char size[64];
	char line[256];

	snprintf(
	    size, sizeof(size), "-x %u -y %u", place->columns, place->rows);
	snprintf(line, sizeof(line), "\"$EASLENS\" --ascii -r %s", place->file);
	starts(size, line);
	shows("read to its end");
	types_slowly(way->keys);
	shows(way->words);
	indent(standing_screen(), out);
	types("C-c");
}

static void
rewrite(const char *text, const struct place *place, const char *screen)
{
	FILE *file = fopen(README, "wb");

	assert_non_null(file);
	fprintf(file, "%.*s%s%s", (int)place->begin, text, screen,
	    text + place->end);
	assert_int_equal(fclose(file), 0);
}

static void
compare(const char *text, const struct place *place, char *screen)
{
	char expected[SCREEN_ROOM] = "";
	char got[SCREEN_ROOM] = "";

	append(expected, text + place->begin, place->end - place->begin);
	append(got, screen, strlen(screen));
	forget_memory(expected);
	forget_memory(got);
	if (strcmp(expected, got) == 0)
		return;
	if (getenv("GOLDEN") == NULL)
		fail_msg("the program shows\n%s\nreview with: make golden && "
			 "git diff " README,
		    screen);
	rewrite(text, place, screen);
}

static void
a_screen_is_what_the_program_shows(void **state)
{
	const struct way *way = *state;
	char screen[SCREEN_ROOM];
	struct place place = {.end = 0};
	size_t length;
	char *text = (char *)from_file(README, &length);
	unsigned count = 0;

	while (find_place(text, place.end, &place)) {
		if (strcmp(place.name, way->name) != 0)
			continue;
		count++;
		show(way, &place, screen);
		compare(text, &place, screen);
	}
	if (count == 0)
		fail_msg(README " has no screen \"%s\"", way->name);
	free(text);
}

static void
every_marker_names_a_screen(void **state)
{
	struct place place = {.end = 0};
	size_t length;
	char *text = (char *)from_file(README, &length);

	(void)state;
	while (find_place(text, place.end, &place)) {
		size_t i = 0;

		while (i < WAY_COUNT && strcmp(ways[i].name, place.name) != 0)
			i++;
		if (i == WAY_COUNT)
			fail_msg("no way to \"%s\"", place.name);
	}
	free(text);
}

/* The program finds captures under the names that README gives them. */
static int
set_up(void **state)
{
	char here[512];
	char target[600];
	char link[SCRATCH_PATH];

	if (terminal_set_up(state) != 0 || getcwd(here, sizeof(here)) == NULL)
		return -1;
	snprintf(target, sizeof(target), "%s/samples", here);
	return symlink(target, scratch_path(link, "samples"));
}

int
main(void)
{
	struct CMUnitTest tests[WAY_COUNT + 1] = {
	    cmocka_unit_test(every_marker_names_a_screen),
	};

	for (size_t i = 0; i < WAY_COUNT; i++)
		tests[i + 1] = (struct CMUnitTest){
		    .name = ways[i].name,
		    .test_func = a_screen_is_what_the_program_shows,
		    .initial_state = (void *)(uintptr_t)&ways[i],
		};
	return cmocka_run_group_tests_name(
	    "readme", tests, set_up, terminal_tear_down);
}
