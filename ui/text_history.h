/*
 * What happened to a device, for people: rounds of provisioning in a table,
 * and wipes.
 */
#ifndef EASLENS_UI_TEXT_HISTORY_H
#define EASLENS_UI_TEXT_HISTORY_H

#include <stdio.h>

#include "decode/model/assess.h"

void text_history(FILE *, const struct device *, const struct assessment *);

#endif
