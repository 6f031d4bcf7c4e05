/*
 * Packets and capture files of the sample maker, see wire.h. Checksums stay
 * zero, as on a host whose network card fills them in.
 */
#include "tests/maker/wire.h"

#include <string.h>

#include "tests/maker/dress.h"

#define SEGMENT 1200u
#define STEP 2000              /* microseconds between packets */
#define BEGIN 1767600000000000 /* 5 January 2026, 08:00 UTC */

#define FIN 0x01u
#define SYN 0x02u
#define PSH 0x08u
#define ACK 0x10u

static const struct {
	const char *name;
	unsigned number;
} dresses[] = {
#define X(symbol, name, number) {name, number},
    DRESSES(X)
#undef X
};

enum dress
dress_by_name(const char *name)
{
	for (size_t i = 0; i < sizeof(dresses) / sizeof(*dresses); i++)
		if (strcmp(dresses[i].name, name) == 0)
			return (enum dress)i;
	give_up("no such link: %s", name);
}

static void
write_packet(void *context, const struct buffer *packet)
{
	struct wire *wire = context;
	struct buffer header = {.bytes = NULL};

	buffer_add_u32le(&header, (size_t)(wire->microseconds / 1000000));
	buffer_add_u32le(&header, (size_t)(wire->microseconds % 1000000));
	buffer_add_u32le(&header, packet->length);
	buffer_add_u32le(&header, packet->length);
	if (fwrite(header.bytes, header.length, 1, wire->out) != 1 ||
	    fwrite(packet->bytes, packet->length, 1, wire->out) != 1)
		give_up("cannot write");
	buffer_done(&header);
	wire->microseconds += STEP;
}

void
wire_begin(struct wire *wire, const char *path)
{
	*wire = (struct wire){.microseconds = BEGIN};
	wire->out = fopen(path, "wb");
	if (wire->out == NULL)
		give_up("cannot write %s", path);
}

void
wire_link(struct wire *wire, enum dress dress)
{
	struct buffer header = {.bytes = NULL};

	wire->dress = dress;
	buffer_add_u32le(&header, 0xa1b2c3d4);
	buffer_add_u32le(&header, 2 | 4 << 16); /* version 2.4 */
	buffer_add_zeros(&header, 8);
	buffer_add_u32le(&header, 262144);
	buffer_add_u32le(&header, dresses[dress].number);
	if (ftell(wire->out) != 0)
		give_up("the link is said once, before all connections");
	if (fwrite(header.bytes, header.length, 1, wire->out) != 1)
		give_up("cannot write");
	buffer_done(&header);
}

static void
send_segment(struct wire *wire, int side, unsigned flags, const void *bytes,
    size_t length)
{
	struct buffer tcp = {.bytes = NULL};
	const struct address *from = &wire->side[side];
	const struct address *to = &wire->side[!side];

	buffer_add_u16(&tcp, from->port);
	buffer_add_u16(&tcp, to->port);
	buffer_add_u32(&tcp, wire->sequence[side]);
	buffer_add_u32(&tcp, (flags & ACK) != 0 ? wire->sequence[!side] : 0);
	buffer_add_u8(&tcp, 5 << 4);
	buffer_add_u8(&tcp, flags);
	buffer_add_u16(&tcp, 65535);
	buffer_add_zeros(&tcp, 4);
	buffer_add(&tcp, bytes, length);
	dress_and_write(wire->dress, from, to, &tcp, write_packet, wire);
	buffer_done(&tcp);
	wire->sequence[side] += (uint32_t)length;
	if ((flags & (SYN | FIN)) != 0)
		wire->sequence[side]++;
}

void
wire_connect(struct wire *wire, const struct address *client,
    const struct address *server)
{
	if (ftell(wire->out) == 0)
		wire_link(wire, DRESS_ETHERNET);
	wire_disconnect(wire);
	wire->side[CLIENT] = *client;
	wire->side[SERVER] = *server;
	wire->sequence[CLIENT] = 1000;
	wire->sequence[SERVER] = 0xfffffc00; /* wraps after one kilobyte */
	wire->open = true;
	send_segment(wire, CLIENT, SYN, NULL, 0);
	send_segment(wire, SERVER, SYN | ACK, NULL, 0);
	send_segment(wire, CLIENT, ACK, NULL, 0);
}

void
wire_send(struct wire *wire, int side, const struct buffer *message)
{
	if (!wire->open)
		give_up("a message without a connection");
	for (size_t at = 0; at < message->length; at += SEGMENT) {
		size_t size = message->length - at;

		if (size > SEGMENT)
			size = SEGMENT;
		send_segment(wire, side, PSH | ACK, message->bytes + at, size);
	}
	send_segment(wire, !side, ACK, NULL, 0);
}

void
wire_disconnect(struct wire *wire)
{
	if (!wire->open)
		return;
	send_segment(wire, CLIENT, FIN | ACK, NULL, 0);
	send_segment(wire, SERVER, FIN | ACK, NULL, 0);
	send_segment(wire, CLIENT, ACK, NULL, 0);
	wire->open = false;
}

void
wire_end(struct wire *wire)
{
	wire_disconnect(wire);
	if (fclose(wire->out) != 0)
		give_up("cannot write");
}
