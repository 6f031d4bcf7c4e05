/*
 * The inputs of `make bench`, into a folder; what is there already stays.
 *
 *   bulk   2 GB in 2,000,000 packets of 5,000 connections: TLS and downloads
 *   dense  a sample's conversations 2,000 times over, under other addresses,
 *          ports and device ids: 100,000 exchanges of 12,000 devices
 *   wide   40,000 devices with one short connection each
 *   many   the same with 100,000, for the list of the view
 *
 *   make_inputs FOLDER SAMPLE [NAME]
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "tests/support/network.h"

#define BEGIN 1767600000u /* seconds: 5 January 2026, 08:00 UTC */
#define HEADERS 54u       /* Ethernet, IPv4, TCP */
#define SEGMENT 1460u
#define BULK_FLOWS 5000u
#define BULK_ROUNDS 400u /* packets of a connection */
#define BULK_AT_ONCE 50u
#define BULK_BYTES 2400000000u
#define DENSE_COPIES 2000u
#define DENSE_AT_ONCE 50u
#define WIDE_DEVICES 40000u
#define MANY_DEVICES 100000u
#define WIDE_AT_ONCE 100u

#define FIN 0x01u
#define SYN 0x02u
#define ACK 0x10u

struct flow {
	uint32_t client; /* address */
	uint16_t client_port, server_port;
	uint32_t sequence[2]; /* client, server */
	bool tls;
};

static FILE *out;
static uint64_t packets;
static uint8_t noise[65536 + SEGMENT];

static void
give_up(const char *what, const char *name)
{
	fprintf(stderr, "make_inputs: %s %s\n", what, name);
	exit(1);
}

static void
write_all(const void *bytes, size_t length)
{
	if (fwrite(bytes, 1, length, out) != length)
		give_up("cannot write", "the capture");
}

/* A record header in the byte order of this machine, which the magic tells. */
static void
write_record(uint64_t microseconds, uint32_t length)
{
	uint32_t header[4];

	header[0] = BEGIN + (uint32_t)(microseconds / 1000000);
	header[1] = (uint32_t)(microseconds % 1000000);
	header[2] = length;
	header[3] = length;
	write_all(header, sizeof(header));
}

static void
write_file_header(void)
{
	const uint32_t magic = 0xa1b2c3d4;
	const uint16_t version[2] = {2, 4};
	const uint32_t rest[4] = {0, 0, 262144, 1};

	write_all(&magic, sizeof(magic));
	write_all(version, sizeof(version));
	write_all(rest, sizeof(rest));
}

static void
write_segment(struct flow *flow, unsigned side, unsigned flags,
    const void *payload, size_t length)
{
	static uint8_t headers[HEADERS] = {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2,
	    8, 0, 0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 6};
	uint8_t *ip = headers + 14;
	uint8_t *tcp = ip + 20;
	const uint32_t server = 10u << 24 | 1;

	write16(ip + 2, 40 + (unsigned)length);
	write32(ip + 12, side == 0 ? flow->client : server);
	write32(ip + 16, side == 0 ? server : flow->client);
	write16(tcp, side == 0 ? flow->client_port : flow->server_port);
	write16(tcp + 2, side == 0 ? flow->server_port : flow->client_port);
	write32(tcp + 4, flow->sequence[side]);
	write32(tcp + 8, (flags & ACK) != 0 ? flow->sequence[!side] : 0);
	tcp[12] = 5 << 4;
	tcp[13] = (uint8_t)flags;
	write16(tcp + 14, 65535);
	write_record(packets++ * 20, HEADERS + (uint32_t)length);
	write_all(headers, HEADERS);
	if (length > 0)
		write_all(payload, length);
	flow->sequence[side] += (uint32_t)length;
	if ((flags & (SYN | FIN)) != 0)
		flow->sequence[side]++;
}

/* The n-th packet of a download: handshake, question, head of the answer,
 * then two full segments and an acknowledgement in turn. */
