/*
 * The whole chain for fuzz targets: frames into the analyzer, every exchange
 * and at the end the ledger into every output, which must be harmless.
 */
#ifndef EASLENS_TESTS_FUZZ_CHAIN_H
#define EASLENS_TESTS_FUZZ_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/frame.h"

struct chain;

/* `watched`: messages are kept and shown byte by byte as well. */
struct chain *chain_new(bool watched);

/* The next frame, `after` nanoseconds behind the one before, of which the wire
 * had `missing` bytes more. */
void chain_frame(struct chain *, enum link_type, const uint8_t *bytes,
    uint32_t count, uint32_t missing, int64_t after);

/* Ends the capture, looks at the outputs, frees everything. */
void chain_end(struct chain *);

#endif
