/*
 * What lists on the screen have in common: a cursor that stays in sight, and
 * a search for a text without regard to case.
 */
#ifndef EASLENS_UI_VIEW_LIST_H
#define EASLENS_UI_VIEW_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/model/text.h"
#include "ui/keys.h"

struct view_list {
	size_t count;  /* rows there are */
	size_t cursor; /* below count, 0 in an empty list */
	size_t offset; /* first row shown */
	size_t page;   /* rows shown */
};

/* Takes the size of list and page; cursor and offset follow. */
void view_list_fit(struct view_list *, size_t count, size_t page);

/* One more than the last row shown. */
size_t view_list_end(const struct view_list *);

/* Moves by a request; false for one that moves nothing. */
bool view_list_move(struct view_list *, enum request);

/* True where the text holds the other one. Not seen holds nothing. */
bool view_holds(struct text text, struct text part);

/* A text typed by the user. */
#define VIEW_TYPED 128
struct view_typed {
	char bytes[VIEW_TYPED];
	uint32_t length; /* 0: none */
};

void view_type(struct view_typed *, struct text);
struct text view_typed(const struct view_typed *);

struct view_search {
	struct view_typed wanted;
	bool missed; /* nothing holds it */
};

/* Searches by REQUEST_SEARCH, _NEXT or _PREVIOUS from the row after the
 * cursor, around the end; false for another request. */
bool view_list_search(struct view_list *, struct view_search *, enum request,
    struct text argument,
    bool (*holds)(const void *context, size_t row, struct text wanted),
    const void *context);

#endif
