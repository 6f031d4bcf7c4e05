/*
 * Provision and Settings documents into facts, see provision.h.
 *
 * One pass over the WBXML events. Every open element has a scope; the scope
 * says which place of the result its value belongs to, if any.
 */
#include "decode/provision.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decode/codepages.h"
#include "decode/limits.h"
#include "decode/model/history.h"
#include "decode/model/memory.h"
#include "decode/offer.h"
#include "decode/scope.h"
#include "decode/value.h"
#include "decode/wbxml.h"

/* Bytes of all texts of one exchange; some are rarely over a hundred. */
#define KEPT_ROOM ((size_t)16 * LIMIT_VALUE)

/* One body in reading. */
struct walk {
	bool is_request;
	bool childless; /* no other element since the last START */
	bool limited;
	bool root_seen;     /* the root is the expected one */
	bool has_children;  /* the root */
	bool policies_seen; /* or DeviceInformation */
	bool key_seen;
	bool asked;           /* a whole Policy that can only ask */
	size_t part_mark;     /* texts kept before the Policy in reading */
	struct text *field;   /* of DeviceInformation/Set; NULL: unknown */
	struct text document; /* its content, while that is of one page */
	unsigned depth;
	enum scope scopes[LIMIT_WBXML_DEPTH + 1];
	struct value_room value;
};

struct provision_reader {
	struct provision_result result;
	const char *fitting_type; /* of the version; NULL: unknown */
	struct text request_type;
	struct text response_type;
	struct offer *offer;
	struct walk walk;
	size_t kept_length;
	char kept[KEPT_ROOM];
};

struct provision_reader *
provision_reader_new(void)
{
	struct provision_reader *r = memory_get(1, sizeof(*r));

	r->offer = offer_new();
	provision_begin(r, TEXT_NOT_SEEN);
	return r;
}

void
provision_reader_free(struct provision_reader *r)
{
	if (r != NULL)
		offer_free(r->offer);
	memory_forget(r, sizeof(*r));
}

void
provision_begin(struct provision_reader *r, struct text version)
{
	r->result = (struct provision_result){.seen.phase = PHASE_OTHER};
	r->fitting_type = NULL;
	if (text_is(version, "2.5"))
		r->fitting_type = "MS-WAP-Provisioning-XML";
	else if (text_filled(version))
		r->fitting_type = "MS-EAS-Provisioning-WBXML";
	r->request_type = TEXT_NOT_SEEN;
	r->response_type = TEXT_NOT_SEEN;
	r->kept_length = 0;
}

const struct provision_result *
provision_result(struct provision_reader *r)
{
	return &r->result;
}

/* The value in reading; empty for an element that held other elements. */
static struct text
value(const struct walk *w)
{
	return text_over(w->value.bytes, w->childless ? w->value.length : 0);
}

/* Keeps the value in a place of the result, unless it has one: of an element
 * that came twice the first counts. */
static void
keep_value(struct provision_reader *r, struct text *place)
{
	struct text text = value(&r->walk);

	if (text_seen(*place))
		return;
	if (text.length > KEPT_ROOM - r->kept_length) {
		r->walk.limited = true;
		return;
	}
	memcpy(r->kept + r->kept_length, text.bytes, text.length);
	*place = text_over(r->kept + r->kept_length, text.length);
	r->kept_length += text.length;
}

/* The policy that counts so far. */
static void
publish(struct provision_reader *r, const struct offer_part *part)
{
	struct provision_seen *seen = &r->result.seen;

	if (r->walk.is_request) {
		r->request_type = part->type;
		seen->request_policy_key = part->key;
		seen->ack_status = part->status;
		return;
	}
	r->response_type = part->type;
	seen->response_policy_status = part->status;
	seen->response_policy_key = part->key;
	seen->policy = part->document;
}

