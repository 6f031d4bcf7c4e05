/*
 * Memory that is there or ends the program, see memory.h.
 */
#include "decode/model/memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Deeper than calls go, and they have no larger variables. */
#define STACK_BYTES (128u << 10)

static void (*before_end)(void);

void
memory_before_end(void (*before)(void))
{
	before_end = before;
}

/* What was printed stays as it is: a report that breaks off. */
void
memory_exhausted(void)
{
	static const char words[] = "easlens: out of memory\n";

	if (before_end != NULL)
		before_end();
	if (write(STDERR_FILENO, words, sizeof(words) - 1) < 0)
		_exit(MEMORY_EXIT_CODE);
	_exit(MEMORY_EXIT_CODE);
}

void *
memory_get(size_t count, size_t size)
{
	void *memory = calloc(count == 0 ? 1 : count, size);

	if (memory == NULL)
		memory_exhausted();
	return memory;
}

void *
memory_grow(void *memory, size_t count, size_t size)
{
	void *grown;

	if (size != 0 && count > SIZE_MAX / size)
		memory_exhausted();
	grown = realloc(memory, count * size == 0 ? 1 : count * size);
	if (grown == NULL)
		memory_exhausted();
	return grown;
}

void
memory_forget(void *memory, size_t size)
{
	if (memory == NULL)
		return;
	memory_wipe(memory, size);
	free(memory);
}

void *
memory_move(void *memory, size_t size, size_t larger)
{
	void *moved = memory_get(larger, 1);

	if (memory != NULL)
		memcpy(moved, memory, size);
	memory_forget(memory, size);
	return moved;
}

void
memory_trim(void)
{
#ifdef __GLIBC__
	(void)malloc_trim(0);
#endif
}

__attribute__((noinline)) void
memory_wipe_stack(void)
{
	uint8_t below[STACK_BYTES];

	memory_wipe(below, sizeof(below));
}
