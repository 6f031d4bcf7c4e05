/*
 * Bodies of the Provision and Settings commands into facts (MS-ASPROV 2.2.2,
 * 3.1.5.1, 3.2.5.1; MS-ASCMD 2.2.3.45 for DeviceInformation).
 *
 * A reader holds the memory that its results point to. Both policy types are
 * read: WBXML settings, and the WAP XML of protocol version 2.5.
 */
#ifndef EASLENS_DECODE_PROVISION_H
#define EASLENS_DECODE_PROVISION_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/model/observation.h"
#include "decode/verdict.h"

struct provision_reader;

struct provision_reader *provision_reader_new(void);
void provision_reader_free(struct provision_reader *);

/* What is read of one exchange; texts are good until the next begin. */
struct provision_result {
	struct provision_seen seen;
	struct information information;
	bool has_information;           /* the request carried some */
	struct text information_status; /* the server's answer to it */
};

/* Begins a new exchange: nothing seen. `version` is the protocol version of
 * the request, not seen where unknown; it says which of several Policy
 * elements counts. */
void provision_begin(struct provision_reader *, struct text version);

/* Read the request or response body of a Provision exchange, then of a
 * Settings exchange. `whole`: the bytes are the whole body. Gives OK, or why
 * the document could not be read to its end (facts before that are kept). */
enum verdict provision_read_request(
    struct provision_reader *, const void *body, size_t length, bool whole);
enum verdict provision_read_response(
    struct provision_reader *, const void *body, size_t length, bool whole);
enum verdict settings_read_request(
    struct provision_reader *, const void *body, size_t length, bool whole);
enum verdict settings_read_response(
    struct provision_reader *, const void *body, size_t length, bool whole);

/* The request or response of a Provision exchange was seen to its end and has
 * no document at all. */
void provision_no_document(struct provision_reader *, bool is_request);

/* What was read since provision_begin(). */
const struct provision_result *provision_result(struct provision_reader *);

#endif