/* The end of a Policy, or of what there is of it. */
static void
end_policy(struct provision_reader *r, bool whole)
{
	struct walk *w = &r->walk;
	const struct offer_part *part = offer_part(r->offer);
	bool has_key = text_seen(part->key) && !policy_key_is_none(part->key);

	/* A key of 0 says that there is none, as no key does. */
	if (has_key || (text_filled(part->key) && text_filled(part->status)))
		w->key_seen = true;
	else if (whole && text_seen(part->type) && !text_seen(part->status))
		w->asked = true;
	part = offer_close(r->offer);
	if (part != NULL)
		publish(r, part);
	else
		r->kept_length = w->part_mark;
}

/* Where the value of a child of DeviceInformation/Set belongs. */
static struct text *
find_field(struct provision_reader *r, const struct wbxml_event *event)
{
	struct information *information = &r->result.information;
	const char *name = event->name;

	if (!r->walk.is_request || event->page != PAGE_SETTINGS || name == NULL)
		return NULL;
#define X(field, element)                                                      \
	if (strcmp(name, element) == 0)                                        \
		return &information->field;
	INFORMATION(X)
#undef X
	return NULL;
}

static void
start_element(struct provision_reader *r, const struct wbxml_event *event)
{
	struct walk *w = &r->walk;
	enum scope from = w->scopes[w->depth];
	enum scope scope = scope_enter(from, event->page, event->token);

	assert(w->depth < LIMIT_WBXML_DEPTH);
	if (from == SCOPE_ITEM ||
	    (from == SCOPE_SETTING && w->value.length > 0))
		offer_not_all_kept(r->offer);
	w->scopes[++w->depth] = scope;
	value_reset(&w->value);
	w->childless = true;
	if (from == SCOPE_PROVISION)
		w->has_children = true;
	if (scope == SCOPE_PROVISION)
		w->root_seen = true;
	else if (scope == SCOPE_POLICIES || scope == SCOPE_INFORMATION)
		w->policies_seen = true;
	else if (scope == SCOPE_POLICY) {
		w->part_mark = r->kept_length;
		(void)offer_open(r->offer);
	} else if (scope == SCOPE_SETTING)
		offer_setting(r->offer, event);
	else if (scope == SCOPE_ITEM)
		offer_item(r->offer, event);
	else if (scope == SCOPE_INFORMATION_FIELD)
		w->field = find_field(r, event);
}

/* The place that the value of an element belongs to, in this kind of body. */
static struct text *
place_of(struct provision_reader *r, enum scope scope)
{
	struct provision_seen *seen = &r->result.seen;
	struct offer_part *part = offer_part(r->offer);
	bool is_request = r->walk.is_request;

	switch ((unsigned)scope) {
	case SCOPE_POLICY_TYPE:
		return &part->type;
	case SCOPE_POLICY_KEY:
		return &part->key;
	case SCOPE_POLICY_STATUS:
		return &part->status;
	case SCOPE_STATUS:
		return is_request ? NULL : &seen->response_status;
	case SCOPE_WIPE_STATUS:
		return is_request ? &seen->wipe_status : NULL;
	case SCOPE_ACCOUNT_WIPE_STATUS:
		return is_request ? &seen->account_wipe_status : NULL;
	case SCOPE_INFORMATION_FIELD:
		return r->walk.field;
	case SCOPE_INFORMATION_STATUS:
		return is_request ? NULL : &r->result.information_status;
	default:
		return NULL;
	}
}

/* The ends that do more than to fill a place. An order to wipe is an empty
 * element; with a Status in it, it is the answer to one. */
