/*
 * The history of one device, see history.h.
 */
#include "decode/model/history.h"

#include <stdlib.h>
#include <string.h>

#define COMMON_STATUS 101u
#define STATUS_WIPE_WAITS 140u
#define STATUS_KEY_WANTED 141u
#define STATUS_KEY_INVALID 144u

int
moment_compare(struct moment a, struct moment b)
{
	if (a.time != b.time)
		return a.time < b.time ? -1 : 1;
	return (a.frame > b.frame) - (a.frame < b.frame);
}

struct moment
observation_at(const struct observation *seen)
{
	return seen->request.first.frame != 0 ? seen->request.first
					      : seen->response.first;
}

struct moment
provision_at(const struct provision_entry *entry)
{
	return entry->request.frame != 0 ? entry->request : entry->response;
}

bool
policy_key_is_none(struct text key)
{
	if (!text_seen(key))
		return false;
	key = text_trim(key);
	return key.length == 0 || text_is(key, "0");
}

uint16_t
observation_status(const struct observation *seen)
{
	uint64_t status;

	if (!text_number(text_trim(seen->body_status), UINT16_MAX, &status))
		return 0;
	return (uint16_t)status;
}

bool
key_would_show(const struct observation *seen)
{
	return seen->request.headers_complete && !seen->policy_key_hidden;
}

/* Up to 12.1 a refusal is an HTTP status, later it may be in the body. */
static bool
refuses_by_http(const struct observation *seen)
{
	return text_is(seen->protocol_version, "2.5") ||
	       (seen->protocol_version.length > 3 &&
		   memcmp(seen->protocol_version.bytes, "12.", 3) == 0);
}

/* A page of a proxy comes with 200 too. */
const char *
answer_lack(enum command command, unsigned http_status, enum answer_body answer)
{
	if (http_status != 200)
		return "";
	if (answer == ANSWER_EMPTY && !command_may_answer_nothing(command))
		return "empty answer";
	if (answer == ANSWER_FOREIGN && !command_may_answer_anything(command))
		return "no document";
	return "";
}

bool
observation_served(const struct observation *seen)
{
	uint16_t status = observation_status(seen);

	if (seen->http_status != 200 ||
	    *answer_lack(seen->command, 200, seen->answer) != '\0')
		return false;
	if (text_seen(seen->body_status))
		return status < COMMON_STATUS &&
		       !command_ran_into_trouble(seen->command, status);
	return seen->response.complete || refuses_by_http(seen);
}

bool
event_without_key(const struct event *event)
{
	if (event->command == COMMAND_PING ||
	    event->command == COMMAND_AUTODISCOVER)
		return false;
	if (text_seen(event->policy_key))
		return policy_key_is_none(event->policy_key);
	return event->headers_seen;
}

bool
event_with_key(const struct event *event)
{
	return text_seen(event->policy_key) &&
	       !policy_key_is_none(event->policy_key);
}

/* The two types of the specification need not be kept for every exchange. */
static struct text
keep_type(const struct keeper *keeper, struct text type)
{
	static const char *const types[] = {
	    "MS-EAS-Provisioning-WBXML", "MS-WAP-Provisioning-XML"};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (text_is(type, types[i]))
			return text_from(types[i]);
	}
	return keep(keeper, type);
}

/* The device's newest key comes again with nearly every request. */
static struct text
keep_bodies(const struct keeper *keeper, struct text key, struct text header)
{
	if (text_seen(key) && text_equal(key, header))
		return header;
	return keep(keeper, key);
}

static void
fill_bodies(const struct keeper *keeper, struct provision_entry *entry,
    const struct provision_seen *body)
{
	entry->phase = body->phase;
	entry->request_whole = body->request_whole;
	entry->response_whole = body->response_whole;
	entry->remote_wipe_requested = body->remote_wipe_requested;
	entry->account_only_remote_wipe_requested =
	    body->account_only_remote_wipe_requested;
	entry->policy_type = keep_type(keeper, body->policy_type);
	entry->request_policy_key = keep_bodies(
	    keeper, body->request_policy_key, entry->policy_key_header);
	entry->ack_status = keep(keeper, body->ack_status);
	entry->wipe_status = keep(keeper, body->wipe_status);
	entry->account_wipe_status = keep(keeper, body->account_wipe_status);
	entry->response_status = keep(keeper, body->response_status);
	entry->response_policy_status =
	    keep(keeper, body->response_policy_status);
	entry->response_policy_key = keep(keeper, body->response_policy_key);
}

struct provision_entry
history_entry(const struct keeper *keeper, const struct observation *seen,
    const struct policy *policy)
{
	size_t limits = strings_limits(keeper->strings);
	struct provision_entry entry = {
	    .request = seen->request.first,
	    .response = seen->response.first,
	    .connection = seen->connection,
	    .client = seen->client,
	    .http_status = (uint16_t)seen->http_status,
	    .phase = PHASE_OTHER,
	    .headers_seen = key_would_show(seen),
	    .query_malformed = seen->query_malformed,
	    .answer = (uint8_t)seen->answer,
	    .policy_key_header = seen->policy_key_is_parameter
				     ? TEXT_NOT_SEEN
				     : keep(keeper, seen->policy_key),
	    .policy = policy,
	};

	if (seen->provision != NULL)
		fill_bodies(keeper, &entry, seen->provision);
	/* A text that found no room is not seen, and neither is that it was
	 * not there. */
	if (strings_limits(keeper->strings) != limits)
		entry.headers_seen = entry.request_whole =
		    entry.response_whole = false;
	/* An answer that is not 200 need not be a document. */
	entry.complete = seen->request.complete && seen->response.complete &&
			 seen->provision != NULL && entry.request_whole &&
			 (entry.response_whole || entry.http_status != 200);
	return entry;
}

bool
asks_to_provision(unsigned http_status, unsigned status)
{
	if (status >= COMMON_STATUS)
		return status >= STATUS_KEY_WANTED &&
		       status <= STATUS_KEY_INVALID;
	return http_status == 449;
}

const struct provision_entry *
newest_acknowledgement(const struct device *device)
{
	for (uint32_t i = device->provision_count; i > 0; i--) {
		if (text_filled(device->provisions[i - 1].ack_status))
			return &device->provisions[i - 1];
	}
	return NULL;
}
