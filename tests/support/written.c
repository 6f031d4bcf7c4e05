/*
 * Policy documents for tests, see written.h.
 */
#include "tests/support/written.h"

#include <string.h>

#include "tests/support/check.h"

#define DOCUMENTS 8

static void
add_items(struct policy_builder *builder, struct text items)
{
	while (items.length > 0) {
		const char *comma = memchr(items.bytes, ',', items.length);
		size_t length = comma != NULL ? (size_t)(comma - items.bytes)
					      : items.length;

		assert_true(
		    policy_add_item(builder, text_over(items.bytes, length)));
		items.bytes += length;
		items.length -= (uint32_t)length;
		if (items.length > 0) {
			items.bytes++;
			items.length--;
		}
	}
}

/* "name=value", "name:items" or "name". The name ends at the last ':' or the
 * first '=', so that "14:0x3c=5" is a value. */
static void
add_part(struct policy_builder *builder, struct text part)
{
	const char *mark = memchr(part.bytes, '=', part.length);
	struct text name = part;
	struct text rest = TEXT_NOT_SEEN;
	enum setting setting;

	if (mark == NULL)
		mark = memchr(part.bytes, ':', part.length);
	if (mark != NULL) {
		name.length = (uint32_t)(mark - part.bytes);
		rest = text_over(mark + 1, part.length - name.length - 1);
	}
	setting = setting_by_name(name);
	if (mark != NULL && *mark == ':') {
		assert_true(policy_add_list(builder, setting, name));
		add_items(builder, rest);
	} else {
		assert_true(policy_add(builder, setting, name, rest));
	}
}

const struct policy *
policy_written(const char *line)
{
	static struct policy_builder *builders[DOCUMENTS];
	static unsigned newest;
	struct policy_builder **builder;
	struct text part;
	size_t at = 0;
	bool complete = true;

	newest = (newest + 1) % DOCUMENTS;
	builder = &builders[newest];
	if (*builder == NULL)
		*builder = policy_builder_new();
	policy_begin(
	    *builder, strncmp(line, "wap|", 4) == 0 ? POLICY_WAP : POLICY_EAS);
	while (setting_next_part(line, &at, &part)) {
		if (text_is(part, "..."))
			complete = false;
		else if (!text_is(part, "wap"))
			add_part(*builder, part);
	}
	return policy_built(*builder, complete);
}