static void
leave(struct provision_reader *r, enum scope scope)
{
	struct walk *w = &r->walk;
	struct provision_seen *seen = &r->result.seen;
	bool order = !w->is_request && w->childless;

	switch ((unsigned)scope) {
	case SCOPE_ITEM:
		offer_item_end(r->offer, value(w));
		break;
	case SCOPE_SETTING:
		if (!w->childless && w->value.length > 0)
			offer_not_all_kept(r->offer);
		offer_setting_end(r->offer, value(w));
		break;
	case SCOPE_DOCUMENT:
		offer_document_end(r->offer, w->document);
		break;
	case SCOPE_DATA:
		offer_data_end(r->offer, true);
		break;
	case SCOPE_POLICY:
		end_policy(r, true);
		break;
	case SCOPE_WIPE:
		seen->remote_wipe_requested |= order;
		break;
	case SCOPE_ACCOUNT_WIPE:
		seen->account_only_remote_wipe_requested |= order;
		break;
	default:
		break;
	}
}

static void
end_element(struct provision_reader *r)
{
	struct walk *w = &r->walk;
	enum scope scope = w->scopes[w->depth--];
	struct text *place = place_of(r, scope);

	if (w->value.cut && place != NULL)
		w->limited = true;
	if (w->value.cut && (scope == SCOPE_SETTING || scope == SCOPE_ITEM))
		offer_limit(r->offer);
	if (place != NULL)
		keep_value(r, place);
	if (place != NULL && scope == SCOPE_INFORMATION_FIELD)
		r->result.has_information = true;
	leave(r, scope);
	w->childless = false;
	value_reset(&w->value);
}

static void
take_text(struct provision_reader *r, struct text text)
{
	struct walk *w = &r->walk;
	enum scope scope = w->scopes[w->depth];

	if (scope == SCOPE_DATA)
		offer_text(r->offer, text);
	else if (scope != SCOPE_NONE)
		value_append(&w->value, text);
}

/* What was open where the body was cut. A WAP document is worth reading as
 * far as it goes; a value that was cut is none. */
static void
cut_off(struct provision_reader *r, struct text rest)
{
	struct walk *w = &r->walk;

	if (w->scopes[w->depth] == SCOPE_DATA && text_filled(rest))
		offer_text(r->offer, rest);
	if (offer_part(r->offer) == NULL)
		return;
	offer_data_end(r->offer, false);
	end_policy(r, false);
}

static void
begin_walk(struct provision_reader *r, bool is_request, enum scope outside)
{
	struct walk *w = &r->walk;

	/* Not the whole of it: the rooms at its end are large. */
	memset(w, 0, offsetof(struct walk, scopes));
	w->is_request = is_request;
	w->scopes[0] = outside;
	value_reset(&w->value);
	offer_begin(r->offer, r->fitting_type, is_request);
}

/* The content of a document, which may be one that was read before. */
static void
begin_document(struct provision_reader *r, struct wbxml_reader *wbxml,
    const struct wbxml_event *event)
{
	struct walk *w = &r->walk;

	if (w->scopes[w->depth] != SCOPE_DOCUMENT)
		return;
	w->document = TEXT_NOT_SEEN;
	if (!event->empty && !event->has_attributes)
		w->document = wbxml_ahead(wbxml);
	wbxml_pass(wbxml, offer_document(r->offer, w->document));
}

static void
end_document(struct walk *w, const char *end)
{
	if (w->scopes[w->depth] == SCOPE_DOCUMENT && text_seen(w->document))
		w->document.length = (uint32_t)(end - w->document.bytes);
}

static enum verdict
walk_events(struct provision_reader *r, const void *body, size_t length)
{
	struct wbxml_reader wbxml;
	struct wbxml_event event;

	wbxml_begin(&wbxml, body, length);
	for (;;) {
		switch (wbxml_next(&wbxml, &event)) {
		case WBXML_START:
			start_element(r, &event);
			begin_document(r, &wbxml, &event);
			break;
		case WBXML_END:
			end_document(
			    &r->walk, (const char *)body + event.offset);
			end_element(r);
			break;
		case WBXML_TEXT:
		case WBXML_OPAQUE:
		case WBXML_ENTITY:
			take_text(r, event.text);
			break;
		case WBXML_STOPPED:
			cut_off(r, event.text);
			return wbxml_verdict(&wbxml);
		case WBXML_DONE:
			return r->walk.limited ? VERDICT_LIMIT : VERDICT_OK;
		case WBXML_PAGE:
			r->walk.document = TEXT_NOT_SEEN;
			break;
		case WBXML_HEADER:
		case WBXML_OTHER:
			break;
		}
	}
}

