/*
 * Rounds of provisioning, see rounds.h.
 */
#include "decode/model/rounds.h"

#include "decode/model/history.h"
#include "decode/model/memory.h"
#include "decode/model/names.h"

#define STATUS_SUCCESS 1u
/* How many exchanges may have begun between one and its echo. */
#define ECHO_REACH 4u
/* MS-ASPROV 2.2.2.54.1, of the policy. */
#define STATUS_NO_POLICY 2u
#define STATUS_CORRUPT 4u
/* MS-ASCMD 2.2.2: what obeys in part, or is managed by others, is not let in;
 * and those that send a device to provision again. */
#define STATUS_PARTLY 139u
#define STATUS_EXTERNAL 145u
#define STATUS_NOT_PROVISIONED 142u
#define STATUS_INVALID_KEY 144u

unsigned
status_number(struct text status)
{
	uint64_t number;

	if (!text_number(text_trim(status), 99999, &number))
		return 0;
	return (unsigned)number;
}

bool
provision_orders_wipe(const struct provision_entry *entry)
{
	return entry->phase != PHASE_WIPE_ACKNOWLEDGE &&
	       (entry->remote_wipe_requested ||
		   entry->account_only_remote_wipe_requested);
}

bool
provision_offers(const struct provision_entry *entry)
{
	unsigned status = status_number(entry->response_policy_status);

	/* A request whose body was not seen may be a download too; then only
	 * a document tells. */
	if (entry->phase == PHASE_OTHER)
		return entry->policy != NULL;
	if (entry->phase != PHASE_DOWNLOAD)
		return false;
	if (text_seen(entry->response_policy_status))
		return status == STATUS_SUCCESS;
	return entry->policy != NULL || text_filled(entry->response_policy_key);
}

enum device_state
provision_claim(const struct provision_entry *entry)
{
	static const enum device_state claims[] = {STATE_UNKNOWN, STATE_FULL,
	    STATE_PARTIAL, STATE_NOT_APPLIED, STATE_EXTERNAL};
	unsigned status = status_number(entry->ack_status);

	if (entry->phase != PHASE_ACKNOWLEDGE ||
	    status >= sizeof(claims) / sizeof(claims[0]))
		return STATE_UNKNOWN;
	return claims[status];
}

static bool
says_other_than_success(struct text status)
{
	return text_seen(status) && status_number(status) != STATUS_SUCCESS;
}

bool
provision_refused(const struct provision_entry *entry)
{
	if (entry->phase != PHASE_ACKNOWLEDGE || entry->http_status == 0)
		return false;
	/* 401 asks for credentials; the device will say the same again. */
	if (entry->http_status != 200)
		return entry->http_status >= 400 && entry->http_status != 401;
	if (says_other_than_success(entry->response_status) ||
	    says_other_than_success(entry->response_policy_status))
		return true;
	return entry->response_whole &&
	       !text_filled(text_trim(entry->response_policy_key));
}

/* Of the top-level Status. Faults of
 * the server, a user who is not let in, and a wrong key are no judgement of
 * what the device made of the policy. */
static bool
status_turns_down(unsigned status)
{
	return status == STATUS_PARTLY || status == STATUS_EXTERNAL ||
	       (status >= STATUS_NOT_PROVISIONED &&
		   status <= STATUS_INVALID_KEY);
}

bool
provision_turned_down(const struct provision_entry *entry)
{
	unsigned policy = status_number(entry->response_policy_status);

	if (!provision_refused(entry) || provision_orders_wipe(entry))
		return false;
	if (entry->http_status != 200)
		return entry->http_status == 403 || entry->http_status == 449;
	if (says_other_than_success(entry->response_status))
		return status_turns_down(status_number(entry->response_status));
	if (says_other_than_success(entry->response_policy_status))
		return policy == STATUS_NO_POLICY || policy == STATUS_CORRUPT;
	return true;
}

/* The newest round that was offered under this key. */
static struct round *
offered_under(const struct assessment *assessment, struct text key)
{
	for (uint32_t i = assessment->round_count; i > 0; i--) {
		struct round *round = &assessment->rounds[i - 1];

		if (round->offer != NULL && text_filled(key) &&
		    text_equal(round->temporary_key, key))
			return round;
	}
	return NULL;
}

