/*
 * Where devices and the document of their platform disagree, see
 * disagreements.h.
 */
#include "decode/model/disagreements.h"

#include <stdlib.h>

#include "decode/model/assess.h"
#include "decode/model/history.h"
#include "decode/model/memory.h"

static bool
disagrees(enum profile profile, const struct round *round)
{
	struct profile_verdict verdict = profile_judge(profile, round->policy);

	if (round->outcome == STATE_FULL)
		return verdict.sure_no > 0;
	return round->policy->complete && profile_promises(&verdict);
}

static void
add(struct disagreements *all, const struct device *device,
    const struct round *round)
{
	if (all->count == all->room) {
		all->room = all->room * 2 + 8;
		all->items =
		    memory_grow(all->items, all->room, sizeof(*all->items));
	}
	all->items[all->count++] = (struct disagreement){
	    .device = device,
	    .policy = round->policy,
	    .at = provision_at(round->ack),
	    .full = round->outcome == STATE_FULL,
	};
}

static void
compare_device(struct disagreements *all, enum profile profile,
    const struct device *device)
{
	struct assessment *assessment = assess_device(device);

	for (uint32_t i = 0; i < assessment->round_count; i++) {
		const struct round *round = &assessment->rounds[i];

		if (round->policy == NULL || round->ack == NULL ||
		    (round->outcome != STATE_FULL &&
			round->outcome != STATE_PARTIAL))
			continue;
		all->rounds++;
		if (disagrees(profile, round))
			add(all, device, round);
	}
	assessment_free(assessment);
}

void
disagreements_collect(struct disagreements *all, const struct ledger *ledger,
    enum profile profile)
{
	for (size_t i = 0; i < ledger_device_count(ledger); i++) {
		const struct device *device = ledger_device(ledger, i);

		if (!profile_matches(profile, device))
			continue;
		all->devices++;
		compare_device(all, profile, device);
	}
}

void
disagreements_done(struct disagreements *all)
{
	free(all->items);
	*all = (struct disagreements){.count = 0};
}
