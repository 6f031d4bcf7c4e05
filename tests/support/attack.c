/*
 * Attacks as captures, see attack.h.
 */
#include "tests/support/attack.h"
#include "tests/support/check.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decode/model/memory.h"
#include "tests/support/network.h"
#include "tests/support/sanitized.h"
#include "tests/support/scratch.h"

#define ETHERNET 14u
#define IPV4 20u
#define TCP 20u
#define NANOSECOND_MAGIC 0xa1b23c4du

static struct {
	FILE *file; /* attack.pcap */
	struct frames honest;
	size_t told; /* honest frames so far */
} attack;

static void
put32(FILE *file, uint32_t value)
{
	assert_int_equal(fwrite(&value, 1, sizeof(value), file), sizeof(value));
}

int
attack_set_up(void **state)
{
	char path[SCRATCH_PATH];

	scratch_set_up(state);
	attack.told = 0;
	attack.file = fopen(scratch_path(path, "attack.pcap"), "wb");
	assert_non_null(attack.file);
	frames_load(&attack.honest, VICTIM_FOLDER, VICTIM);
	put32(attack.file, NANOSECOND_MAGIC);
	put32(attack.file, 4u << 16 | 2); /* version 2.4 */
	put32(attack.file, 0);
	put32(attack.file, 0);
	put32(attack.file, 262144);
	put32(attack.file, 1); /* Ethernet */
	return 0;
}

int
attack_tear_down(void **state)
{
	if (attack.file != NULL)
		(void)fclose(attack.file);
	frames_done(&attack.honest);
	return scratch_tear_down(state);
}

static void
put_frame(int64_t time, const void *bytes, size_t length, size_t wire)
{
	put32(attack.file, (uint32_t)(time / 1000000000));
	put32(attack.file, (uint32_t)(time % 1000000000));
	put32(attack.file, (uint32_t)length);
	put32(attack.file, (uint32_t)wire);
	assert_int_equal(fwrite(bytes, 1, length, attack.file), length);
}

void
attack_frame(const void *bytes, size_t length, size_t wire)
{
	size_t before = attack.told > 0 ? attack.told - 1 : 0;

	put_frame(attack.honest.items[before].time, bytes, length, wire);
}

static size_t
payload_length(const struct shot *shot)
{
	if (shot->payload == NULL)
		return 0;
	return shot->length > 0 ? shot->length : strlen(shot->payload);
}

size_t
attack_frame_of(
    const struct datagram *datagram, uint8_t frame[ATTACK_FRAME_MOST])
{
	uint8_t *ip = frame + ETHERNET;
	size_t length = IPV4 + datagram->length;

	assert_true(datagram->length <= ATTACK_MOST);
	memset(frame, 0, ETHERNET + IPV4);
	frame[12] = 0x08;
	ip[0] = 0x45;
	write16(ip + 2, datagram->lie != 0 ? datagram->lie : (unsigned)length);
	write16(ip + 4, datagram->id);
	write16(ip + 6, datagram->fragment);
	ip[8] = 64;
	ip[9] = datagram->protocol;
	write32(ip + 12, datagram->source);
	write32(ip + 16, datagram->destination);
	if (datagram->length > 0)
		memcpy(ip + IPV4, datagram->payload, datagram->length);
	return ETHERNET + length;
}

void
attack_datagram(const struct datagram *datagram)
{
	uint8_t frame[ATTACK_FRAME_MOST];
	size_t length = attack_frame_of(datagram, frame);

	attack_frame(frame, length, length);
}

size_t
attack_tcp(const struct shot *shot, uint8_t tcp[ATTACK_MOST])
{
	size_t length = payload_length(shot);

	assert_true(length <= ATTACK_MOST - TCP);
	memset(tcp, 0, TCP);
	write16(tcp, shot->source_port);
	write16(tcp + 2, shot->destination_port);
	write32(tcp + 4, shot->sequence);
	write32(tcp + 8, shot->acknowledgement);
	tcp[12] = 5u << 4;
	tcp[13] = shot->flags;
	if (length > 0)
		memcpy(tcp + TCP, shot->payload, length);
	return TCP + length;
}

struct datagram
attack_datagram_of(const struct shot *shot, const uint8_t *tcp, size_t length)
{
	return (struct datagram){
	    .source = shot->source,
	    .destination = shot->destination,
	    .id = shot->id,
	    .fragment = shot->fragment,
	    .protocol = 6,
	    .payload = tcp,
	    .length = length,
	};
}

void
attack_shoot(const struct shot *shot)
{
	uint8_t tcp[ATTACK_MOST];
	size_t length = attack_tcp(shot, tcp);
	struct datagram datagram = attack_datagram_of(shot, tcp, length);

	attack_datagram(&datagram);
}

void
attack_honest(size_t count)
{
	for (; count > 0 && attack.told < attack.honest.count; count--) {
		const struct frame *frame = &attack.honest.items[attack.told++];

		put_frame(
		    frame->time, frame->bytes, frame->captured, frame->wire);
	}
}

struct output
attack_run(const char *const *arguments)
{
	attack_honest(SIZE_MAX);
	assert_int_equal(fclose(attack.file), 0);
	attack.file = NULL;
	/* What this process has counts for the one it becomes. */
	memory_trim();
	return run_easlens(scratch_folder(), arguments);
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
