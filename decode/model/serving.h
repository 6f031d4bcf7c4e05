/*
 * A policy to be served to a device to find something out: a few demands are
 * tried, what is known to be obeyed stays, all else is loosened. Settings that
 * depend on others are served together with them, since a password rule tries
 * nothing while no password is demanded.
 */
#ifndef EASLENS_MODEL_SERVING_H
#define EASLENS_MODEL_SERVING_H

#include "decode/model/inference.h"

/* What becomes of a setting of the policy that it starts from. */
#define SERVED_CHANGES(X)                                                      \
	X(SERVED_AS_IT_IS, "kept")                                             \
	X(SERVED_LOOSENED, "loosened")                                         \
	X(SERVED_LEFT_OUT, "left out")                                         \
	X(SERVED_SET, "set")

enum served_change {
#define X(symbol, name) symbol,
	SERVED_CHANGES(X)
#undef X
};

const char *served_change_name(enum served_change);

struct served {
	enum setting setting;
	struct text name;
	struct text value;                 /* to serve; of a list: not seen */
	const struct policy_entry *list;   /* whose items to serve, or NULL */
	const struct policy_entry *before; /* NULL: was not there */
	enum served_change change;
	uint32_t verdict; /* index; NO_DEMAND: demands nothing, or new */
	bool tried;       /* its answer tells something */
	bool planned;     /* chosen, not left over from before */
};

struct serving {
	const struct inference *inference;
	const struct catalogue *catalogue;
	const struct policy *base;
	uint32_t count, room;
	struct served *settings;
	uint32_t tried; /* how many */
};

/* An empty plan that starts from a policy; serving_done() gives its memory
 * back. */
struct serving serving_from(const struct inference *, const struct catalogue *,
    const struct policy *base);
void serving_done(struct serving *);

/* Plans to try the demand of a verdict, with what it depends on. False: it
 * cannot be tried, because something it needs is known to fail, or does not
 * go together with what is planned; then nothing is changed. */
bool serving_try(struct serving *, uint32_t verdict);

/* Completes the plan with the settings of the policy it starts from. */
void serving_complete(struct serving *);

/* A served setting as an entry of a policy, borrowed from the plan. */
struct policy_entry served_entry(const struct served *);

/* The policy as a document, borrowed from the builder. */
const struct policy *serving_policy(
    const struct serving *, struct policy_builder *);

#endif
