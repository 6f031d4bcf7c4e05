/*
 * Names of the verdicts.
 */
#include "decode/verdict.h"

const char *
verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
#define X(symbol, name) [symbol] = name,
	    VERDICTS(X)
#undef X
	};

	return names[verdict];
}
