/*
 * The provisioning document of protocol version 2.5 (MS-ASPROV 2.2.2.24.2,
 * WAP-183-ProvCont): XML text into policy entries.
 */
#ifndef EASLENS_DECODE_WAP_H
#define EASLENS_DECODE_WAP_H

#include <stdbool.h>

#include "decode/model/policy.h"
#include "decode/model/text.h"
#include "decode/verdict.h"

struct wap_reader;

struct wap_reader *wap_reader_new(void);
void wap_reader_free(struct wap_reader *);

/* Begins a document; its entries go to the builder, which holds a begun
 * document of the form POLICY_WAP and must outlive the reading. */
void wap_begin(struct wap_reader *, struct policy_builder *);

/* The next piece of the text. */
void wap_feed(struct wap_reader *, struct text);

/* Ends the document. SHORT or MALFORMED: the entries before the place were
 * added; a whole text that breaks off is malformed. */
enum verdict wap_end(struct wap_reader *, bool whole);

#endif
