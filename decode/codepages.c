/*
 * Code pages as a table by page and token (MS-ASWBXML 2.1.2.1), made from the
 * one list. Pages are 0 to 25, and 254 of an Outlook.com extension, which has
 * the row behind them.
 */
#include "decode/codepages.h"

#include <stddef.h>

enum {
	PAGE_LIVE = 254,
	ROW_LIVE = 26,
	ROWS = 27,
	TOKENS = 64,
};

#define ROW(page) ((page) == PAGE_LIVE ? ROW_LIVE : (page))

static const struct codepage_element elements[ROWS][TOKENS] = {
#define ELEMENT(page, token, name, first, legacy, libwbxml)                    \
	[ROW(page)][token] = {name, first, legacy, libwbxml},
#include "decode/codepages.def"
};

static const char *const names[ROWS] = {
#define CODEPAGE(page, name) [ROW(page)] = name,
#include "decode/codepages.def"
};

const struct codepage_element *
codepage_element(uint8_t page, uint8_t token)
{
	const struct codepage_element *element;

	if ((page >= ROW_LIVE && page != PAGE_LIVE) || token >= TOKENS)
		return NULL;
	element = &elements[ROW(page)][token];
	return element->name == NULL ? NULL : element;
}

const char *
codepage_name(uint8_t page)
{
	if (page >= ROW_LIVE && page != PAGE_LIVE)
		return NULL;
	return names[ROW(page)];
}
