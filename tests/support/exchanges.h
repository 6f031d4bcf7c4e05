/*
 * Exchanges made by hand for tests of the model: each begins whole and usual,
 * and a test changes what it is about before telling it to a ledger.
 */
#ifndef EASLENS_TESTS_EXCHANGES_H
#define EASLENS_TESTS_EXCHANGES_H

#include "decode/model/assess.h"
#include "decode/model/ledger.h"

struct exchange {
	struct observation seen;
	struct provision_seen body; /* of a Provision exchange */
};

/* A command of device "D1" of "anna", asked at `second` in frame 10 * second,
 * answered half a second later in the frame after it. */
struct exchange command_at(
    int second, enum command, const char *key, unsigned http_status);

/* The steps of provisioning; a NULL text is not seen. */
struct exchange download_at(
    int second, const char *temporary_key, const struct policy *);
struct exchange acknowledge_at(int second, const char *temporary_key,
    const char *status, const char *final_key);
struct exchange wipe_acknowledge_at(int second, const char *status);
struct exchange options_at(int second, const char *agent);

/* The answer is unseen, or its end is. */
void lose_answer(struct exchange *);

void tell(struct ledger *, struct exchange);

/* A policy with this minimum length, borrowed for the next three calls. */
const struct policy *policy_of_length(const char *length);

/* The finding of that code; NULL where there is none. */
const struct finding *finding_of(const struct findings *, enum finding_code);

#endif
