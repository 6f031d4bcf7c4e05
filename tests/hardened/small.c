/*
 * A small program for hardened_test.c, never run: it has something for each
 * way of hardening to show itself in. The test builds it with the flags of
 * easlens, and once without each of them.
 */
#include <stdio.h>
#include <string.h>

/* Code that the loader would have to write to, asked for by the test. */
#ifdef ADDRESS_IN_CODE
__asm__(".text\n.dc.a stdout\n");
#endif

/* Code that anyone may write to, likewise. */
#ifdef WRITTEN_CODE
__asm__(".section .both,\"awx\"\n.dc.a 0\n.text\n");
#endif

typedef int reader(char *out, size_t room);

static int
read_line(char *out, size_t room)
{
	return fgets(out, (int)room, stdin) != NULL;
}

static int
read_bytes(char *out, size_t room)
{
	return fread(out, 1, room, stdin) > 0;
}

reader *readers[] = {read_line, read_bytes};

int
main(int count, char **words)
{
	char frame[65536];
	char name[16];

	memcpy(name, words[0], strlen(words[0]) + 1);
	snprintf(name, strlen(words[count - 1]), "%s", words[count - 1]);
	return readers[count & 1](frame, sizeof(frame)) + frame[name[0] & 127];
}
