/*
 * The server's side of the story: what it does with devices that obey in part
 * or are managed by others, how often it wants unchanged policies confirmed,
 * and how it makes its keys (MS-ASPROV 3.1.5). Facts with where they were
 * seen; whether a server is strict is never in a policy, only in what it does.
 */
#ifndef EASLENS_MODEL_SERVER_STORY_H
#define EASLENS_MODEL_SERVER_STORY_H

#include "decode/model/assess.h"
#include "decode/model/limits.h"

/* Where something was seen: the first few places, and how often in all. */
struct sighting {
	const struct device *device;
	uint64_t frame;
	int64_t time;
};

struct sightings {
	uint32_t count;
	struct sighting items[LIMIT_STORY_SIGHTINGS];
};

/* What the server did with acknowledgements of one Status. */
struct treatment {
	struct sightings accepted; /* a final key came */
	struct sightings refused;  /* it was turned down */
	struct sightings
	    forbidden; /* of them: 139 after 2 and 3, 145 after 4 */
};

#define ATTITUDES(X)                                                           \
	X(ATTITUDE_NOT_SEEN, "not seen")                                       \
	X(ATTITUDE_LENIENT, "lenient")                                         \
	X(ATTITUDE_STRICT, "strict")                                           \
	X(ATTITUDE_BOTH, "sometimes strict")

enum attitude {
#define X(symbol, name) symbol,
	ATTITUDES(X)
#undef X
};

const char *attitude_name(enum attitude);
enum attitude treatment_attitude(const struct treatment *);

/* An unchanged policy offered again to a device that had accepted it. */
struct refreshes {
	struct sightings places;   /* the new offers */
	int64_t shortest, longest; /* since the acknowledgement, nanoseconds */
};

/* One key given to several devices. */
struct shared_key {
	struct text key;  /* the one given to most devices; not seen: none */
	uint32_t devices; /* that were given it */
	uint32_t rounds;
};

struct server_story {
	struct text server; /* "10.0.0.1:80"; not seen: of several servers */
	uint32_t devices, rounds;
	struct treatment partial;     /* after 2 */
	struct treatment not_applied; /* after 3 */
	struct treatment external;    /* after 4 */
	struct refreshes asked;       /* the server had sent it to provision */
	struct refreshes unasked;     /* it came on its own */
	struct sightings codeword_half, codeword_other; /* WAP documents whose
			   CodewordFrequency is half of DeviceWipeThreshold,
			   or another number */
	struct sightings same_key; /* the final key is the temporary one */
	struct sightings other_key;
	struct shared_key temporary, final;
};

struct server_stories {
	uint32_t count;
	struct server_story *items; /* by their first device */
};

/* Told device by device; story_end() gives what was told and frees the
 * teller. Devices must stay where they are until the stories are freed. */
struct teller;
struct teller *story_begin(void);
void story_take(struct teller *, const struct device *);
struct server_stories *story_end(struct teller *);

/* The story that a device is in, NULL where it provisioned nothing. */
const struct server_story *story_of_device(
    const struct server_stories *, const struct device *);

/* One story for each server; devices that spoke to several have one of their
 * own. Freed by server_stories_free(), good until the ledger changes. */
struct server_stories *server_stories_tell(const struct ledger *);
void server_stories_free(struct server_stories *);

#endif
