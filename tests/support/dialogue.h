/*
 * TCP connections for tests: what two ends say becomes segments with the
 * numbers that TCP would give them; they are played to struct connections, all
 * or without some, and each exchange that is told becomes two digits of a
 * line: "1-1 2-? ?-3 " for a pair, a request alone and a response alone.
 */
#ifndef EASLENS_TESTS_DIALOGUE_H
#define EASLENS_TESTS_DIALOGUE_H

#include <stdbool.h>

#include "decode/connections.h"

enum speaker {
	CLIENT,
	SERVER,
};

#define DIALOGUE_MOST 64

struct dialogue {
	struct connections *connections;
	struct health health;
	struct endpoint ends[2]; /* by speaker */
	uint32_t next[2];        /* sequence numbers, by speaker */
	struct segment packets[DIALOGUE_MOST];
	unsigned count;
	unsigned played;
	uint64_t frame;
	int64_t time;
	char told[1024];
	uint64_t number; /* of the connection told of last */
	int client_port; /* the same; -1: not known */
	unsigned encrypted;
	struct endpoint encrypted_server;
};

/* The one of the test that runs; set up and torn down by cmocka. */
extern struct dialogue dialogue;

int dialogue_set_up(void **state);
int dialogue_tear_down(void **state);

/* The same ends with other ports and beginnings: another connection. */
void from_port(uint16_t port);
void sequences(uint32_t client, uint32_t server);

/* A packet with these bytes, which must outlive the dialogue. It may be
 * changed until it is played. */
struct segment *says(enum speaker, unsigned flags, const char *text);
struct segment *acknowledges(enum speaker);

void handshake(void);

/* Request or response number 1..9, its body "body" in a packet of its own
 * where it is split. */
const char *request_text(int number);
const char *response_text(int number);
void asks(int number);
void answers(int number);
void asks_split(int number);
void answers_split(int number);
void exchanges(int number);

/* Plays the packets that were not played yet; a bit of `without`, counted
 * from the first packet of the dialogue, leaves one out. */
void plays_without(uint64_t without);
void plays(void);
/* Plays the packets from this one on again. */
void rewinds(unsigned packet);

/* Begins anew with the same packets. */
void begins_anew(void);

/* All that was told. */
void told(const char *exchanges);
/* No request was told with another one's response. */
bool pairs_are_right(void);

#endif
