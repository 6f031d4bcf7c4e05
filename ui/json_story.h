/*
 * The server's side of the story as JSON: member "servers" of the schema
 * easlens.report/1, and of what is inferred.
 */
#ifndef EASLENS_UI_JSON_STORY_H
#define EASLENS_UI_JSON_STORY_H

#include "decode/model/server_story.h"
#include "ui/json.h"

/* An array of an object for each server, in which what was not seen has no
 * member. Places are frames, the first few of them. */
void json_put_stories(struct json *, const struct server_stories *);

#endif
