/*
 * What families of devices are found to support, as JSON: member "support" of
 * the schema easlens.report/1.
 */
#ifndef EASLENS_UI_JSON_SUPPORT_H
#define EASLENS_UI_JSON_SUPPORT_H

#include "decode/model/matrix.h"
#include "ui/json.h"

/* An array of one object for each family and setting with a value of which
 * something is known, with the rounds that it rests on. */
void json_put_support(
    struct json *, const struct ledger *, const struct matrix *);

/* Members of one trial, without braces around them. */
void json_put_trial(struct json *, const struct ledger *, const struct trial *);

/* A family as an object under `key`; only what is known of it. */
void json_put_family(struct json *, const char *key, const struct family *);

#endif
