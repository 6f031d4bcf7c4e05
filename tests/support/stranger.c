/*
 * Connections of an attacker, see stranger.h.
 */
#include "tests/support/stranger.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#define FIRST_ADDRESS 0x40000000u
#define SERVER 0x0a000001u
#define CLIENT_PORT 4000
#define SERVER_PORT 80
#define LONGEST 1400u

#define FIN 0x01u
#define SYN 0x02u
#define ACK 0x10u

struct shot
stranger_segment(const struct stranger *stranger, bool from_server,
    const void *bytes, size_t length)
{
	struct shot shot = {
	    .source = from_server ? SERVER : stranger->address,
	    .destination = from_server ? stranger->address : SERVER,
	    .source_port = from_server ? SERVER_PORT : CLIENT_PORT,
	    .destination_port = from_server ? CLIENT_PORT : SERVER_PORT,
	    .sequence = stranger->next[from_server ? 1 : 0],
	    .acknowledgement = stranger->next[from_server ? 0 : 1],
	    .flags = ACK,
	    .payload = length == 0 ? NULL : bytes,
	    .length = length,
	};

	return shot;
}

static void
send_flags(struct stranger *stranger, bool from_server, uint8_t flags)
{
	struct shot shot = stranger_segment(stranger, from_server, NULL, 0);

	shot.flags = flags;
	attack_shoot(&shot);
	stranger->next[from_server ? 1 : 0]++;
}

struct stranger
stranger_opens(uint32_t number)
{
	struct stranger stranger = {
	    .address = FIRST_ADDRESS + number,
	    .next = {1000 + number, 5000 + number},
	    .longest = LONGEST,
	};

	send_flags(&stranger, false, SYN);
	send_flags(&stranger, true, SYN | ACK);
	return stranger;
}

static void
send_bytes(struct stranger *stranger, bool from_server, const void *bytes,
    size_t length)
{
	const uint8_t *at = bytes;

	while (length > 0) {
		size_t some =
		    length < stranger->longest ? length : stranger->longest;
		struct shot shot =
		    stranger_segment(stranger, from_server, at, some);

		attack_shoot(&shot);
		stranger->next[from_server ? 1 : 0] += (uint32_t)some;
		at += some;
		length -= some;
	}
}

void
stranger_says(struct stranger *stranger, const void *bytes, size_t length)
{
	send_bytes(stranger, false, bytes, length);
}

void
stranger_hears(struct stranger *stranger, const void *bytes, size_t length)
{
	send_bytes(stranger, true, bytes, length);
}

void
stranger_says_text(struct stranger *stranger, const char *text)
{
	send_bytes(stranger, false, text, strlen(text));
}

void
stranger_hears_text(struct stranger *stranger, const char *text)
{
	send_bytes(stranger, true, text, strlen(text));
}

void
stranger_leaves(struct stranger *stranger)
{
	send_flags(stranger, false, FIN | ACK);
	send_flags(stranger, true, FIN | ACK);
}

static void
send_message(struct stranger *stranger, bool from_server, const char *line,
    const char *headers, const struct bomb *body)
{
	struct bomb message = {.length = 0};
	char length[64];

	snprintf(length, sizeof(length), "Content-Length: %zu\r\n\r\n",
	    body->length);
	bomb_text(&message, line);
	bomb_text(&message, "Content-Type: application/vnd.ms-sync.wbxml\r\n");
	bomb_text(&message, headers);
	bomb_text(&message, length);
	bomb_put(&message, body->bytes, body->length);
	send_bytes(stranger, from_server, message.bytes, message.length);
	bomb_done(&message);
}

void
stranger_posts(struct stranger *stranger, const char *command,
    const char *device, const char *headers, const struct bomb *body)
{
	char line[512];

	snprintf(line, sizeof(line),
	    "POST /Microsoft-Server-ActiveSync?Cmd=%s&User=eve&DeviceId=%s&"
	    "DeviceType=Bomb HTTP/1.1\r\n",
	    command, device);
	send_message(stranger, false, line, headers, body);
}

void
stranger_is_answered(
    struct stranger *stranger, const char *headers, const struct bomb *body)
{
	send_message(stranger, true, "HTTP/1.1 200 OK\r\n", headers, body);
}
