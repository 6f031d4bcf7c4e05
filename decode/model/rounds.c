/*
 * Rounds of provisioning, see rounds.h.
 */
#include "decode/model/rounds.h"

#include "decode/model/memory.h"
#include "decode/model/names.h"

#define STATUS_SUCCESS 1u

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

static void
set_acknowledgement(struct round *round, const struct provision_entry *ack)
{
	round->ack = ack;
	round->outcome = provision_claim(ack);
	round->refused = provision_refused(ack);
	round->final_key = TEXT_NOT_SEEN;
	if (!round->refused && text_filled(ack->response_policy_key))
		round->final_key = text_trim(ack->response_policy_key);
}

/* A request that was only asked for credentials is repeated as it is. */
static bool
takes_acknowledgement(const struct round *round)
{
	return round->ack == NULL || round->ack->http_status == 401;
}

static void
add_acknowledgement(struct assessment *assessment, uint32_t *room,
    const struct provision_entry *ack)
{
	struct text key = text_trim(ack->request_policy_key);
	struct round *offered = offered_under(assessment, key);
	struct round known = {.offer = NULL};
	struct round *round;

	if (offered != NULL && takes_acknowledgement(offered)) {
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

void
rounds_collect(const struct device *device, struct assessment *assessment)
{
	uint32_t room = 0;

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

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
