/*
 * Attacks as captures, see attack.h.
 */
#include "tests/support/attack.h"
#include "tests/support/check.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/sanitized.h"

#define ETHERNET 14u
#define IPV4 20u
#define TCP 20u
#define MOST 2048u
#define NANOSECOND_MAGIC 0xa1b23c4du

static void
put32(FILE *file, uint32_t value)
{
	assert_int_equal(fwrite(&value, 1, sizeof(value), file), sizeof(value));
}

void
attack_begin(struct attack *attack)
{
	char path[96];

	*attack = (struct attack){.told = 0};
	snprintf(attack->folder, sizeof(attack->folder), "%s/easlens-XXXXXX",
	    P_tmpdir);
	assert_non_null(mkdtemp(attack->folder));
	snprintf(path, sizeof(path), "%s/attack.pcap", attack->folder);
	attack->file = fopen(path, "wb");
	assert_non_null(attack->file);
	frames_load(&attack->honest, VICTIM_FOLDER, VICTIM);
	put32(attack->file, NANOSECOND_MAGIC);
	put32(attack->file, 4u << 16 | 2); /* version 2.4 */
	put32(attack->file, 0);
	put32(attack->file, 0);
	put32(attack->file, 262144);
	put32(attack->file, 1); /* Ethernet */
}

void
attack_end(struct attack *attack)
{
	char path[96];

	if (attack->file != NULL)
		(void)fclose(attack->file);
	frames_done(&attack->honest);
	snprintf(path, sizeof(path), "%s/attack.pcap", attack->folder);
	unlink(path);
	rmdir(attack->folder);
}

static void
put_frame(struct attack *attack, int64_t time, const void *bytes, size_t length)
{
	put32(attack->file, (uint32_t)(time / 1000000000));
	put32(attack->file, (uint32_t)(time % 1000000000));
	put32(attack->file, (uint32_t)length);
	put32(attack->file, (uint32_t)length);
	assert_int_equal(fwrite(bytes, 1, length, attack->file), length);
}

static void
write16(uint8_t *at, unsigned value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static void
write32(uint8_t *at, uint32_t value)
{
	write16(at, value >> 16);
	write16(at + 2, value & 0xffff);
}

void
attack_shoot(struct attack *attack, const struct shot *shot)
{
	size_t length = shot->payload == NULL ? 0 : strlen(shot->payload);
	uint8_t frame[MOST] = {[12] = 0x08, [ETHERNET] = 0x45};
	uint8_t *ip = frame + ETHERNET;
	uint8_t *tcp = ip + IPV4;
	size_t before = attack->told > 0 ? attack->told - 1 : 0;

	assert_true(length <= MOST - ETHERNET - IPV4 - TCP);
	write16(ip + 2, (unsigned)(IPV4 + TCP + length));
	write16(ip + 4, shot->id);
	write16(ip + 6, shot->fragment);
	ip[8] = 64;
	ip[9] = 6;
	write32(ip + 12, shot->source);
	write32(ip + 16, shot->destination);
	write16(tcp, shot->source_port);
	write16(tcp + 2, shot->destination_port);
	write32(tcp + 4, shot->sequence);
	tcp[12] = 5u << 4;
	tcp[13] = shot->flags;
	if (length > 0)
		memcpy(tcp + TCP, shot->payload, length);
	put_frame(attack, attack->honest.items[before].time, frame,
	    ETHERNET + IPV4 + TCP + length);
}

void
attack_honest(struct attack *attack, size_t count)
{
	for (; count > 0 && attack->told < attack->honest.count; count--) {
		const struct frame *frame =
		    &attack->honest.items[attack->told++];

		put_frame(attack, frame->time, frame->bytes, frame->captured);
	}
}

struct output
attack_run(struct attack *attack, const char *const *arguments)
{
	attack_honest(attack, SIZE_MAX);
	assert_int_equal(fclose(attack->file), 0);
	attack->file = NULL;
	return run_easlens(attack->folder, arguments);
}

struct output
attack_without(const char *const *arguments)
{
	return run_easlens(VICTIM_FOLDER, arguments);
}

void
attack_cost(const struct output *output, double seconds, size_t mebibytes)
{
	if (output->seconds > (SANITIZED ? 10 * seconds : seconds))
		fail_msg("took %.1f s", output->seconds);
	if (!SANITIZED && output->peak >> 20 > mebibytes)
		fail_msg("took %zu MiB", output->peak >> 20);
}
