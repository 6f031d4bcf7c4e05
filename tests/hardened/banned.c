/*
 * Names every banned function, for banned_test.c: compiled, never linked.
 */
#define BANNED(name, why) extern void name(void);
#include "tests/banned.def"
#undef BANNED

#define BANNED(name, why) name,
void (*const banned[])(void) = {
#include "tests/banned.def"
};
