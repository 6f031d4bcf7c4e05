/*
 * A device for people, in a block of the text report; and findings.
 */
#ifndef EASLENS_UI_TEXT_DEVICE_H
#define EASLENS_UI_TEXT_DEVICE_H

#include <stdio.h>

#include "decode/model/assess.h"
#include "ui/rendered.h"

/* Prints the block; `policies` holds policies as text by their address. */
void text_device(FILE *, const struct device *, const struct assessment *,
    struct rendered *policies);

/* Prints findings, one paragraph each. */
void text_findings(FILE *, const struct findings *);

/* The state in a word, also where nothing is known. */
const char *text_state(enum device_state);

#endif
