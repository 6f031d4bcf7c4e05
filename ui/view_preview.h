/*
 * The pane below the list of devices: what is known of the one under the
 * cursor, in words.
 */
#ifndef EASLENS_UI_VIEW_PREVIEW_H
#define EASLENS_UI_VIEW_PREVIEW_H

#include "ui/reasoned.h"
#include "ui/view.h"

/* Draws into `rows` rows from `top` on, a rule with the name first. What is
 * inferred of the device is kept in `reasoned` until the next time. */
void view_preview(struct canvas *, unsigned top, unsigned rows,
    const struct device *, struct reasoned *);

#endif
