/*
 * Lines of a device's policy, drawn: settings in columns, rounds, findings.
 */
#ifndef EASLENS_UI_POLICY_DRAW_H
#define EASLENS_UI_POLICY_DRAW_H

#include "ui/canvas.h"
#include "ui/policy_lines.h"
#include "ui/view_time.h"

/* Columns before the text of findings. */
#define FINDING_INDENT 4u

void policy_draw_headings(struct canvas *, unsigned row);
void policy_draw_line(struct canvas *, unsigned row,
    const struct policy_lines *, const struct policy_line *,
    const struct view_clock *);

#endif
