/*
 * Memory that is there or ends the program, see memory.h.
 */
#include "decode/model/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void
out_of_memory(void)
{
	(void)fputs("easlens: out of memory\n", stderr);
	abort();
}

void *
memory_get(size_t count, size_t size)
{
	void *memory = calloc(count == 0 ? 1 : count, size);

	if (memory == NULL)
		out_of_memory();
	return memory;
}

void *
memory_grow(void *memory, size_t count, size_t size)
{
	void *grown;

	if (size != 0 && count > SIZE_MAX / size)
		out_of_memory();
	grown = realloc(memory, count * size == 0 ? 1 : count * size);
	if (grown == NULL)
		out_of_memory();
	return grown;
}
