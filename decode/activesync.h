/*
 * Is this HTTP request EAS, and what does it say? (MS-ASHTTP 2.2.1.1.1)
 *
 * The last part of the path must be "Microsoft-Server-ActiveSync", whatever
 * stands before it; "/Proxy" and "/default.eas" may follow, as one server asks
 * another. A POST needs a command
 * and a device id, in a plain query or a base64 one; an OPTIONS needs neither.
 */
#ifndef EASLENS_DECODE_ACTIVESYNC_H
#define EASLENS_DECODE_ACTIVESYNC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/message.h"
#include "decode/model/commands.h"
#include "decode/model/text.h"

/* Room for the values of one query, which are decoded from the URL. */
#define QUERY_ROOM (8u << 10)

/* What the query says; a value that is not there is not seen. Texts live in
 * `room` and in the message. */
struct eas_query {
	enum command command;
	struct text command_name;
	struct text device_id;
	struct text device_type;
	struct text user;
	struct text policy_key;
	struct text version; /* base64 queries only */
	bool is_base64;
	bool malformed;  /* base64 that does not fit */
	bool key_hidden; /* by that: whether there is a key was not read */
	bool accepts_multipart;
	size_t used;
	char room[QUERY_ROOM];
};

/* True for an EAS request, read from a message whose URL was seen. The last
 * value of a URL that was cut is left out. */
bool eas_query_read(const struct message *, struct eas_query *);

/* Is the URL's path the address of ActiveSync? Sets `query` to what follows
 * the question mark, not seen where there is none. */
bool eas_path(struct text url, struct text *query);

#endif
