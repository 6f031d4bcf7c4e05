/*
 * A policy document as values: which settings a server sent, in which order.
 *
 * A document is built once, entry by entry, and never changes after that. Two
 * documents with the same values are the same policy wherever and whenever
 * they were seen: the content id depends on names and values alone
 * (MS-ASPROV 2.2.2.28, and the WAP form of 2.2.2.24.2).
 */
#ifndef EASLENS_MODEL_POLICY_H
#define EASLENS_MODEL_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/settings.h"
#include "decode/model/text.h"

enum policy_form {
	POLICY_EAS, /* MS-EAS-Provisioning-WBXML, 12.0 and later */
	POLICY_WAP, /* MS-WAP-Provisioning-XML, 2.5 */
};

/*
 * Hexadecimal digits of a content id, and its final NUL. The id is the same on
 * every machine and in every version of the program: people and scripts keep
 * it. It is made of form, names and values; settings and the items of a list
 * count in whatever order they came, a setting sent twice by its last value.
 */
#define POLICY_ID 17

/*
 * One setting as the wire carried it. `value` is not seen where a cut hid it,
 * and empty where the element was there without a value. A list has `items`
 * instead of a value (none for an empty list).
 */
struct policy_entry {
	struct text name;     /* element; "14:0x3c" when unknown */
	enum setting setting; /* SETTING_UNKNOWN when unknown */
	struct text value;
	bool is_list;
	bool repeated; /* sent more than once: last value */
	uint32_t item_count;
	const struct text *items;
};

struct policy {
	enum policy_form form;
	bool complete;      /* the document was read to its end */
	char id[POLICY_ID]; /* of complete documents, else "" */
	uint32_t entry_count;
	const struct policy_entry *entries; /* in wire order */
};

struct policy_builder;

/* A builder on the heap; ends the program when memory is exhausted. */
struct policy_builder *policy_builder_new(void);
void policy_builder_free(struct policy_builder *);

/* Begins a new document; what was built before is gone, and the policy that
 * policy_built() gave for it. */
void policy_begin(struct policy_builder *, enum policy_form);

/* Adds a setting with its value, copied. A name that is there already gets
 * the new value and is marked as repeated. False: the limit was reached. */
bool policy_add(
    struct policy_builder *, enum setting, struct text name, struct text value);

/* Adds an empty list, or begins an existing one anew; then items to the list
 * begun last. False: the limit was reached. */
bool policy_add_list(struct policy_builder *, enum setting, struct text name);
bool policy_add_item(struct policy_builder *, struct text item);

/* Ends the document and gives it, borrowed until the next policy_begin() or
 * policy_builder_free(). */
const struct policy *policy_built(struct policy_builder *, bool complete);

/* The entry of that name; NULL where there is none. */
const struct policy_entry *policy_find(const struct policy *, struct text name);

/* Equal form, completeness, entries and order. */
bool policy_equal(const struct policy *, const struct policy *);

#endif
