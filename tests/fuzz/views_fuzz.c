/*
 * What hostile frames leave in the ledger, in the view and in the outputs that
 * reason about it.
 *
 *   keys, a record: see pressing.h; then as chain_of_frames() has it
 */
#include "tests/fuzz/chain.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/pressing.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	pressing_leaves_the_folder();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct cursor input = cursor_over(bytes, length);
	struct cursor keys = fuzz_record(&input);
	struct chain *chain = chain_of_frames(input, true);
	const struct ledger *ledger = chain_finish(chain);

	chain_look_at_command(ledger, WORD_POLICY);
	chain_look_at_command(ledger, WORD_INFER);
	pressing(ledger, keys);
	chain_free(chain);
	return 0;
}