static void
write_bulk_packet(struct flow *flow, unsigned round)
{
	static const char get[] = "GET /file HTTP/1.1\r\nHost: files\r\n\r\n";
	static const char head[] = "HTTP/1.1 200 OK\r\n"
				   "Content-Type: application/octet-stream\r\n"
				   "Content-Length: 1000000000\r\n\r\n";
	static const char hello[64] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc"
				      "\x03\x03";
	static const char answer[64] = "\x16\x03\x03\x00\x7a\x02\x00\x00\x76"
				       "\x03\x03";

	if (round == 0)
		write_segment(flow, 0, SYN, NULL, 0);
	else if (round == 1)
		write_segment(flow, 1, SYN | ACK, NULL, 0);
	else if (round == 2 && flow->tls)
		write_segment(flow, 0, ACK, hello, sizeof(hello));
	else if (round == 2)
		write_segment(flow, 0, ACK, get, sizeof(get) - 1);
	else if (round == 3 && flow->tls)
		write_segment(flow, 1, ACK, answer, sizeof(answer));
	else if (round == 3)
		write_segment(flow, 1, ACK, head, sizeof(head) - 1);
	else if (round == BULK_ROUNDS - 1)
		write_segment(flow, 1, FIN | ACK, NULL, 0);
	else if (round % 3 == 0)
		write_segment(flow, 0, ACK, NULL, 0);
	else
		write_segment(flow, 1, ACK, noise + packets % 65536, SEGMENT);
}

static void
make_bulk(const char *sample)
{
	static struct flow flows[BULK_AT_ONCE];

	(void)sample;
	for (unsigned first = 0; first < BULK_FLOWS; first += BULK_AT_ONCE) {
		for (unsigned i = 0; i < BULK_AT_ONCE; i++)
			flows[i] = (struct flow){
			    .client = (10u << 24 | 1u << 16) + first + i,
			    .client_port = (uint16_t)(20000 + first + i),
			    .server_port = i % 2 ? 443 : 80,
			    .sequence = {first * 7919, i * 104729},
			    .tls = i % 2};
		for (unsigned round = 0; round < BULK_ROUNDS; round++)
			for (unsigned i = 0; i < BULK_AT_ONCE; i++)
				write_bulk_packet(&flows[i], round);
	}
}

static void
write_wide_packet(struct flow *flow, unsigned round, unsigned device)
{
	static const char answer[] =
	    "HTTP/1.1 449 Retry after sending a "
	    "PROVISION command\r\nContent-Length: 0\r\n\r\n";
	static const char body[] = "\x03\x01\x6a\x00\x00\x07\x56\x52\x03"
				   "0\x00\x01\x01";
	char request[512];
	int length;

	switch (round) {
	case 0:
		write_segment(flow, 0, SYN, NULL, 0);
		break;
	case 1:
		write_segment(flow, 1, SYN | ACK, NULL, 0);
		break;
	case 2:
		length = snprintf(request, sizeof(request),
		    "POST /Microsoft-Server-ActiveSync?Cmd=FolderSync&"
		    "User=user%u&DeviceId=WIDE%08X&DeviceType=iPhone "
		    "HTTP/1.1\r\nHost: mail\r\nUser-Agent: Apple-iPhone/%u\r\n"
		    "MS-ASProtocolVersion: 14.1\r\nX-MS-PolicyKey: 0\r\n"
		    "Content-Type: application/vnd.ms-sync.wbxml\r\n"
		    "Content-Length: %zu\r\n\r\n",
		    device, device * 2654435761u, device % 7, sizeof(body) - 1);
		memcpy(request + length, body, sizeof(body) - 1);
		write_segment(
		    flow, 0, ACK, request, (size_t)length + sizeof(body) - 1);
		break;
	case 3:
		write_segment(flow, 1, ACK, answer, sizeof(answer) - 1);
		break;
	case 4:
	case 5:
		write_segment(flow, round % 2, FIN | ACK, NULL, 0);
		break;
	default:
		write_segment(flow, 0, ACK, NULL, 0);
	}
}

static void
write_devices(unsigned count)
{
	static struct flow flows[WIDE_AT_ONCE];

	for (unsigned first = 0; first < count; first += WIDE_AT_ONCE) {
		for (unsigned i = 0; i < WIDE_AT_ONCE; i++)
			flows[i] = (struct flow){
			    .client = (10u << 24 | 2u << 16) + first + i,
			    .client_port = (uint16_t)(1024 + first + i),
			    .server_port = 80,
			    .sequence = {first, i}};
		for (unsigned round = 0; round < 7; round++)
			for (unsigned i = 0; i < WIDE_AT_ONCE; i++)
				write_wide_packet(&flows[i], round, first + i);
	}
}

static void
make_wide(const char *sample)
{
	(void)sample;
	write_devices(WIDE_DEVICES);
}

static void
make_many(const char *sample)
{
	(void)sample;
	write_devices(MANY_DEVICES);
}

