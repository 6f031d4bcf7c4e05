/*
 * Profiles: what a platform is documented to do with the settings of a policy.
 * The table is profiles.def; here are its kinds of answers, and what they mean
 * for a policy that is to be given to such a device (MS-ASPROV 3.1.5.1.1: a
 * device that cannot apply all of it acknowledges in part).
 *
 * A document is no observation. What it does not name is unknown, and never
 * counts as something that the platform lacks.
 */
#ifndef EASLENS_MODEL_PROFILES_H
#define EASLENS_MODEL_PROFILES_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/demand.h"
#include "decode/model/records.h"

/* X(symbol, letter in the table, name, words), the worst first */
#define SUPPORTS(X)                                                            \
	X(SUPPORT_NO, 'N', "cannot", "cannot apply")                           \
	X(SUPPORT_IN_PART, 'P', "in part", "applies in part")                  \
	X(SUPPORT_UNKNOWN, '.', "not documented",                              \
	    "not documented for it, so unknown")                               \
	X(SUPPORT_IGNORED, 'I', "ignored",                                     \
	    "reads and ignores, yet acknowledges")                             \
	X(SUPPORT_OUTSIDE, 'O', "outside",                                     \
	    "not in its policy engine; counts as obeyed")                      \
	X(SUPPORT_ASSUMED, 'A', "assumed", "can apply, by assumption")         \
	X(SUPPORT_MET, 'M', "met", "has no such feature, so the ban is met")   \
	X(SUPPORT_YES, 'Y', "can", "can apply")

enum support {
#define X(symbol, letter, name, words) symbol,
	SUPPORTS(X)
#undef X
	SUPPORT_COUNT
};

enum profile {
#define PROFILE(symbol, ...) PROFILE_##symbol,
#include "decode/model/profiles.def"
#undef PROFILE
	PROFILE_COUNT /* none */
};

struct profile_info {
	const char *name;     /* as the user writes it */
	const char *platform; /* as its maker calls it */
	const char *agents;   /* see profile_matches(); "": not known */
	const char *shows;    /* when it is refused; "": not documented */
	const char *basis;    /* how well it is founded */
};

const char *support_name(enum support);
const char *support_words(enum support);

const struct profile_info *profile_info(enum profile);

/* By its name; PROFILE_COUNT where there is none like it. */
enum profile profile_by_name(const char *name);

/* What the platform is documented to do with a setting, and a remark on that,
 * "" for none. An unknown setting is not documented. */
enum support profile_support(enum profile, enum setting);
const char *profile_note(enum profile, enum setting);

/* Whether every user agent of a device, and there is one, is of the platform.
 * A device that was updated from one platform to another is of neither. */
bool profile_matches(enum profile, const struct device *);

/* The settings of a policy that demand something, in doubt too, by what the
 * platform does with them. A cut policy may have more of each. */
struct profile_verdict {
	uint32_t counts[SUPPORT_COUNT];
	uint32_t demands; /* all of them */
	uint32_t sure_no; /* of SUPPORT_NO, those that demand without doubt */
};

struct profile_verdict profile_judge(enum profile, const struct policy *);

/* Whether the document says of every demand that a device acknowledges it as
 * applied. An assumption is no document, and neither is silence. */
bool profile_promises(const struct profile_verdict *);

#endif
