/*
 * Lines on standard error. Names of files may hold anything, so they pass
 * through escape.h.
 */
#ifndef EASLENS_UI_COMPLAIN_H
#define EASLENS_UI_COMPLAIN_H

#include "decode/model/text.h"

/* "easlens: BEFORE: MESSAGE"; without `before` where that is empty. */
void complain(const char *before, const char *message);
void complain_text(struct text before, struct text message);

#endif
