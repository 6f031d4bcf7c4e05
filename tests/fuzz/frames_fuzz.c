/*
 * Frames of any link type through the whole chain into the reports.
 *
 *   link type 1 (0x80: watched), then frames:
 *   time step 1 (as a power of two) | bytes not captured 1 | length 2, bytes
 */
#include "decode/frame.h"
#include "tests/fuzz/chain.h"
#include "tests/fuzz/fuzz.h"

/* Nanoseconds; about five hours, more than any flow may be idle. */
#define STEP_BITS 45u
#define LINKS (LINK_IEEE802_11_RADIO + 1)

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct cursor input = cursor_over(bytes, length);
	uint8_t kind = cursor_u8(&input);
	enum link_type link = (enum link_type)((kind & 0x7f) % LINKS);
	struct chain *chain = chain_new((kind & 0x80) != 0);

	while (input.left > 0) {
		int64_t after = (int64_t)1 << cursor_u8(&input) % STEP_BITS;
		uint8_t missing = cursor_u8(&input);
		struct cursor frame = fuzz_record(&input);

		chain_frame(chain, link, frame.at, (uint32_t)frame.left,
		    missing, after);
	}
	chain_end(chain);
	return 0;
}
