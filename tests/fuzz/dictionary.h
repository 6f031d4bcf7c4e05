/*
 * Dictionaries for fuzzing: the words of what the targets read, from the
 * program's own lists, in the format that libFuzzer and AFL++ share.
 */
#ifndef EASLENS_TESTS_FUZZ_DICTIONARY_H
#define EASLENS_TESTS_FUZZ_DICTIONARY_H

/* Writes FOLDER/dict/TARGET of each target that has one. */
void write_dictionaries(const char *folder);

#endif
