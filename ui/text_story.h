/*
 * The server's side of the story for people.
 */
#ifndef EASLENS_UI_TEXT_STORY_H
#define EASLENS_UI_TEXT_STORY_H

#include <stdio.h>

#include "decode/model/server_story.h"

/* A few lines for each server: what was seen of it, and in one line what was
 * not. */
void text_stories(FILE *, const struct server_stories *);

#endif
