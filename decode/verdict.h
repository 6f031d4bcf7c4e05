/*
 * How reading something ended. Five different answers that are never mixed:
 * running out of captured bytes accuses the capture, malformed bytes accuse
 * the sender, unsupported is our own gap, and a limit is our own decision.
 */
#ifndef EASLENS_DECODE_VERDICT_H
#define EASLENS_DECODE_VERDICT_H

#define MUST_CHECK __attribute__((warn_unused_result))

#define VERDICTS(X)                                                            \
	X(VERDICT_OK, "ok")                                                    \
	X(VERDICT_SHORT, "short")                                              \
	X(VERDICT_MALFORMED, "malformed")                                      \
	X(VERDICT_UNSUPPORTED, "unsupported")                                  \
	X(VERDICT_LIMIT, "limit")

enum verdict {
#define X(symbol, name) symbol,
	VERDICTS(X)
#undef X
};

/* The verdict in a word, for reports and tests; never NULL. */
const char *verdict_name(enum verdict);

#endif
