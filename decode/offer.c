/*
 * Policy elements into documents, see offer.h.
 *
 * Data is of one form or the other, which its first content decides:
 *
 *   IDLE --EASProvisionDoc--------> EAS --its end--> EAS_ENDED --end of Data-->
 *   IDLE --the same as before-----> KNOWN ----------------------end of Data-->
 *   IDLE --text-------------------> WAP ------------------------end of Data-->
 */
#include "decode/offer.h"

#include <stdlib.h>
#include <string.h>

#include "decode/codepages.h"
#include "decode/documents.h"
#include "decode/limits.h"
#include "decode/model/memory.h"
#include "decode/model/settings.h"
#include "decode/wap.h"

enum data_form {
	DATA_IDLE,
	DATA_EAS,
	DATA_EAS_ENDED,
	DATA_KNOWN,
	DATA_WAP,
};

struct offer {
	const char *fitting_type;
	bool is_request;
	bool is_open;
	struct offer_part part;
	unsigned rank; /* of the Policy that counts so far */
	enum data_form data;
	bool limited; /* not all of the document was kept */
	enum verdict verdict;
	enum setting setting; /* the child of EASProvisionDoc */
	struct text name;
	char name_room[WBXML_NAME]; /* of an unknown element */
	bool has_items;             /* a list, or an unknown element like one */
	size_t item_length;         /* of the item's name, where that matters */
	char item_room[WBXML_NAME + LIMIT_VALUE];
	struct text content; /* of the document, to be remembered */
	struct documents *documents;
	const struct policy *known;
	struct wap_reader *wap;
	struct policy_builder *builders[2];
	unsigned building; /* the other one has the policy that counts */
};

struct offer *
offer_new(void)
{
	struct offer *o = memory_get(1, sizeof(*o));

	o->documents = documents_new();
	o->wap = wap_reader_new();
	o->builders[0] = policy_builder_new();
	o->builders[1] = policy_builder_new();
	return o;
}

void
offer_free(struct offer *o)
{
	if (o == NULL)
		return;
	documents_free(o->documents);
	wap_reader_free(o->wap);
	policy_builder_free(o->builders[0]);
	policy_builder_free(o->builders[1]);
	free(o);
}

void
offer_begin(struct offer *o, const char *fitting_type, bool is_request)
{
	o->fitting_type = fitting_type;
	o->is_request = is_request;
	o->is_open = false;
	o->rank = 0;
	o->data = DATA_IDLE;
	o->verdict = VERDICT_OK;
}

struct offer_part *
offer_open(struct offer *o)
{
	o->is_open = true;
	o->limited = false;
	o->part = (struct offer_part){.document = NULL};
	return &o->part;
}

struct offer_part *
offer_part(struct offer *o)
{
	return o->is_open ? &o->part : NULL;
}

static struct policy_builder *
builder(struct offer *o)
{
	return o->builders[o->building];
}

void
offer_limit(struct offer *o)
{
	o->limited = true;
	if (o->verdict == VERDICT_OK)
		o->verdict = VERDICT_LIMIT;
}

static bool
may_begin(const struct offer *o)
{
	return o->data == DATA_IDLE && !o->is_request && o->is_open &&
	       o->part.document == NULL;
}

size_t
offer_document(struct offer *o, struct text ahead)
{
	size_t known = 0;

	if (!may_begin(o))
		return 0;
	o->data = DATA_EAS;
	o->content = TEXT_NOT_SEEN;
	if (text_seen(ahead))
		o->known = documents_find(o->documents, ahead, &known);
	if (known > 0)
		o->data = DATA_KNOWN;
	else
		policy_begin(builder(o), POLICY_EAS);
	return known;
}

void
offer_document_end(struct offer *o, struct text content)
{
	if (o->data != DATA_EAS)
		return;
	o->data = DATA_EAS_ENDED;
	o->content = content;
}

/* Only while no other document of this body counts: that one may be known, and
 * must keep its place. */
static void
remember(struct offer *o)
{
	if (o->part.document->complete && o->rank == 0 && text_seen(o->content))
		documents_add(o->documents, o->content, o->part.document);
}

void
offer_not_all_kept(struct offer *o)
{
	if (o->data == DATA_EAS)
		o->limited = true;
}

static void
begin_list(struct offer *o)
{
	o->has_items = true;
	if (!policy_add_list(builder(o), o->setting, o->name))
		offer_limit(o);
}

