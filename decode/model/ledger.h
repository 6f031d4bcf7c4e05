/*
 * The ledger: every device that was seen, what it asked for and what it was
 * told, in order of time. It stores observations; what follows from them
 * (rounds, state, findings) is computed by assess.h from what is here.
 *
 * A device is a pair of device id (compared without case) and user. Texts
 * that it gives out are kept until ledger_free().
 */
#ifndef EASLENS_MODEL_LEDGER_H
#define EASLENS_MODEL_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/model/health.h"
#include "decode/model/payload.h"
#include "decode/model/records.h"

struct ledger;

/* A new ledger; ends the program when memory is exhausted. */
struct ledger *ledger_new(void);
void ledger_free(struct ledger *);

/* From here on every exchange is kept with its device, bounded, for a view
 * that shows them one by one. */
void ledger_watch(struct ledger *);

/* A message of an exchange, byte by byte, by the number that its entry has;
 * NULL where it was not kept, or had to leave for newer ones. Borrowed until
 * the next exchange. */
const struct wire_seen *ledger_wire(const struct ledger *, uint64_t number);

/* Who reads bodies for the screen; not copied. NULL before. */
void ledger_set_payload_reader(struct ledger *, const struct payload_reader *);
const struct payload_reader *ledger_payload_reader(const struct ledger *);

/* Names in it are pseudonyms, and messages byte by byte are not kept: said
 * once, before the first exchange, by who replaces them. */
void ledger_set_anonymized(struct ledger *);
bool ledger_anonymized(const struct ledger *);

/* Takes one exchange in. Exchanges may come in any order of time. */
void ledger_observe(struct ledger *, const struct observation *);

/* The counters, written by those who count. */
struct health *ledger_health(struct ledger *);
const struct health *ledger_health_seen(const struct ledger *);

/* Notes an input; the place stays valid until the next call of this. */
struct input_seen *ledger_add_input(struct ledger *, struct text name);
void ledger_note_link_type(
    struct ledger *, struct input_seen *, const char *name);
void ledger_input_problem(
    struct ledger *, struct input_seen *, const char *problem);
size_t ledger_input_count(const struct ledger *);
const struct input_seen *ledger_input(const struct ledger *, size_t index);

/* TLS seen towards a server port that also spoke EAS, or port 443: what a
 * capture could not show. One call per connection found encrypted. */
void ledger_note_encrypted(
    struct ledger *, const struct endpoint *server, struct moment);

/* What was found in it, for findings about the capture as a whole. */
const struct encrypted_seen *ledger_encrypted(const struct ledger *);

/* Devices in order of first appearance in time. */
size_t ledger_device_count(const struct ledger *);
const struct device *ledger_device(const struct ledger *, size_t index);

/* Policies with different contents that were read to their end, in order of
 * first appearance. */
size_t ledger_policy_count(const struct ledger *);
const struct policy_seen *ledger_policy(const struct ledger *, size_t index);

/* Rises with every change; a view compares it to know when to draw. */
uint64_t ledger_revision(const struct ledger *);

#endif
