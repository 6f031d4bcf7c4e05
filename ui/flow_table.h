/*
 * The messages of a device as a table to be saved.
 */
#ifndef EASLENS_UI_FLOW_TABLE_H
#define EASLENS_UI_FLOW_TABLE_H

#include "decode/model/records.h"
#include "ui/table.h"

/* A row for each request and each response, and for bytes that are missing
 * before an exchange. */
struct table *flow_table(const struct device *);

#endif
