/*
 * What was seen: one EAS exchange (a request and its response) as plain data.
 *
 * An observation says what the wire carried and where, and concludes nothing.
 * Every pointer and text in it is borrowed for the time of the call that hands
 * it over. A field that was not seen is not seen: text without bytes, number
 * 0 where 0 cannot occur, flag `…_seen` false.
 */
#ifndef EASLENS_MODEL_OBSERVATION_H
#define EASLENS_MODEL_OBSERVATION_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/commands.h"
#include "decode/model/endpoint.h"
#include "decode/model/policy.h"
#include "decode/model/text.h"

/* When and in which frame something began. frame 0: not seen. */
struct moment {
	int64_t time; /* nanoseconds since 1970, UTC */
	uint64_t frame;
};

/* A message byte by byte, for one who watches the run. */
struct wire_seen {
	struct text head; /* start line and headers, credentials blotted out;
			     not seen where nobody watches */
	struct text body; /* its coding undone, as far as it was kept */
	bool body_whole;
	const uint64_t *frames; /* where its bytes came from, the first ones */
	uint32_t frame_count;
};

/* One half of an exchange, as far as it was captured. */
struct message_seen {
	struct moment first;   /* of its first byte; frame 0: not seen at all */
	struct moment last;    /* of its last byte seen */
	bool headers_complete; /* a header not there is then not set */
	bool complete;         /* every byte of it was seen */
	bool lost_before;      /* requests: bytes of that direction are missing
				  between the request before and this one */
	struct wire_seen wire;
};

/* Settings DeviceInformation, of the Settings command or inside Provision
 * (MS-ASCMD 2.2.3.45). One list: struct, JSON names, decoder. */
#define INFORMATION(X)                                                         \
	X(model, "Model")                                                      \
	X(os, "OS")                                                            \
	X(os_language, "OSLanguage")                                           \
	X(friendly_name, "FriendlyName")                                       \
	X(phone_number, "PhoneNumber")                                         \
	X(imei, "IMEI")                                                        \
	X(mobile_operator, "MobileOperator")                                   \
	X(user_agent, "UserAgent")

struct information {
#define X(field, element) struct text field;
	INFORMATION(X)
#undef X
};

/* Which step of provisioning a request is (MS-ASPROV 3.1.5.1). */
#define PROVISION_PHASES(X)                                                    \
	X(PHASE_DOWNLOAD, "download")                                          \
	X(PHASE_ACKNOWLEDGE, "acknowledge")                                    \
	X(PHASE_WIPE_ACKNOWLEDGE, "wipe-acknowledge")                          \
	X(PHASE_WIPE_INQUIRY, "wipe-inquiry")                                  \
	X(PHASE_OTHER, "other")

enum provision_phase {
#define X(symbol, name) symbol,
	PROVISION_PHASES(X)
#undef X
};

/* What the two bodies of a Provision exchange said. Numbers stay text. */
struct provision_seen {
	enum provision_phase phase; /* OTHER while the request is unseen */
	/* request */
	struct text policy_type; /* else of the response */
	struct text request_policy_key;
	struct text ack_status;
	struct text wipe_status; /* RemoteWipe/Status */
	struct text account_wipe_status;
	bool request_whole; /* see below */
	/* response */
	struct text response_status;        /* Provision/Status */
	struct text response_policy_status; /* Policies/Policy/Status */
	struct text response_policy_key;
	bool remote_wipe_requested;
	bool account_only_remote_wipe_requested;
	const struct policy *policy; /* NULL: no document in the answer */
	bool response_whole; /* the body was read to its end, or is seen to
				have no such document */
};

/* What the body of an answer turned out to be. */
enum answer_body {
	ANSWER_NOT_SEEN, /* or not well enough to tell */
	ANSWER_EMPTY,    /* seen to its end: there is nothing in it */
	ANSWER_DOCUMENT, /* of the command, as far as it was seen */
	ANSWER_FOREIGN,  /* none that can be read: a web page, say */
};

struct observation {
	uint64_t connection; /* counts from 1 */
	struct endpoint client;
	struct endpoint server;
	struct message_seen request;
	struct message_seen response;

	bool is_options;          /* method OPTIONS, else POST */
	enum command command;     /* COMMAND_UNKNOWN: see the name */
	struct text command_name; /* as sent, or of the table */
	bool query_malformed;     /* a base64 query that does not fit */
	struct text device_id;    /* not seen in many OPTIONS requests */
	struct text device_type;
	struct text user; /* of the query, else of Basic */
	struct text protocol_version;
	struct text policy_key;       /* header X-MS-PolicyKey, base64 query,
					 else a PolicyKey in the query */
	bool policy_key_is_parameter; /* the last of these */
	bool policy_key_hidden;       /* not read of a malformed query: there
					 may be one */
	struct text user_agent;
	struct text host;
	bool basic_credentials; /* user name and password in clear */

	unsigned http_status;     /* 0: not seen */
	struct text server_build; /* MS-Server-ActiveSync */
	struct text location;     /* X-MS-Location, with 451 */
	struct text throttle;     /* X-MS-ASThrottle, with 503 */
	enum answer_body answer;
	struct text body_status; /* Status right under the root */

	const struct provision_seen *provision; /* of a Provision exchange */
	const struct information *information;  /* NULL: none was sent */
	struct text information_status;         /* the server's answer to it */
	bool anonymized; /* names were replaced by pseudonyms */
};

#endif
