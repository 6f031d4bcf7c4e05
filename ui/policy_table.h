/*
 * The lines of a device's policy as a table to be saved.
 */
#ifndef EASLENS_UI_POLICY_TABLE_H
#define EASLENS_UI_POLICY_TABLE_H

#include "ui/policy_lines.h"
#include "ui/table.h"

/* A row for each setting, item of a list, round and finding; the first column
 * tells which, and what does not belong to it is left out. */
struct table *policy_table(const struct device *, const struct policy_lines *);

#endif
