/*
 * Policy documents that were read before, see documents.h.
 */
#include "decode/documents.h"

#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/model/memory.h"

/* The WBXML token that closes an element. */
#define END 0x01

struct known_document {
	uint32_t length;
	uint8_t bytes[LIMIT_KNOWN_DOCUMENT];
	struct policy_builder *builder;
	const struct policy *policy; /* NULL: an unused place */
};

struct documents {
	unsigned added;
	struct known_document known[LIMIT_KNOWN_DOCUMENTS];
};

struct documents *
documents_new(void)
{
	return memory_get(1, sizeof(struct documents));
}

void
documents_free(struct documents *documents)
{
	if (documents == NULL)
		return;
	for (unsigned i = 0; i < LIMIT_KNOWN_DOCUMENTS; i++)
		policy_builder_free(documents->known[i].builder);
	free(documents);
}

const struct policy *
documents_find(
    const struct documents *documents, struct text ahead, size_t *length)
{
	for (unsigned i = 0; i < LIMIT_KNOWN_DOCUMENTS; i++) {
		const struct known_document *known = &documents->known[i];

		if (known->policy == NULL || known->length >= ahead.length ||
		    (uint8_t)ahead.bytes[known->length] != END ||
		    memcmp(known->bytes, ahead.bytes, known->length) != 0)
			continue;
		*length = known->length;
		return known->policy;
	}
	return NULL;
}

static const struct policy *
copy_policy(struct policy_builder *builder, const struct policy *policy)
{
	bool fits = true;

	policy_begin(builder, policy->form);
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];

		if (entry->repeated)
			return NULL;
		if (!entry->is_list)
			fits &= policy_add(
			    builder, entry->setting, entry->name, entry->value);
		else
			fits &= policy_add_list(
			    builder, entry->setting, entry->name);
		for (uint32_t k = 0; k < entry->item_count; k++)
			fits &= policy_add_item(builder, entry->items[k]);
	}
	return fits ? policy_built(builder, true) : NULL;
}

void
documents_add(struct documents *documents, struct text content,
    const struct policy *policy)
{
	struct known_document *known =
	    &documents->known[documents->added % LIMIT_KNOWN_DOCUMENTS];

	if (content.length == 0 || content.length > LIMIT_KNOWN_DOCUMENT)
		return;
	documents->added++;
	if (known->builder == NULL)
		known->builder = policy_builder_new();
	memcpy(known->bytes, content.bytes, content.length);
	known->length = content.length;
	known->policy = copy_policy(known->builder, policy);
}
