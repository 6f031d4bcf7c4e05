/*
 * Where a device stands, see state.h. One walk over what was seen of it, in
 * order of time (MS-ASPROV 3.1.5 and 3.2.5):
 *
 *	offer (policy Status 1)            -> not acknowledged
 *	acknowledgement 1, 2, 3, 4         -> full, partial, not applied,
 *	                                      external (the device's claim)
 *	acknowledgement not read           -> unknown
 *	no policy (policy Status 2)        -> not provisioned
 *	wipe order, Status 140             -> wipe requested
 *	served while a wipe is requested   -> as before the order
 *	wipe acknowledgement 1, 2          -> wiped or account wiped, failed
 *	served after a wipe                -> not provisioned, unknown where
 *	                                      the key was never seen
 *	refused or served without a key    -> not provisioned, from unknown
 *	(where older exchanges had to be forgotten: unknown stays unknown)
 *	served under a key never seen      -> unknown, from not provisioned
 *	                                      and not acknowledged: the rounds
 *	                                      that made it were not captured
 */
#include "decode/model/state.h"

#include "decode/model/history.h"
#include "decode/model/rounds.h"

#define STATUS_NO_POLICY 2u
#define STATUS_WIPE_WAITS 140u

static bool
carries(struct text field, struct text key)
{
	return text_seen(field) && text_equal(text_trim(field), key);
}

bool
key_known(const struct device *device, struct text key, struct moment until)
{
	key = text_trim(key);
	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (moment_compare(provision_at(entry), until) > 0)
			return false;
		if (carries(entry->response_policy_key, key) ||
		    carries(entry->request_policy_key, key) ||
		    carries(entry->policy_key_header, key))
			return true;
	}
	return false;
}

static enum device_state
after_wipe(const struct provision_entry *entry, enum device_state state)
{
	unsigned whole = status_number(entry->wipe_status);
	unsigned account = status_number(entry->account_wipe_status);

	if (whole == 1)
		return STATE_WIPED;
	if (account == 1)
		return STATE_ACCOUNT_WIPED;
	return whole == 2 || account == 2 ? STATE_WIPE_FAILED : state;
}

/* A first request that says "I have no key" and was turned away. One that had
 * a key before says so, too; and 401 only asks for credentials. */
static bool
turned_away(const struct device *device, const struct provision_entry *entry)
{
	bool without_key = text_seen(entry->policy_key_header)
			       ? policy_key_is_none(entry->policy_key_header)
			       : entry->headers_seen;

	return entry->phase == PHASE_DOWNLOAD && without_key &&
	       !device->sent_a_key && entry->http_status >= 400 &&
	       entry->http_status != 401;
}

bool
acknowledges_unseen(const struct provision_entry *entry, bool offered)
{
	if (entry->phase != PHASE_OTHER || entry->policy != NULL ||
	    status_number(entry->response_policy_status) == STATUS_NO_POLICY)
		return false;
	return text_filled(entry->response_policy_key) ||
	       (offered && text_filled(entry->policy_key_header) &&
		   !policy_key_is_none(entry->policy_key_header));
}

/* Whether a Provision exchange says, or said out of sight, what the device
 * makes of its policy. */
static bool
acknowledges(const struct provision_entry *entry, enum device_state state)
{
	return entry->phase == PHASE_ACKNOWLEDGE ||
	       acknowledges_unseen(entry, state == STATE_NOT_ACKNOWLEDGED);
}

static enum device_state
after_provision(const struct device *device,
    const struct provision_entry *entry, enum device_state state)
{
	enum device_state claim = provision_claim(entry);

	if (entry->phase == PHASE_WIPE_ACKNOWLEDGE)
		return after_wipe(entry, state);
	if (provision_orders_wipe(entry))
		return STATE_WIPE_REQUESTED;
	if (acknowledges(entry, state))
		return claim;
	if (provision_offers(entry))
		return STATE_NOT_ACKNOWLEDGED;
	if (entry->phase == PHASE_DOWNLOAD &&
	    status_number(entry->response_policy_status) == STATUS_NO_POLICY)
		return STATE_NOT_PROVISIONED;
	if (state == STATE_UNKNOWN && device->forgotten == 0 &&
	    turned_away(device, entry))
		return STATE_NOT_PROVISIONED;
	return state;
}

static bool
is_wipe(enum device_state state)
{
	return state == STATE_WIPE_REQUESTED || state == STATE_WIPED ||
	       state == STATE_WIPE_FAILED || state == STATE_ACCOUNT_WIPED;
}

/* Served, though a wipe stands: it was called off, or the device is back. A
 * key from before the wipe may be that of a command under way. */
