/*
 * What every fuzz target needs. A target is a file NAME_fuzz.c with the entry
 * of libFuzzer (AFL++ and our own replay.c call the same). Inputs are read
 * through the cursor: a target cuts records off the front, each with a length
 * of its own; what its records are stands at its top, and seeds.c writes them.
 */
#ifndef EASLENS_TESTS_FUZZ_FUZZ_H
#define EASLENS_TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/bytes.h"

/* Takes one input; gives 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
/* Called once before, where a target has it. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* What must be so for every input; where it is not, the program ends and the
 * input is a finding. */
#define HOLDS(condition)                                                       \
	((condition) ? (void)0 : fuzz_broken(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_broken(const char *what, const char *file, int line);

/* One line on what an input is read as. A finding keeps its line in
 * tests/fuzz/found/golden.txt; only replay.c asks for it. */
extern bool fuzz_tells;
__attribute__((format(printf, 1, 2))) void fuzz_tell(const char *format, ...);

/* The next record: a length of two bytes, then so many, or those that are
 * left. */
struct cursor fuzz_record(struct cursor *);

/* An output that a terminal may be sent: nothing but lines of UTF-8 without
 * control characters, C1 and those that change the direction included. */
void fuzz_is_harmless(const char *text, size_t length);

#endif
