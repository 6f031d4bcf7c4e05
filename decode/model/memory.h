/*
 * Memory that is there or ends the program: running out is not something an
 * input may cause (everything that grows is bounded), so nobody checks it.
 */
#ifndef EASLENS_MODEL_MEMORY_H
#define EASLENS_MODEL_MEMORY_H

#include <stddef.h>
#include <string.h>

/* The program's exit code then, after one line on standard error. */
#define MEMORY_EXIT_CODE 5

/* What has to be done before that line can be read: the terminal is given
 * back. It must not ask for memory; NULL: nothing. */
void memory_before_end(void (*)(void));

/* Ends the program: a library could not get its memory. */
_Noreturn void memory_exhausted(void);

/* `count` objects of `size` bytes, zeroed; freed by free(). */
void *memory_get(size_t count, size_t size);

/* The same memory with room for `count` objects of `size` bytes; what is new
 * is not zeroed. */
void *memory_grow(void *, size_t count, size_t size);

/* For what holds captured bytes, which may be a password: fills them with
 * zeros, which no compiler may leave out as it may with memset() alone. In
 * line: packets and messages are short and many. */
static inline void
memory_wipe(void *memory, size_t size)
{
	if (size > 0)
		memset(memory, 0, size);
	__asm__ volatile("" : : "r"(memory) : "memory");
}

/* Wipes memory of that size and frees it (NULL: nothing); moves it into larger
 * memory. */
void memory_forget(void *, size_t size);
void *memory_move(void *, size_t size, size_t larger);

/* Much was freed in many places: its pages go back to the system where whole
 * ones are free. */
void memory_trim(void);

/* Wipes the stack below the caller: variables of calls that returned, and
 * registers that were saved there. */
void memory_wipe_stack(void);

#endif
