/*
 * A policy for people: what it demands as a table, the rest in a paragraph.
 */
#ifndef EASLENS_UI_TEXT_POLICY_H
#define EASLENS_UI_TEXT_POLICY_H

#include "ui/rendered.h"

/* For rendered_new(): prints a const struct policy. */
rendered_make text_render_policy;

#endif
