/*
 * Memory that is there or ends the program, see memory.h.
 */
#include "decode/model/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

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