static enum device_state
after_return(const struct device *device, const struct event *event,
    const struct assessment *so_far)
{
	enum device_state state = so_far->state;

	if (state == STATE_WIPE_REQUESTED)
		return so_far->before_wipe;
	if (state != STATE_WIPED && state != STATE_ACCOUNT_WIPED)
		return state;
	if (event_without_key(event))
		return STATE_NOT_PROVISIONED;
	return event_with_key(event) &&
		       !key_known(device, event->policy_key, event->at)
		   ? STATE_UNKNOWN
		   : state;
}

static enum device_state
after_event(const struct device *device, const struct event *event,
    const struct assessment *so_far)
{
	enum device_state state = so_far->state;
	bool answered =
	    event->kind == EVENT_SUCCESS || event->kind == EVENT_REFUSED;

	if (event->status == STATUS_WIPE_WAITS)
		return is_wipe(state) ? state : STATE_WIPE_REQUESTED;
	if (is_wipe(state) && event->kind == EVENT_SUCCESS)
		return after_return(device, event, so_far);
	if (state == STATE_UNKNOWN && device->forgotten == 0 && answered &&
	    event_without_key(event))
		return STATE_NOT_PROVISIONED;
	if ((state == STATE_NOT_PROVISIONED ||
		state == STATE_NOT_ACKNOWLEDGED) &&
	    event->kind == EVENT_SUCCESS && event_with_key(event) &&
	    !key_known(device, event->policy_key, event->at))
		return STATE_UNKNOWN;
	return state;
}

static enum access_state
access_by(unsigned status, unsigned http_status, enum access_state access)
{
	if (http_status == 403)
		return ACCESS_BLOCKED;
	switch (status) {
	case 126:
	case 129:
	case 130:
	case 131:
	case 139: /* the policy has to be applied in full */
	case 145: /* … and by nobody else */
	case 177: /* too many devices */
		return ACCESS_BLOCKED;
	default:
		return access;
	}
}

static void
set_state(struct assessment *assessment, enum device_state state)
{
	if (!is_wipe(assessment->state))
		assessment->before_wipe = assessment->state;
	assessment->state = state;
}

static void
take_event(const struct device *device, const struct event *event,
    struct assessment *assessment)
{
	set_state(assessment, after_event(device, event, assessment));
	assessment->access = event->kind == EVENT_SUCCESS
				 ? ACCESS_ALLOWED
				 : access_by(event->status, event->http_status,
				       assessment->access);
	/* Served under a key that no exchange gave: its giving was missed. */
	if (event->kind == EVENT_SUCCESS && event_with_key(event) &&
	    !key_known(device, event->policy_key, event->at))
		assessment->policy_key = text_trim(event->policy_key);
}

static void
take_provision(const struct device *device, const struct provision_entry *entry,
    struct assessment *assessment)
{
	static const enum application_status applications[] = {
	    [STATE_UNKNOWN] = APPLICATION_UNKNOWN,
	    [STATE_FULL] = APPLICATION_IN_FULL,
	    [STATE_PARTIAL] = APPLICATION_PARTIALLY,
	    [STATE_NOT_APPLIED] = APPLICATION_NOT_APPLIED,
	    [STATE_EXTERNAL] = APPLICATION_EXTERNALLY,
	};
	enum device_state claim = provision_claim(entry);
	bool answers = acknowledges(entry, assessment->state);

	set_state(
	    assessment, after_provision(device, entry, assessment->state));
	assessment->access = access_by(status_number(entry->response_status),
	    entry->http_status, assessment->access);
	if (answers)
		assessment->application = applications[claim];
	if (answers && entry->response_whole && !provision_refused(entry) &&
	    text_filled(entry->response_policy_key))
		assessment->policy_key = text_trim(entry->response_policy_key);
	if (entry->policy != NULL)
		assessment->policy = entry->policy;
}

void
state_conclude(const struct device *device, struct assessment *assessment)
{
	uint32_t p = 0;
	uint32_t e = 0;

	while (p < device->provision_count || e < device->event_count) {
		bool provision =
		    e == device->event_count ||
		    (p < device->provision_count &&
			moment_compare(provision_at(&device->provisions[p]),
			    device->events[e].at) <= 0);

		if (provision)
			take_provision(
			    device, &device->provisions[p++], assessment);
		else
			take_event(device, &device->events[e++], assessment);
	}
	/* Requests without a key whose answers were not seen. */
	if (assessment->state == STATE_UNKNOWN && device->sent_no_key &&
	    !device->sent_a_key && device->provision_count == 0 &&
	    device->forgotten == 0)
		assessment->state = STATE_NOT_PROVISIONED;
}
