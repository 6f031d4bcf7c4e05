/*
 * Whose sequence numbers these are (RFC 9293 section 3.4): a connection's, or
 * those of a later one between the same ports, of which captures may lack the
 * handshake. New connections begin at numbers far from the old ones (RFC 6528).
 */
#ifndef EASLENS_DECODE_NUMBERS_H
#define EASLENS_DECODE_NUMBERS_H

#include <stdbool.h>

#include "decode/flow.h"
#include "decode/packet.h"
#include "decode/reassembly.h"

/* Notes the first numbers that a SYN, or the answer to one, tells. */
void numbers_note_syn(struct flow *, enum direction, const struct segment *);

/* Whether it is the answer to the SYN of the other side: it acknowledges that,
 * and maybe bytes that came with it. */
bool numbers_answer_syn(
    const struct flow *, enum direction, const struct segment *);

/* `directions` are those of the flow's conversation, NULL where it has none. */

/* Notes in the flow which bytes of a conversation that ends were delivered. */
void numbers_keep(struct flow *, const struct reassembly directions[2]);

/* Whether a reset stands just where its receiver wants it: one that stands
 * elsewhere is not obeyed (RFC 5961 section 3.2). */
bool numbers_fit_reset(const struct flow *, const struct reassembly *directions,
    enum direction, const struct segment *);

/* Whether neither number of a segment is near what is known of the flow. */
bool numbers_are_anothers(const struct flow *,
    const struct reassembly *directions, enum direction,
    const struct segment *);

#endif