static struct round *
open_round(struct assessment *assessment, uint32_t *room)
{
	struct round *round;

	assessment->rounds = make_room(assessment->rounds,
	    assessment->round_count, room, sizeof(*assessment->rounds));
	round = &assessment->rounds[assessment->round_count++];
	*round = (struct round){.outcome = STATE_NOT_ACKNOWLEDGED};
	return round;
}

static bool
gives_key(const struct provision_entry *ack)
{
	return !provision_refused(ack) && text_filled(ack->response_policy_key);
}

static void
set_acknowledgement(struct round *round, const struct provision_entry *ack)
{
	round->ack = ack;
	round->outcome = provision_claim(ack);
	round->refused = provision_turned_down(ack);
	round->final_key = TEXT_NOT_SEEN;
	if (gives_key(ack))
		round->final_key = text_trim(ack->response_policy_key);
}

/* Another download may have given the same key once more. */
static bool
downloaded_between(
    const struct provision_entry *from, const struct provision_entry *to)
{
	for (const struct provision_entry *entry = from + 1; entry < to;
	     entry++) {
		if (entry->phase == PHASE_DOWNLOAD)
			return true;
	}
	return false;
}

/* The same said again: after credentials were asked for, after a fault or an
 * answer that was not seen, or where the key was given a second time. */
static bool
takes_acknowledgement(
    const struct round *round, const struct provision_entry *ack)
{
	const struct provision_entry *before = round->ack;

	if (before == NULL || before->http_status == 401)
		return true;
	return !round->refused &&
	       text_equal(
		   text_trim(before->ack_status), text_trim(ack->ack_status)) &&
	       (!text_filled(round->final_key) || gives_key(ack)) &&
	       !downloaded_between(before, ack);
}

static void
add_acknowledgement(struct assessment *assessment, uint32_t *room,
    const struct provision_entry *ack)
{
	struct text key = text_trim(ack->request_policy_key);
	struct round *offered = offered_under(assessment, key);
	struct round known = {.offer = NULL};
	struct round *round;

	if (offered != NULL && takes_acknowledgement(offered, ack)) {
		set_acknowledgement(offered, ack);
		return;
	}
	/* The same key once more is a round of its own, of the same offer. */
	if (offered != NULL)
		known = *offered;
	round = open_round(assessment, room);
	round->offer = known.offer;
	round->policy = known.policy;
	round->temporary_key = key;
	set_acknowledgement(round, ack);
}

/* Sent on as it came: asked later and answered earlier, on a connection of its
 * own, in the same words. */
static bool
is_sent_on(const struct provision_entry *from, const struct provision_entry *on)
{
	const struct text pairs[][2] = {
	    {from->policy_key_header, on->policy_key_header},
	    {from->request_policy_key, on->request_policy_key},
	    {from->ack_status, on->ack_status},
	    {from->wipe_status, on->wipe_status},
	    {from->response_status, on->response_status},
	    {from->response_policy_status, on->response_policy_status},
	    {from->response_policy_key, on->response_policy_key},
	};

	if (from->connection == on->connection || from->response.frame == 0 ||
	    on->response.frame == 0 || on->request.frame == 0 ||
	    moment_compare(from->request, on->request) > 0 ||
	    moment_compare(from->response, on->response) < 0)
		return false;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (!text_equal(pairs[i][0], pairs[i][1]))
			return false;
	}
	return from->phase == on->phase && from->policy == on->policy &&
	       from->http_status == on->http_status;
}

bool
provision_is_echo(const struct device *device, uint32_t place)
{
	const struct provision_entry *entry = &device->provisions[place];

	for (uint32_t i = 1; i <= ECHO_REACH && i <= place; i++) {
		if (is_sent_on(entry - i, entry))
			return true;
	}
	return false;
}

void
rounds_collect(const struct device *device, struct assessment *assessment)
{
	uint32_t room = 0;

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (provision_is_echo(device, i))
			continue;
		if (provision_offers(entry)) {
			struct round *round = open_round(assessment, &room);

			round->offer = entry;
			round->policy = entry->policy;
			round->temporary_key =
			    text_trim(entry->response_policy_key);
		} else if (entry->phase == PHASE_ACKNOWLEDGE) {
			add_acknowledgement(assessment, &room, entry);
		}
	}
}
