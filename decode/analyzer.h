/*
 * The whole chain: a frame in, observations into the ledger.
 *
 *   packet -> flow -> reassembly -> http -> activesync -> provision -> ledger
 */
#ifndef EASLENS_DECODE_ANALYZER_H
#define EASLENS_DECODE_ANALYZER_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/frame.h"
#include "decode/model/ledger.h"
#include "decode/model/observation.h"

struct analyzer;

/* Told of every EAS exchange, in the order in which they end. The observation
 * is borrowed for the time of the call. `exchange` may be NULL. */
struct analyzer_hooks {
	void (*exchange)(void *context, const struct observation *);
	void *context;
};

struct analyzer_settings {
	bool cross_check; /* read payloads through libwbxml as well */
	bool watch;       /* messages byte by byte, see ledger_watch() */
	/* Names become pseudonyms before anybody is told of them, messages
	 * are not kept; NULL: they stay. SIPHASH_KEY bytes. */
	const uint8_t *pseudonym_key;
};

/* How many Provision and Settings payloads were read twice, and with what
 * result; the first differences in words (printable ASCII). */
#define CROSS_CHECK_DIFFERENCES 32
struct cross_check {
	uint64_t compared, agreed, differed, refused, failed;
	uint32_t difference_count;
	char *differences[CROSS_CHECK_DIFFERENCES];
};

/* The ledger is borrowed and outlives the analyzer; hooks and settings are
 * copied. */
struct analyzer *analyzer_new(struct ledger *, const struct analyzer_hooks *,
    const struct analyzer_settings *);
void analyzer_free(struct analyzer *);

/* Takes the next frame. Frames of several inputs are one capture. False where
 * nothing in it was read beyond its headers: it need not be wiped. */
bool analyzer_frame(struct analyzer *, const struct frame *);

/* No frame has come up to this time (as frames have it): what waits behind a
 * loss is told. */
void analyzer_pass(struct analyzer *, int64_t now);

/* The end of all inputs: what waits is told as far as it was seen. */
void analyzer_finish(struct analyzer *);

/* Zeroes without cross_check; borrowed until analyzer_free(). */
const struct cross_check *analyzer_cross_check(const struct analyzer *);

#endif
