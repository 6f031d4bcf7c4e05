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

bool
codepage_is_bytes(uint8_t page, uint8_t token)
{
	/* clang-format off */
	static const struct {
		uint8_t page, token;
	} bytes[] = {
		{ 10, 0x1c },   /* ResolveRecipients Data */
		{ 15, 0x20 },   /* Search ConversationId */
		{ 16, 0x12 },   /* GAL Data */
		{ 17, 0x1f },   /* AirSyncBase Content */
		{ 20, 0x18 },   /* ItemOperations ConversationId */
		{ 21, 0x10 },   /* ComposeMail MIME */
		{ 22, 0x09 },   /* Email2 ConversationId */
		{ 22, 0x0a },   /* Email2 ConversationIndex */
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
		if (bytes[i].page == page && bytes[i].token == token)
			return true;
	}
	return false;
}
