/*
 * The whole chain for fuzz targets: frames into the analyzer, every exchange
 * and at the end the ledger into every output, which must be harmless.
 */
#ifndef EASLENS_TESTS_FUZZ_CHAIN_H
#define EASLENS_TESTS_FUZZ_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/bytes.h"
#include "decode/frame.h"
#include "decode/model/ledger.h"
#include "ui/options.h"

struct chain;

/* `watched`: messages are kept and shown byte by byte as well. */
struct chain *chain_new(bool watched);

/* The next frame, `after` nanoseconds behind the one before, of which the wire
 * had `missing` bytes more. */
void chain_frame(struct chain *, enum link_type, const uint8_t *bytes,
    uint32_t count, uint32_t missing, int64_t after);

/*
 * A chain that took frames of any link type:
 *
 *   link type 1 (0x80: watched), then frames:
 *   time step 1 (as a power of two) | bytes not captured 1 | length 2, bytes
 */
struct chain *chain_of_frames(struct cursor input, bool watched);

/* Ends the capture and looks at the outputs; its ledger is good until the
 * chain is freed. */
const struct ledger *chain_finish(struct chain *);
void chain_free(struct chain *);

/* What a command prints of it in each of its formats is harmless, too. */
void chain_look_at_command(const struct ledger *, enum command_word);

/* All of it. */
void chain_end(struct chain *);

#endif
