/*
 * Link types, see links.h. Raw IP has had several, by system and by file.
 */
#include "capture/links.h"

static const struct {
	int value;
	enum link_type link;
} links[LINKS_COUNT] = {
    /* clang-format off */
	{ 0, LINK_NULL },
	{ 1, LINK_ETHERNET },
	{ 12, LINK_RAW },
	{ 14, LINK_RAW },
	{ 101, LINK_RAW },
	{ 105, LINK_IEEE802_11 },
	{ 108, LINK_LOOP },
	{ 113, LINK_LINUX_SLL },
	{ 127, LINK_IEEE802_11_RADIO },
	{ 228, LINK_IPV4 },
	{ 229, LINK_IPV6 },
	{ 276, LINK_LINUX_SLL2 },
    /* clang-format on */
};

size_t
links_find(int value)
{
	size_t row = 0;

	while (row < LINKS_COUNT && links[row].value != value)
		row++;
	return row;
}

int
links_value(size_t row)
{
	return links[row].value;
}

enum link_type
links_type(size_t row)
{
	return row < LINKS_COUNT ? links[row].link : LINK_UNSUPPORTED;
}
