/*
 * Two HTTP messages into one observation: what an EAS exchange said.
 *
 * Undoes content codings, finds the WBXML part of a multipart response
 * (MS-ASCMD 2.2.1.10.1), and reads bodies as far as provisioning needs them.
 */
#ifndef EASLENS_DECODE_EXCHANGE_H
#define EASLENS_DECODE_EXCHANGE_H

#include <stdbool.h>

#include "decode/message.h"
#include "decode/model/health.h"
#include "decode/model/observation.h"

struct exchange_reader;

/* Told of every Provision and Settings payload that was read whole, but for
 * the passwords in it. */
struct exchange_listener {
	void (*payload)(void *context, struct text payload);
	void *context;
};

struct exchange_reader *exchange_reader_new(
    struct health *, const struct exchange_listener *);
void exchange_reader_free(struct exchange_reader *);

/* How much of an exchange's bodies is wanted: by its request, or by a response
 * whose request was not seen. */
enum interest exchange_interest(
    struct exchange_reader *, const struct message *request);
enum interest exchange_interest_response(const struct message *response);

/* Reads an exchange; either half may be NULL. Fills all of the observation
 * but the connection and its ends. False: it is not EAS. What it points to is
 * good until the next call. */
bool exchange_read(struct exchange_reader *, const struct message *request,
    const struct message *response, struct observation *);

/* Wipes the bodies of the exchange that was read last: they may hold passwords.
 * Its observation is good no longer. */
void exchange_forget(struct exchange_reader *);

#endif
