/*
 * TCP connections for tests, see dialogue.h.
 */
#include "tests/support/check.h"

#include "tests/support/dialogue.h"

#include <stdio.h>
#include <string.h>

struct dialogue dialogue;

static char request_texts[10][96];
static char response_texts[10][96];

static char
digit_of_request(const struct message *request)
{
	struct text url = TEXT_NOT_SEEN;

	if (request != NULL)
		url = message_url(request);
	return url.length == 2 ? url.bytes[1] : '?';
}

static char
digit_of_response(const struct message *response)
{
	if (response == NULL || response->status == 0)
		return '?';
	return (char)('0' + response->status % 10);
}

static enum interest
take_interest(void *context, const struct message *message)
{
	assert_non_null(message);
	assert_ptr_equal(connection_owner(context), &dialogue);
	return INTEREST_FRONT;
}

static void
take_exchange(void *context, const struct message *request,
    const struct message *response)
{
	const struct connection *connection = connection_of(context);
	size_t used = strlen(dialogue.told);

	(void)snprintf(dialogue.told + used, sizeof(dialogue.told) - used,
	    "%c-%c ", digit_of_request(request), digit_of_response(response));
	dialogue.number = connection->number;
	dialogue.client_port = connection->client < 0
				   ? -1
				   : connection->ends[connection->client].port;
}

static void
take_encrypted(void *owner, const struct endpoint *server, struct moment at)
{
	assert_ptr_equal(owner, &dialogue);
	assert_true(at.frame > 0);
	dialogue.encrypted++;
	dialogue.encrypted_server = *server;
}

void
begins_anew(void)
{
	static const struct connections_sink sink = {
	    .http.request = take_interest,
	    .http.response = take_interest,
	    .http.exchange = take_exchange,
	    .encrypted = take_encrypted,
	};

	connections_free(dialogue.connections);
	dialogue.health = (struct health){0};
	dialogue.told[0] = '\0';
	dialogue.played = 0;
	dialogue.frame = 0;
	dialogue.connections =
	    connections_new(&dialogue.health, &sink, &dialogue);
}

int
dialogue_set_up(void **state)
{
	(void)state;
	dialogue = (struct dialogue){
	    .ends =
		{
		    {.address = {[10] = 0xff, 0xff, 10, 0, 0, 9},
			.port = 40000},
		    {.address = {[10] = 0xff, 0xff, 10, 0, 0, 1}, .port = 80},
		},
	};
	for (int i = 0; i < 10; i++) {
		(void)snprintf(request_texts[i], sizeof(request_texts[i]),
		    "POST /%d HTTP/1.1\r\nHost: x\r\n"
		    "Content-Length: 4\r\n\r\nbody",
		    i);
		(void)snprintf(response_texts[i], sizeof(response_texts[i]),
		    "HTTP/1.1 21%d OK\r\nContent-Length: 4\r\n\r\nbody", i);
	}
	sequences(0xffffff80u, 5000);
	begins_anew();
	return 0;
}

int
dialogue_tear_down(void **state)
{
	(void)state;
	connections_free(dialogue.connections);
	dialogue.connections = NULL;
	return 0;
}

void
from_port(uint16_t port)
{
	dialogue.ends[CLIENT].port = port;
}

void
sequences(uint32_t client, uint32_t server)
{
	dialogue.next[CLIENT] = client;
	dialogue.next[SERVER] = server;
}

static struct segment *
packet(enum speaker speaker, unsigned flags, const char *text, size_t length)
{
	struct segment *segment = &dialogue.packets[dialogue.count++];

	assert_true(dialogue.count <= DIALOGUE_MOST);
	dialogue.time += 1000000;
	*segment = (struct segment){
	    .source = dialogue.ends[speaker],
	    .destination = dialogue.ends[1 - speaker],
	    .sequence = dialogue.next[speaker],
	    .acknowledgement = dialogue.next[1 - speaker],
	    .flags = (uint8_t)flags,
	    .captured = (uint32_t)length,
	    .length = (uint32_t)length,
	    .payload = (const uint8_t *)text,
	    .time = dialogue.time,
	};
	dialogue.next[speaker] += segment->length;
	if ((flags & (TCP_SYN | TCP_FIN)) != 0)
		dialogue.next[speaker]++;
	return segment;
}

struct segment *
says(enum speaker speaker, unsigned flags, const char *text)
{
	return packet(speaker, flags, text, strlen(text));
}

struct segment *
acknowledges(enum speaker speaker)
{
	return says(speaker, TCP_ACK, "");
}

void
handshake(void)
{
	(void)says(CLIENT, TCP_SYN, "");
	(void)says(SERVER, TCP_SYN | TCP_ACK, "");
	(void)acknowledges(CLIENT);
}

const char *
request_text(int number)
{
	return request_texts[number];
}

const char *
response_text(int number)
{
	return response_texts[number];
}

void
asks(int number)
{
	(void)says(CLIENT, TCP_ACK | TCP_PSH, request_text(number));
}

void
answers(int number)
{
	(void)says(SERVER, TCP_ACK | TCP_PSH, response_text(number));
}

static void
say_split(enum speaker speaker, const char *text)
{
	size_t head = strlen(text) - strlen("body");

	(void)packet(speaker, TCP_ACK, text, head);
	(void)says(speaker, TCP_ACK | TCP_PSH, text + head);
}

void
asks_split(int number)
{
	say_split(CLIENT, request_text(number));
}

void
answers_split(int number)
{
	say_split(SERVER, response_text(number));
}

void
exchanges(int number)
{
	asks(number);
	(void)acknowledges(SERVER);
	answers(number);
	(void)acknowledges(CLIENT);
}

void
plays_without(uint64_t without)
{
	for (; dialogue.played < dialogue.count; dialogue.played++) {
		struct segment *segment = &dialogue.packets[dialogue.played];

		segment->frame = ++dialogue.frame;
		if ((without >> dialogue.played & 1) == 0)
			connections_segment(dialogue.connections, segment);
	}
}

void
plays(void)
{
	plays_without(0);
}

void
rewinds(unsigned first)
{
	dialogue.played = first;
}

void
told(const char *exchanges_told)
{
	assert_string_equal(dialogue.told, exchanges_told);
}

bool
pairs_are_right(void)
{
	for (const char *at = dialogue.told; *at != '\0'; at += 4)
		if (at[0] != at[2] && at[0] != '?' && at[2] != '?')
			return false;
	return true;
}
