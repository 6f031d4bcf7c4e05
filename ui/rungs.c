/*
 * What the ladder says of one message, see rungs.h (MS-ASPROV 3.1.5.1,
 * MS-ASCMD 2.2.2).
 */
#include "ui/rungs.h"

#include <stdio.h>
#include <string.h>

#include "decode/model/history.h"
#include "decode/model/rounds.h"
#include "decode/model/status.h"
#include "ui/view_words.h"

/* Status codes from here on mean the same everywhere (MS-ASCMD 2.2.2). */
#define FIRST_COMMON 101u
#define STATUS_WIPE_WAITS 140u

/* What a device says of the policy; STYLE_NORMAL: all is well, or nothing. */
static enum style
claim_style(const struct exchange_entry *e)
{
	enum device_state claim = provision_claim(&e->said);

	if (claim == STATE_FULL || claim == STATE_UNKNOWN)
		return STYLE_NORMAL;
	return view_state_style(view_state_of(claim));
}

static const char *
claim_meaning(enum device_state claim)
{
	switch ((unsigned)claim) {
	case STATE_FULL:
		return "applied in full";
	case STATE_PARTIAL:
		return "applied in part";
	case STATE_NOT_APPLIED:
		return "not applied";
	case STATE_EXTERNAL:
		return "managed by others";
	default:
		return "";
	}
}

static const char *
request_meaning(const struct exchange_entry *e)
{
	if (e->is_options)
		return "what can you do?";
	if (e->command != COMMAND_PROVISION)
		return "";
	switch (e->said.phase) {
	case PHASE_DOWNLOAD:
		return "which policy?";
	case PHASE_ACKNOWLEDGE:
		return claim_meaning(provision_claim(&e->said));
	case PHASE_WIPE_ACKNOWLEDGE:
		return "how the wipe went";
	case PHASE_WIPE_INQUIRY:
		return "am I to be wiped?";
	case PHASE_OTHER:
		break;
	}
	return "";
}

static const char *
response_meaning(const struct exchange_entry *e)
{
	unsigned http_status = e->said.http_status;
	const char *lack = answer_lack(
	    e->command, http_status, (enum answer_body)e->said.answer);

	if (e->said.response.frame == 0)
		return "not captured";
	if (asks_to_provision(http_status, e->status))
		return "provision first";
	if (e->status == STATUS_WIPE_WAITS)
		return "a wipe waits";
	if (http_status == 401)
		return "who are you?";
	if (*lack != '\0' && e->status < FIRST_COMMON)
		return lack;
	if (provision_refused(&e->said))
		return "not accepted";
	if (http_status >= 400)
		return "refused";
	if (e->status >= FIRST_COMMON)
		return status_name(STATUS_COMMON, e->status);
	if (e->said.policy != NULL)
		return "a policy to try";
	if (e->said.phase == PHASE_ACKNOWLEDGE &&
	    text_filled(e->said.response_policy_key))
		return "accepted";
	if (!e->response_complete)
		return "not seen whole";
	return "";
}

static void
fill_request(const struct exchange_entry *e, struct rung *rung)
{
	size_t used;

	*rung = (struct rung){.at = e->said.request,
	    .arrow = e->request_complete ? '-' : '.',
	    .style = claim_style(e),
	    .meaning = request_meaning(e)};
	if (rung->style != STYLE_NORMAL)
		rung->arrow = '~';
	if (e->said.request.frame == 0) {
		rung->arrow = '?';
		rung->style = STYLE_QUIET;
		(void)snprintf(
		    rung->text, sizeof(rung->text), "request not captured");
		return;
	}
	(void)snprintf(rung->text, sizeof(rung->text), "%s %s",
	    e->is_options ? "OPTIONS" : "POST",
	    e->is_options ? "" : command_name(e->command));
	used = strlen(rung->text);
	if (text_seen(e->said.ack_status))
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  Status %.*s", (int)e->said.ack_status.length,
		    e->said.ack_status.bytes);
	used = strlen(rung->text);
	if (text_seen(e->policy_key))
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  key %.*s", (int)e->policy_key.length,
		    e->policy_key.bytes);
}

static void
fill_response(const struct exchange_entry *e, struct rung *rung)
{
	const struct policy *policy = e->said.policy;
	bool refused = e->said.http_status >= 400 ||
		       e->status >= FIRST_COMMON || provision_refused(&e->said);
	size_t used;

	*rung = (struct rung){.at = e->said.response,
	    .to_device = true,
	    .arrow = e->response_complete ? '-' : '.',
	    .style = refused ? STYLE_WARNING : STYLE_NORMAL,
	    .meaning = response_meaning(e)};
	if (refused)
		rung->arrow = '=';
	if (e->said.response.frame == 0) {
		rung->arrow = '?';
		rung->style = STYLE_QUIET;
		return;
	}
	(void)snprintf(
	    rung->text, sizeof(rung->text), "%u", e->said.http_status);
	used = strlen(rung->text);
	if (e->status != 0)
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  Status %u", e->status);
	used = strlen(rung->text);
	if (policy != NULL)
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  policy %.8s",
		    policy->id[0] != '\0' ? policy->id : "cut");
	used = strlen(rung->text);
	if (text_filled(e->said.response_policy_key))
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  key %.*s", (int)e->said.response_policy_key.length,
		    e->said.response_policy_key.bytes);
}

/* Bytes are missing before this exchange: who knows what they said. */
static void
fill_gap(struct rung *rung)
{
	*rung = (struct rung){.arrow = '?',
	    .style = STYLE_QUIET,
	    .meaning = "gap in the capture"};
	(void)snprintf(rung->text, sizeof(rung->text),
	    "bytes of this connection are missing");
}

void
rung_fill(
    const struct exchange_entry *e, enum rung_kind kind, struct rung *rung)
{
	if (kind == RUNG_GAP)
		fill_gap(rung);
	else if (kind == RUNG_REQUEST)
		fill_request(e, rung);
	else
		fill_response(e, rung);
}
