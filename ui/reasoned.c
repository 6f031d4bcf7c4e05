/*
 * What is inferred of one device, see reasoned.h.
 */
#include "ui/reasoned.h"

#include "decode/model/history.h"

static bool
is_known(const struct reasoned *reasoned, const struct device *device)
{
	return reasoned->matrix != NULL && reasoned->device == device &&
	       reasoned->provisions == device->provision_count &&
	       reasoned->events == device->event_count &&
	       moment_compare(reasoned->heard, device->last_seen) == 0;
}

bool
reasoned_follow(struct reasoned *reasoned, const struct device *device)
{
	const struct inference *inference;

	if (is_known(reasoned, device))
		return false;
	reasoned_done(reasoned);
	reasoned->device = device;
	reasoned->provisions = device->provision_count;
	reasoned->events = device->event_count;
	reasoned->heard = device->last_seen;
	reasoned->matrix = matrix_of_device(device);
	inference = reasoned_inference(reasoned);
	if (inference != NULL)
		reasoned->suggestion =
		    suggest(inference, reasoned->matrix->catalogue);
	return true;
}

void
reasoned_done(struct reasoned *reasoned)
{
	suggestion_free(reasoned->suggestion);
	matrix_free(reasoned->matrix);
	*reasoned = (struct reasoned){.matrix = NULL};
}

const struct inference *
reasoned_inference(const struct reasoned *reasoned)
{
	if (reasoned->matrix->family_count == 0)
		return NULL;
	return reasoned->matrix->families[0].inference;
}

enum conclusion_kind
reasoned_verdict(const struct reasoned *reasoned, const struct policy *policy,
    const struct policy_entry *entry)
{
	const struct inference *inference = reasoned_inference(reasoned);

	if (inference == NULL)
		return policy_demands(policy, entry) ? CONCLUSION_OPEN
						     : CONCLUSION_INACTIVE;
	return inference_verdict_of(
	    inference, reasoned->matrix->catalogue, policy, entry)
	    ->kind;
}
