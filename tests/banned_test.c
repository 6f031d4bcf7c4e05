/*
 * What easlens asks of the libraries: none of the functions in banned.def.
 * Read from the symbols of each object and of the finished program (ELF), so
 * that neither macros nor comments deceive; llhttp's sources, compiled in
 * where there is no library of it, are held to the same.
 */
#include "tests/support/check.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/elf_file.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

static const struct banned {
	const char *name, *why;
} banned[] = {
#define BANNED(name, why) {#name, why},
#include "tests/banned.def"
#undef BANNED
};

#define BANS (sizeof(banned) / sizeof(banned[0]))

static unsigned found;

/* Cuts off how the C library renames a function: sprintf is __sprintf_chk
 * where it is fortified, sscanf __isoc99_sscanf by the standard in use. */
static void
undisguise(const char *symbol, char *name, size_t room)
{
	static const char *const prefixes[] = {"__isoc99_", "__isoc23_", "__"};
	static const char suffix[] = "_chk";
	size_t length;

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(symbol, prefixes[i], strlen(prefixes[i])) == 0) {
			symbol += strlen(prefixes[i]);
			break;
		}
	length = strlen(symbol);
	if (length >= strlen(suffix) &&
	    strcmp(symbol + length - strlen(suffix), suffix) == 0)
		length -= strlen(suffix);
	snprintf(name, room, "%.*s", (int)length, symbol);
}

static const struct banned *
ban_of(const char *symbol)
{
	char name[64];

	undisguise(symbol, name, sizeof(name));
	for (size_t i = 0; i < BANS; i++)
		if (strcmp(name, banned[i].name) == 0)
			return &banned[i];
	return NULL;
}

/* `path` is NULL where banned functions are expected. */
static void
look_at(void *path, const char *symbol)
{
	const struct banned *ban = ban_of(symbol);

	if (ban == NULL)
		return;
	found++;
	if (path != NULL)
		print_error("%s uses %s, which %s\n", (const char *)path,
		    symbol, ban->why);
}

static unsigned
bans_broken(const char *path, char *shown)
{
	struct elf_file file = elf_open(path);

	found = 0;
	elf_each_import(&file, look_at, shown);
	elf_close(&file);
	return found;
}

static void
the_program_uses_no_banned_function(void **state)
{
	char path[512];

	(void)state;
	/* What measures coverage brings its own functions along. */
	if (*from_environment("SANITIZED") != '\0')
		skip();
	snprintf(path, sizeof(path), "%s", from_environment("EASLENS"));
	assert_int_equal(bans_broken(path, path), 0);
}

/* The object of a source lies beside the program as the source beside the
 * Makefile. */
static void
object_of(const char *source, char *path, size_t room)
{
	const char *program = from_environment("EASLENS");
	const char *end = strrchr(program, '/');

	assert_non_null(end);
	snprintf(path, room, "%.*s/%.*s.o", (int)(end - program), program,
	    (int)strlen(source) - 2, source);
}

static void
no_object_uses_a_banned_function(void **state)
{
	static const char *const folders[] = {
	    "capture/*.c", "decode/*.c", "decode/model/*.c", "ui/*.c"};
	glob_t sources = {.gl_pathc = 0};
	unsigned broken = 0;
	int flags = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		assert_int_equal(glob(folders[i], flags, NULL, &sources), 0);
		flags = GLOB_APPEND;
	}
	for (size_t i = 0; i < sources.gl_pathc; i++) {
		char path[512];

		object_of(sources.gl_pathv[i], path, sizeof(path));
		broken += bans_broken(path, path);
	}
	globfree(&sources);
	assert_int_equal(broken, 0);
}

static void
every_banned_function_is_found_in_an_object(void **state)
{
	char path[SCRATCH_PATH];
	char command[1024];

	(void)state;
	(void)from_environment("HARDENED");
	if (system("$HARDENED --version >/dev/null 2>&1") != 0)
		skip();
	scratch_set_up(NULL);
	scratch_path(path, "banned.o");
	snprintf(command, sizeof(command),
	    "$HARDENED -I. -w -fno-builtin -c -o %s tests/hardened/banned.c",
	    path);
	assert_int_equal(system(command), 0);
	assert_int_equal(bans_broken(path, NULL), BANS);
	scratch_tear_down(NULL);
}

static void
a_banned_function_is_known_by_its_other_names(void **state)
{
	static const char *const others[] = {"__strcpy_chk", "__vsprintf_chk",
	    "__isoc99_sscanf", "__isoc23_fscanf", "__gets_chk"};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (ban_of(others[i]) == NULL)
			fail_msg("%s is let through", others[i]);
}

static void
what_only_resembles_a_banned_function_is_allowed(void **state)
{
	static const char *const others[] = {"snprintf", "__snprintf_chk",
	    "__vsnprintf_chk", "gmtime_r", "fgets", "__stack_chk_fail",
	    "sigaction", "getrandom", "_chk", "__"};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (ban_of(others[i]) != NULL)
			fail_msg("%s is refused", others[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_program_uses_no_banned_function),
	    cmocka_unit_test(no_object_uses_a_banned_function),
	    cmocka_unit_test(every_banned_function_is_found_in_an_object),
	    cmocka_unit_test(a_banned_function_is_known_by_its_other_names),
	    cmocka_unit_test(what_only_resembles_a_banned_function_is_allowed),
	};

	return cmocka_run_group_tests_name("banned", tests, NULL, NULL);
}