/* A list is there from its beginning, other settings when they end. */
void
offer_setting(struct offer *o, const struct wbxml_event *event)
{
	if (o->data != DATA_EAS)
		return;
	o->setting = SETTING_UNKNOWN;
	if (event->page == PAGE_PROVISION)
		o->setting = setting_by_token(event->token);
	o->name = text_from(event->name);
	if (!text_seen(o->name)) {
		wbxml_name(event->page, event->token, o->name_room);
		o->name = text_from(o->name_room);
	}
	o->has_items = false;
	if (setting_info(o->setting)->kind == KIND_LIST)
		begin_list(o);
}

/* The items of the lists that are known need no name. */
static bool
is_nameless(const struct offer *o, const struct wbxml_event *event)
{
	return o->setting != SETTING_UNKNOWN && event->name != NULL &&
	       (strcmp(event->name, "Hash") == 0 ||
		   strcmp(event->name, "ApplicationName") == 0);
}

void
offer_item(struct offer *o, const struct wbxml_event *event)
{
	if (o->data != DATA_EAS)
		return;
	if (!o->has_items && o->setting == SETTING_UNKNOWN)
		begin_list(o);
	else if (!o->has_items)
		offer_not_all_kept(o);
	o->item_length = 0;
	if (is_nameless(o, event))
		return;
	wbxml_name(event->page, event->token, o->item_room);
	o->item_length = strlen(o->item_room);
	o->item_room[o->item_length++] = '=';
}

/* The value, behind the name that the item has in an unknown setting. */
static struct text
named_item(struct offer *o, struct text value)
{
	if (o->item_length == 0)
		return value;
	if (value.length > 0)
		memcpy(
		    o->item_room + o->item_length, value.bytes, value.length);
	return text_over(o->item_room, o->item_length + value.length);
}

void
offer_item_end(struct offer *o, struct text value)
{
	if (o->data == DATA_EAS && o->has_items &&
	    !policy_add_item(builder(o), named_item(o, value)))
		offer_limit(o);
}

void
offer_setting_end(struct offer *o, struct text value)
{
	if (o->data == DATA_EAS && !o->has_items &&
	    !policy_add(builder(o), o->setting, o->name, value))
		offer_limit(o);
}

static struct text
without_leading_blanks(struct text text)
{
	while (text.length > 0 && memchr(" \t\r\n", *text.bytes, 4) != NULL) {
		text.bytes++;
		text.length--;
	}
	return text;
}

/* Some servers count the NUL that ends a string in C. */
static struct text
without_final_nul(struct text text)
{
	while (text.length > 0 && text.bytes[text.length - 1] == '\0')
		text.length--;
	return text;
}

void
offer_text(struct offer *o, struct text text)
{
	text = without_final_nul(text);
	if (may_begin(o)) {
		text = without_leading_blanks(text);
		if (text.length == 0)
			return;
		o->data = DATA_WAP;
		policy_begin(builder(o), POLICY_WAP);
		wap_begin(o->wap, builder(o));
	}
	if (o->data == DATA_WAP)
		wap_feed(o->wap, text);
}

void
offer_data_end(struct offer *o, bool whole)
{
	bool complete = o->data == DATA_EAS_ENDED;

	if (o->data == DATA_IDLE)
		return;
	if (o->data == DATA_KNOWN) {
		o->data = DATA_IDLE;
		o->part.document = o->known;
		return;
	}
	if (o->data == DATA_WAP) {
		enum verdict verdict = wap_end(o->wap, whole);

		complete = verdict == VERDICT_OK;
		if (o->verdict == VERDICT_OK)
			o->verdict = verdict;
	}
	o->part.document = policy_built(builder(o), complete && !o->limited);
	if (o->data == DATA_EAS_ENDED)
		remember(o);
	o->data = DATA_IDLE;
}

/* How well a Policy fits: of the version's type first, then one that has what
 * it is for; 0 is for none at all. */
static unsigned
rank(const struct offer *o)
{
	const struct offer_part *part = &o->part;
	bool is_useful =
	    o->is_request ? text_filled(part->key) : part->document != NULL;
	bool fits =
	    o->fitting_type != NULL && text_is(part->type, o->fitting_type);

	return 1 + (is_useful ? 2u : 0u) + (fits ? 4u : 0u);
}

const struct offer_part *
offer_close(struct offer *o)
{
	unsigned fit = rank(o);

	o->is_open = false;
	if (fit <= o->rank)
		return NULL;
	o->rank = fit;
	if (o->part.document != NULL)
		o->building ^= 1;
	return &o->part;
}

enum verdict
offer_verdict(const struct offer *o)
{
	return o->verdict;
}
