/*
 * A device as a JSON object, the same in the report and in the list of
 * devices; and findings, of devices and of the capture.
 */
#ifndef EASLENS_UI_JSON_DEVICE_H
#define EASLENS_UI_JSON_DEVICE_H

#include "decode/model/assess.h"
#include "decode/model/ledger.h"
#include "ui/json.h"
#include "ui/rendered.h"

/* For rendered_new(): the settings of a policy as a JSON object. */
rendered_make json_render_settings;

/* Puts a device; `settings` holds policies by their address. */
void json_put_device(struct json *, const struct device *,
    struct rendered *settings, enum json_layout);

/* Puts a policy's id, settings and what was sent twice. */
void json_put_policy(
    struct json *, const struct policy *, struct rendered *settings);

void json_put_findings(struct json *, const struct findings *);

#endif
