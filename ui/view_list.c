/*
 * Cursor and search of lists, see view_list.h.
 */
#include "ui/view_list.h"

#include <string.h>

void
view_list_fit(struct view_list *list, size_t count, size_t page)
{
	list->count = count;
	list->page = page > 0 ? page : 1;
	if (list->cursor >= count)
		list->cursor = count > 0 ? count - 1 : 0;
	if (list->offset > list->cursor)
		list->offset = list->cursor;
	if (list->cursor - list->offset >= list->page)
		list->offset = list->cursor - list->page + 1;
	/* No empty rows below the last while there are some above. */
	if (count < list->page)
		list->offset = 0;
	else if (list->offset > count - list->page)
		list->offset = count - list->page;
}

size_t
view_list_end(const struct view_list *list)
{
	size_t left = list->count - list->offset;

	return list->offset + (left < list->page ? left : list->page);
}

static void
move_up(struct view_list *list, size_t rows)
{
	list->cursor -= rows < list->cursor ? rows : list->cursor;
}

static void
move_down(struct view_list *list, size_t rows)
{
	size_t left = list->count - list->cursor;

	if (list->count > 0)
		list->cursor += rows < left ? rows : left - 1;
}

bool
view_list_move(struct view_list *list, enum request request)
{
	if (request == REQUEST_UP)
		move_up(list, 1);
	else if (request == REQUEST_DOWN)
		move_down(list, 1);
	else if (request == REQUEST_PAGE_UP)
		move_up(list, list->page);
	else if (request == REQUEST_PAGE_DOWN)
		move_down(list, list->page);
	else if (request == REQUEST_TOP)
		list->cursor = 0;
	else if (request == REQUEST_BOTTOM)
		move_down(list, list->count);
	else
		return false;
	view_list_fit(list, list->count, list->page);
	return true;
}

static char
folded(char byte)
{
	if (byte >= 'A' && byte <= 'Z')
		return (char)(byte - 'A' + 'a');
	return byte;
}

static bool
begins(const char *bytes, struct text part)
{
	for (uint32_t i = 0; i < part.length; i++) {
		if (folded(bytes[i]) != folded(part.bytes[i]))
			return false;
	}
	return true;
}

bool
view_holds(struct text text, struct text part)
{
	if (!text_seen(text) || part.length > text.length)
		return false;
	for (uint32_t i = 0; i <= text.length - part.length; i++) {
		if (begins(text.bytes + i, part))
			return true;
	}
	return false;
}

void
view_type(struct view_typed *typed, struct text text)
{
	typed->length = text.length < VIEW_TYPED ? text.length : VIEW_TYPED;
	if (typed->length > 0)
		memcpy(typed->bytes, text.bytes, typed->length);
}

struct text
view_typed(const struct view_typed *typed)
{
	return text_over(typed->bytes, typed->length);
}

bool
view_list_search(struct view_list *list, struct view_search *search,
    enum request request, struct text argument,
    bool (*holds)(const void *context, size_t row, struct text wanted),
    const void *context)
{
	struct text wanted;

	if (request == REQUEST_SEARCH)
		view_type(&search->wanted, argument);
	else if (request != REQUEST_NEXT && request != REQUEST_PREVIOUS)
		return false;
	wanted = view_typed(&search->wanted);
	search->missed = false;
	if (wanted.length == 0)
		return true;
	for (size_t i = 1; i <= list->count; i++) {
		size_t step = request == REQUEST_PREVIOUS ? list->count - i : i;
		size_t row = (list->cursor + step) % list->count;

		if (holds(context, row, wanted)) {
			list->cursor = row;
			view_list_fit(list, list->count, list->page);
			return true;
		}
	}
	search->missed = true;
	return true;
}
