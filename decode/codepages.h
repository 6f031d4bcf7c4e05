/*
 * The ActiveSync code pages (MS-ASWBXML 2.1.2.1): element names by page and
 * token, from one list. Legacy and unofficial tokens are marked as such.
 */
#ifndef EASLENS_DECODE_CODEPAGES_H
#define EASLENS_DECODE_CODEPAGES_H

#include <stdbool.h>
#include <stdint.h>

/* The pages of the documents that are read for their meaning, and those that
 * have passwords in them. */
enum {
	PAGE_PROVISION = 14,
	PAGE_SEARCH = 15,
	PAGE_SETTINGS = 18,
	PAGE_ITEM_OPERATIONS = 20,
};

struct codepage_element {
	const char *name;
	const char *first_version; /* "2.5", "12.1" …; "": of none */
	bool legacy;               /* not in MS-ASWBXML (any more) */
	const char *libwbxml_name; /* of 0.11.8, where it differs, or "" */
};

/* The element; NULL where the list has none. */
const struct codepage_element *codepage_element(uint8_t page, uint8_t token);

/* The page's namespace ("Provision"); NULL for an unknown page. */
const char *codepage_name(uint8_t page);

/* Whether an element holds bytes, whatever token carries them: libwbxml prints
 * them in base64. */
bool codepage_is_bytes(uint8_t page, uint8_t token);

#endif
