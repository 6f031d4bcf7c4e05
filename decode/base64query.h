/*
 * The base64 form of the request query (MS-ASHTTP 2.2.1.1.1.1), protocol 12.1
 * and later.
 *
 *   version 1 | command 1 | locale 2 | id length 1, id | key length 1 (0 or
 *   4), key | type length 1, type | parameters: tag 1, length 1, value
 */
#ifndef EASLENS_DECODE_BASE64QUERY_H
#define EASLENS_DECODE_BASE64QUERY_H

#include <stdbool.h>

#include "decode/activesync.h"

/* Reads a query that is not of the plain form. False: it is none of ours. A
 * query whose front fits and whose rest does not is `malformed`: then only what
 * stands before the fault is told, version, command and device id at least. The
 * order that one client library uses is malformed and read. */
bool base64_query_read(struct text text, struct eas_query *query);

/* Copies text into the room of a query. Not seen when it does not fit. */
struct text query_keep(struct eas_query *, struct text);

#endif
