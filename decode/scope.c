/*
 * Scopes as a table, see scope.h.
 */
#include "decode/scope.h"

#include <stddef.h>

#include "decode/codepages.h"

/* clang-format off */
static const struct step {
	enum scope from;
	uint8_t page, token;
	enum scope to;
} steps[] = {
	{ SCOPE_POLICY, PAGE_PROVISION, 0x08, SCOPE_POLICY_TYPE },
	{ SCOPE_POLICY, PAGE_PROVISION, 0x09, SCOPE_POLICY_KEY },
	{ SCOPE_POLICY, PAGE_PROVISION, 0x0b, SCOPE_POLICY_STATUS },
	{ SCOPE_POLICY, PAGE_PROVISION, 0x0a, SCOPE_DATA },
	{ SCOPE_DATA, PAGE_PROVISION, 0x0d, SCOPE_DOCUMENT },
	{ SCOPE_POLICIES, PAGE_PROVISION, 0x07, SCOPE_POLICY },
	{ SCOPE_PROVISION, PAGE_PROVISION, 0x0b, SCOPE_STATUS },
	{ SCOPE_PROVISION, PAGE_PROVISION, 0x06, SCOPE_POLICIES },
	{ SCOPE_PROVISION, PAGE_PROVISION, 0x0c, SCOPE_WIPE },
	{ SCOPE_PROVISION, PAGE_PROVISION, 0x3b, SCOPE_ACCOUNT_WIPE },
	{ SCOPE_PROVISION, PAGE_SETTINGS, 0x16, SCOPE_INFORMATION },
	{ SCOPE_BEFORE_PROVISION, PAGE_PROVISION, 0x05, SCOPE_PROVISION },
	{ SCOPE_BEFORE_SETTINGS, PAGE_SETTINGS, 0x05, SCOPE_SETTINGS },
	{ SCOPE_SETTINGS, PAGE_SETTINGS, 0x16, SCOPE_INFORMATION },
	{ SCOPE_INFORMATION, PAGE_SETTINGS, 0x08, SCOPE_INFORMATION_SET },
	{ SCOPE_INFORMATION, PAGE_SETTINGS, 0x06, SCOPE_INFORMATION_STATUS },
	{ SCOPE_WIPE, PAGE_PROVISION, 0x0b, SCOPE_WIPE_STATUS },
	{ SCOPE_ACCOUNT_WIPE, PAGE_PROVISION, 0x0b,
	    SCOPE_ACCOUNT_WIPE_STATUS },
};
/* clang-format on */

enum scope
scope_enter(enum scope from, uint8_t page, uint8_t token)
{
	if (from == SCOPE_DOCUMENT)
		return SCOPE_SETTING;
	if (from == SCOPE_SETTING)
		return SCOPE_ITEM;
	if (from == SCOPE_INFORMATION_SET)
		return SCOPE_INFORMATION_FIELD;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (steps[i].from == from && steps[i].token == token &&
		    steps[i].page == page)
			return steps[i].to;
	}
	return SCOPE_NONE;
}
