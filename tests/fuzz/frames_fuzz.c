/*
 * Frames of any link type through the whole chain into the reports, see
 * chain_of_frames().
 */
#include "tests/fuzz/chain.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	chain_end(chain_of_frames(cursor_over(bytes, length), false));
	return 0;
}
