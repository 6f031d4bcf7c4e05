/*
 * The keys of the view, pressed on a ledger: every screen must be harmless.
 *
 *   rows 1, columns 1, then a byte a key: a control code is a key's name of the
 *   list in pressing.c, anything else itself
 */
#ifndef EASLENS_TESTS_FUZZ_PRESSING_H
#define EASLENS_TESTS_FUZZ_PRESSING_H

#include "decode/bytes.h"
#include "decode/model/ledger.h"

/* Once, before: goes where nothing can be saved, a folder that is gone. */
void pressing_leaves_the_folder(void);

void pressing(const struct ledger *, struct cursor keys);

#endif
