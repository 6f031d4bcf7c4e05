/*
 * Words and styles that views share.
 */
#ifndef EASLENS_UI_VIEW_WORDS_H
#define EASLENS_UI_VIEW_WORDS_H

#include "decode/model/assess.h"
#include "decode/model/difference.h"
#include "decode/model/inference.h"
#include "ui/canvas.h"

/* States as rows show them: one word for all about wipes. */
#define VIEW_STATES(X)                                                         \
	X(VIEW_FULL, "FULL", STYLE_FULL)                                       \
	X(VIEW_PART, "PART", STYLE_PART)                                       \
	X(VIEW_NONE, "NONE", STYLE_NONE)                                       \
	X(VIEW_EXTERNAL, "EXT", STYLE_EXTERNAL)                                \
	X(VIEW_WAIT, "WAIT", STYLE_WAIT)                                       \
	X(VIEW_WIPE, "WIPE", STYLE_WIPE)                                       \
	X(VIEW_UNPROVISIONED, "-", STYLE_QUIET)                                \
	X(VIEW_UNKNOWN, "?", STYLE_QUIET)

enum view_state {
#define X(symbol, word, style) symbol,
	VIEW_STATES(X)
#undef X
	VIEW_STATE_COUNT
};

enum view_state view_state_of(enum device_state);
const char *view_state_word(enum view_state);
enum style view_state_style(enum view_state);

/* How a verdict looks: what accuses as what is not obeyed. */
enum style view_verdict_style(enum conclusion_kind);

/* A policy's short name: hexadecimal digits, or words. */
struct text view_policy_name(const struct policy *, uint32_t digits);

/* The value of a setting in words, in a list how many items it has; where
 * words add nothing the captured value, to be escaped by whoever shows it.
 * "." where a whole policy has no such setting, "?" where a cut may hide it
 * or none was seen. Good as long as `out` and the policy. */
struct text view_value(
    const struct policy *, const struct policy_entry *, char *out, size_t size);

/* The same of what is reasoned about, of a list its items: two lists are two
 * demands. */
struct text view_demanded(const struct demanded *, char *out, size_t size);

/* The mark before what changed: '+', '-', '~', '?' (a cut hides a side of it)
 * or ' '. */
char view_change_mark(enum change);

/* The name heard last, or not seen. */
struct text view_newest(const struct names *);

#endif
