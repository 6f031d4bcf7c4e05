/*
 * What the ledger keeps, as plain records: policies, Provision exchanges and
 * other events, devices, inputs. ledger.h says how to get at them; the parts
 * of the ledger share nothing but these.
 */
#ifndef EASLENS_MODEL_RECORDS_H
#define EASLENS_MODEL_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/observation.h"
#include "decode/model/policy.h"

/* A short list of different names, in the order of their first appearance.
 * Room 0: the items are shared with others. */
struct names {
	uint32_t count;
	uint32_t room;
	struct text *items;
};

/* A policy that was seen, kept once per document. */
struct policy_seen {
	const struct policy *policy;
	uint32_t devices; /* that were offered it */
	struct moment first, last;
};

/* One Provision exchange of a device. */
struct provision_entry {
	struct moment request, response; /* frame 0: not seen */
	uint64_t connection;
	struct endpoint client;
	uint16_t http_status; /* 0: not seen */
	enum provision_phase phase;
	bool request_whole, response_whole; /* see provision_seen */
	bool complete;     /* both messages seen and read whole */
	bool headers_seen; /* of the request: absent key is "not set" */
	bool remote_wipe_requested;
	bool account_only_remote_wipe_requested;
	bool query_malformed;
	uint8_t answer;           /* enum answer_body */
	uint8_t user_agent;       /* place in the device's list, from 1; */
	uint8_t protocol_version; /* 0: not seen */
	struct text policy_key_header;
	struct text policy_type;
	struct text request_policy_key;
	struct text ack_status;
	struct text wipe_status;
	struct text account_wipe_status;
	struct text response_status;
	struct text response_policy_status;
	struct text response_policy_key;
	const struct policy *policy; /* NULL: none in the answer */
};

/* Another exchange that matters to provisioning and access. */
enum event_kind {
	EVENT_SUCCESS, /* first normal answer after something else */
	EVENT_REFUSED, /* 449, or Status 141 to 144: provision first */
	EVENT_STATUS,  /* another Status of 101..177, see `status` */
	EVENT_HTTP,    /* 401, 403, 451, 503 …, see `http_status` */
	EVENT_UNSEEN,  /* first whose answer was not seen, or not enough of it
			  to tell */
};

struct event {
	struct moment at; /* of the request, else the response */
	enum event_kind kind;
	enum command command;
	uint16_t http_status;
	uint16_t status;        /* of the body; 0: none */
	bool headers_seen;      /* of the request, as above */
	struct text policy_key; /* sent with it */
	struct text detail;     /* X-MS-Location, X-MS-ASThrottle */
};

/* One exchange of a device, for those who watch it message by message. */
struct exchange_entry {
	struct provision_entry said; /* other commands: the general part */
	struct endpoint server;
	enum command command;
	uint16_t status; /* under the root of the answer; 0: none */
	bool is_options;
	bool request_complete, response_complete; /* every byte was seen */
	bool lost_before;                         /* see message_seen */
	uint64_t request_wire, response_wire;     /* for ledger_wire() */
	struct text policy_key;                   /* in header or query */
};

/* How often a server answered with an HTTP status. */
struct status_count {
	uint16_t status;
	uint32_t count;
};

struct device {
	struct text id;   /* as first seen */
	struct text user; /* not seen where nothing told it */
	struct names types;
	struct names user_agents;
	struct names protocol_versions;
	struct names servers;           /* "10.0.0.1:80" */
	struct information information; /* newest value of each */
	struct moment information_at;   /* of the newest */
	struct moment first_seen, last_seen, last_success;
	uint32_t commands[COMMAND_COUNT]; /* POSTs; [UNKNOWN] in all */
	struct names unknown_commands;
	uint32_t options_requests;
	struct status_count *http_status; /* by number */
	uint32_t http_status_kinds, http_status_room;
	bool sent_no_key; /* whole headers with key 0 or none, of
			     a command that has to carry one */
	bool sent_a_key;  /* a key other than 0 */
	bool anonymized;  /* see observation.h */
	bool let_in;      /* by a server, at least once: see budget.h */
	bool basic_credentials;
	struct moment basic_at;
	uint32_t incomplete_exchanges; /* half seen, or hit by a gap */
	struct moment incomplete_at;
	uint32_t malformed_queries;
	struct moment malformed_at;
	uint32_t provision_count, provision_room;
	struct provision_entry *provisions; /* by time of request */
	uint32_t exchange_count, exchange_room;
	struct exchange_entry *exchanges; /* by time; none unless watched */
	uint32_t event_count, event_room;
	struct event *events; /* by time */
	/* Of the three lists above, what had to leave: what it showed counts
	 * as not seen. Policies that it offered stay known. */
	uint32_t forgotten;
	uint32_t forgotten_policy_count, forgotten_policy_room;
	const struct policy **forgotten_policies;
};

/* One capture of the run. */
struct input_seen {
	struct text name;
	uint64_t packets, bytes;
	struct moment first, last; /* frame 0: no packet */
	struct names link_types;
	bool complete;
	struct text problem; /* where it is not complete */
};

/* Connections in TLS. */
struct encrypted_seen {
	uint64_t connections;
	struct moment first;
	struct endpoint first_server;
};

#endif