/* Reads a body; `all`: to the end of its root, and no limit hid any of it, or
 * there is no such root. A whole body that breaks off accuses its sender. No
 * body at all is no document, and no fault. */
static enum verdict
read_body(struct provision_reader *r, const void *body, size_t length,
    bool whole, bool *all)
{
	enum verdict verdict;
	bool none;

	*all = whole;
	if (length == 0)
		return whole ? VERDICT_OK : VERDICT_SHORT;
	verdict = walk_events(r, body, length);
	if (verdict == VERDICT_SHORT && whole)
		verdict = VERDICT_MALFORMED;
	none = whole && verdict == VERDICT_MALFORMED && !r->walk.root_seen;
	*all = (verdict == VERDICT_OK || none) &&
	       offer_verdict(r->offer) != VERDICT_LIMIT;
	return verdict == VERDICT_OK ? offer_verdict(r->offer) : verdict;
}

/* MS-ASPROV 3.1.5.1. Of a body that was cut, only what cannot be overturned
 * by the rest decides. */
static enum provision_phase
decide_phase(const struct provision_reader *r, bool ended)
{
	const struct provision_seen *seen = &r->result.seen;
	const struct walk *w = &r->walk;

	if (text_seen(seen->wipe_status) ||
	    text_seen(seen->account_wipe_status))
		return PHASE_WIPE_ACKNOWLEDGE;
	if (w->key_seen)
		return PHASE_ACKNOWLEDGE;
	if (w->asked)
		return PHASE_DOWNLOAD;
	if (!ended || !w->root_seen)
		return PHASE_OTHER;
	if (!w->has_children)
		return PHASE_WIPE_INQUIRY;
	return w->policies_seen ? PHASE_DOWNLOAD : PHASE_OTHER;
}

/* The request says which type it asks for; else the response tells. */
static void
settle_type(struct provision_reader *r)
{
	r->result.seen.policy_type =
	    text_seen(r->request_type) ? r->request_type : r->response_type;
}

enum verdict
provision_read_request(
    struct provision_reader *r, const void *body, size_t length, bool whole)
{
	struct provision_seen *seen = &r->result.seen;
	enum verdict verdict;

	begin_walk(r, true, SCOPE_BEFORE_PROVISION);
	verdict = read_body(r, body, length, whole, &seen->request_whole);
	seen->phase = decide_phase(r, seen->request_whole);
	settle_type(r);
	return verdict;
}

enum verdict
provision_read_response(
    struct provision_reader *r, const void *body, size_t length, bool whole)
{
	enum verdict verdict;

	begin_walk(r, false, SCOPE_BEFORE_PROVISION);
	verdict =
	    read_body(r, body, length, whole, &r->result.seen.response_whole);
	settle_type(r);
	return verdict;
}

void
provision_no_document(struct provision_reader *r, bool is_request)
{
	struct provision_seen *seen = &r->result.seen;

	*(is_request ? &seen->request_whole : &seen->response_whole) = true;
}

enum verdict
settings_read_request(
    struct provision_reader *r, const void *body, size_t length, bool whole)
{
	bool ended;

	begin_walk(r, true, SCOPE_BEFORE_SETTINGS);
	return read_body(r, body, length, whole, &ended);
}

enum verdict
settings_read_response(
    struct provision_reader *r, const void *body, size_t length, bool whole)
{
	bool ended;

	begin_walk(r, false, SCOPE_BEFORE_SETTINGS);
	return read_body(r, body, length, whole, &ended);
}
