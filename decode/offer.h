/*
 * The Policy elements of one Provision body, and the document in them
 * (MS-ASPROV 2.2.2.42 to 2.2.2.44). A body may hold several: one counts, the
 * one whose type fits the protocol version.
 */
#ifndef EASLENS_DECODE_OFFER_H
#define EASLENS_DECODE_OFFER_H

#include <stdbool.h>

#include "decode/model/policy.h"
#include "decode/model/text.h"
#include "decode/verdict.h"
#include "decode/wbxml.h"

/* One Policy element. */
struct offer_part {
	struct text type;
	struct text key;
	struct text status;
	const struct policy *document; /* NULL: none */
};

struct offer;

struct offer *offer_new(void);
void offer_free(struct offer *);

/* Begins a body. `fitting_type` is a literal, NULL where the version is not
 * known; a request carries keys that matter, a response documents. */
void offer_begin(struct offer *, const char *fitting_type, bool is_request);

/* Begins a Policy; its texts are written to the part by the caller. */
struct offer_part *offer_open(struct offer *);

/* The Policy in reading; NULL outside of one. */
struct offer_part *offer_part(struct offer *);

/* Inside Data: text is the WAP form, EASProvisionDoc the other one. What comes
 * in a request, or after the first document, is passed over. */
void offer_text(struct offer *, struct text);

/* A document begins. Gives how many of the bytes ahead of it need not be read
 * because they were read before, 0 for none. */
size_t offer_document(struct offer *, struct text ahead);
void offer_setting(struct offer *, const struct wbxml_event *);
void offer_item(struct offer *, const struct wbxml_event *);
void offer_item_end(struct offer *, struct text value);
void offer_setting_end(struct offer *, struct text value);

/* It ends. `content` is what stood in it, not seen where the same bytes could
 * mean something else the next time. */
void offer_document_end(struct offer *, struct text content);

/* Ends Data; `whole` is false where the body was cut in it. */
void offer_data_end(struct offer *, bool whole);

/* The setting in reading says more than a policy can keep: the document will
 * not be complete, so that no other one is taken for the same. */
void offer_not_all_kept(struct offer *);

/* A value was cut: the document in reading will not be complete. */
void offer_limit(struct offer *);

/* Ends the Policy. Gives it when it is the one that counts so far; its
 * document is then good until the next offer_begin(). NULL: it does not. */
const struct offer_part *offer_close(struct offer *);

/* Why the documents could not be read to their end; OK if they could. */
enum verdict offer_verdict(const struct offer *);

#endif
