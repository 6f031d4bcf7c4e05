/*
 * Hashes under a key of the run: the same for the same bytes, others in every
 * run, so that no input can be made to fall into one place of a table.
 */
#include "tests/support/check.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "decode/model/keyed.h"

#define LONGEST 40u

/* What a run of its own makes of some bytes. Nothing of this process may have
 * asked for the key before. */
static uint64_t
hash_of_another_run(void)
{
	uint64_t hash = 0;
	int ends[2];
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		hash = keyed_hash("Appl3F7TQY4ECTF", 15);
		_exit(write(ends[1], &hash, sizeof(hash)) == sizeof(hash) ? 0
									  : 1);
	}
	assert_int_equal(read(ends[0], &hash, sizeof(hash)), sizeof(hash));
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(waitpid(child, NULL, 0), child);
	return hash;
}

static void
each_run_hashes_in_its_own_way(void **state)
{
	(void)state;
	assert_true(hash_of_another_run() != hash_of_another_run());
}

static void
no_byte_beyond_the_end_is_read(void **state)
{
	char text[LONGEST];

	(void)state;
	memset(text, 'k', sizeof(text));
	for (size_t i = 0; i <= sizeof(text); i++) {
		uint8_t *copy = guard_copy(text, i);

		assert_true(keyed_hash(copy, i) == keyed_hash(text, i));
		guard_free(copy, i);
	}
}

static void
length_and_place_of_each_byte_count(void **state)
{
	char text[LONGEST] = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++) {
		uint64_t before = keyed_hash(text, sizeof(text));

		assert_true(keyed_hash(text, i) != keyed_hash(text, i + 1));
		text[i] = 1;
		assert_true(keyed_hash(text, sizeof(text)) != before);
		text[i] = 0;
	}
}

static void
only_ascii_letters_are_folded(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 256; i++) {
		char byte = (char)i;
		char other = i >= 'A' && i <= 'Z' ? (char)(i + 32) : byte;
		char text[] = "0123456789a";
		char folded[] = "0123456789a";

		for (size_t at = 0; at < sizeof(text) - 1; at++) {
			text[at] = byte;
			folded[at] = other;
			assert_true(keyed_hash_nocase(text, sizeof(text) - 1) ==
				    keyed_hash(folded, sizeof(folded) - 1));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_run_hashes_in_its_own_way),
	    cmocka_unit_test(no_byte_beyond_the_end_is_read),
	    cmocka_unit_test(length_and_place_of_each_byte_count),
	    cmocka_unit_test(only_ascii_letters_are_folded),
	};

	return cmocka_run_group_tests_name("keyed", tests, NULL, NULL);
}
