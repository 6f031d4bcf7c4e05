/*
 * Where in a Provision or Settings document an element stands (MS-ASPROV
 * 2.2.2, MS-ASCMD 2.2.3.45).
 *
 * The same name means several things there; only the way from the root tells
 * them apart. So every open element has a scope, which follows from the scope
 * around it and its token. Elements that are of no interest, and all in them,
 * are SCOPE_NONE: the recovery password of a Settings request above all.
 */
#ifndef EASLENS_DECODE_SCOPE_H
#define EASLENS_DECODE_SCOPE_H

#include <stdint.h>

enum scope {
	SCOPE_NONE,
	SCOPE_BEFORE_PROVISION, /* outside of the root */
	SCOPE_BEFORE_SETTINGS,
	SCOPE_PROVISION,
	SCOPE_STATUS,
	SCOPE_POLICIES,
	SCOPE_POLICY,
	SCOPE_POLICY_TYPE,
	SCOPE_POLICY_KEY,
	SCOPE_POLICY_STATUS,
	SCOPE_DATA,     /* of a Policy: its document */
	SCOPE_DOCUMENT, /* EASProvisionDoc */
	SCOPE_SETTING,  /* any child of the document */
	SCOPE_ITEM,     /* any child of a setting */
	SCOPE_WIPE,
	SCOPE_WIPE_STATUS,
	SCOPE_ACCOUNT_WIPE,
	SCOPE_ACCOUNT_WIPE_STATUS,
	SCOPE_SETTINGS,
	SCOPE_INFORMATION,
	SCOPE_INFORMATION_SET,
	SCOPE_INFORMATION_FIELD, /* any child of Set */
	SCOPE_INFORMATION_STATUS,
};

/* The scope of an element inside another scope. */
enum scope scope_enter(enum scope from, uint8_t page, uint8_t token);

#endif