/* The last four characters of every device id in a request become a number. */
static void
rename_device(uint8_t *bytes, size_t length, unsigned copy)
{
	static const char mark[] = "DeviceId=";
	const size_t size = sizeof(mark) - 1;
	char digits[16];

	snprintf(digits, sizeof(digits), "%04u", copy);
	for (size_t at = 0; at + size < length; at++) {
		if (bytes[at] != 'D' || memcmp(bytes + at, mark, size) != 0)
			continue;
		at += size;
		while (at < length && bytes[at] != '&' && bytes[at] != ' ')
			at++;
		memcpy(bytes + at - 4, digits, 4);
	}
}

/* Another client: address 10.20.1.x becomes 10.a.b.x, the port moves. */
static void
move_client(uint8_t *frame, unsigned copy)
{
	uint8_t *ip = frame + 14;
	uint8_t *tcp = ip + 20;

	for (unsigned side = 0; side < 2; side++) {
		uint8_t *address = ip + 12 + 4 * side;
		uint8_t *port = tcp + 2 * side;

		if (address[2] != 1)
			continue;
		address[1] = (uint8_t)(30 + copy / 200);
		address[2] = (uint8_t)(copy % 200);
		write16(port, (unsigned)(port[0] << 8 | port[1]) ^ (copy & 63));
	}
}

static uint8_t *
read_sample(const char *path, size_t *length)
{
	FILE *in = fopen(path, "rb");
	uint8_t *bytes = malloc(1 << 20);

	if (in == NULL || bytes == NULL)
		give_up("cannot read", path);
	*length = fread(bytes, 1, 1 << 20, in);
	fclose(in);
	return bytes;
}

/* One packet of the sample, for every copy of a group. */
static void
write_copies(
    const uint8_t *frame, uint32_t length, uint64_t time, unsigned first)
{
	static uint8_t bytes[65536];

	for (unsigned copy = first; copy < first + DENSE_AT_ONCE; copy++) {
		memcpy(bytes, frame, length);
		if (length > HEADERS && bytes[12] == 8 && bytes[13] == 0 &&
		    bytes[23] == 6) {
			move_client(bytes, copy);
			rename_device(bytes + HEADERS, length - HEADERS, copy);
		}
		write_record(time, length);
		write_all(bytes, length);
	}
}

static void
make_dense(const char *sample)
{
	size_t length;
	uint8_t *bytes = read_sample(sample, &length);

	for (unsigned first = 0; first < DENSE_COPIES; first += DENSE_AT_ONCE) {
		uint32_t begin = 0;

		for (size_t at = 24; at + 16 <= length;) {
			uint32_t header[4];

			memcpy(header, bytes + at, sizeof(header));
			begin = begin == 0 ? header[0] : begin;
			write_copies(bytes + at + 16, header[2],
			    ((uint64_t)(header[0] - begin) + first) * 1000000 +
				header[1],
			    first);
			at += 16 + header[2];
		}
	}
	free(bytes);
}

/* Writes beside the name and renames at the end: a half file is never used. */
static void
make(const char *folder, const char *name, void (*write)(const char *sample),
    const char *sample)
{
	char path[512];
	char part[520];

	snprintf(path, sizeof(path), "%s/%s.pcap", folder, name);
	snprintf(part, sizeof(part), "%s.part", path);
	if (access(path, R_OK) == 0)
		return;
	out = fopen(part, "wb");
	if (out == NULL)
		give_up("cannot write", part);
	packets = 0;
	write_file_header();
	write(sample);
	if (fclose(out) != 0 || rename(part, path) != 0)
		give_up("cannot write", path);
}

static bool
has_disk(const char *folder)
{
	struct statvfs disk;

	if (statvfs(folder, &disk) == 0 &&
	    (uint64_t)disk.f_bavail * disk.f_frsize >= BULK_BYTES)
		return true;
	fprintf(stderr, "bulk needs 2.4 GB of free disk: left out\n");
	return false;
}

int
main(int argc, char **argv)
{
	static const struct input {
		const char *name;
		void (*write)(const char *sample);
	} inputs[] = {{"dense", make_dense}, {"wide", make_wide},
	    {"many", make_many}, {"bulk", make_bulk}};

	if (argc != 3 && argc != 4)
		give_up("usage: make_inputs", "FOLDER SAMPLE [NAME]");
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (uint8_t)((i * 2654435761u) >> 13);
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
		const struct input *input = &inputs[i];

		if ((argc == 3 || strcmp(argv[3], input->name) == 0) &&
		    (input->write != make_bulk || has_disk(argv[1])))
			make(argv[1], input->name, input->write, argv[2]);
	}
	return 0;
}
