/*
 * Wireless frames (IEEE 802.11, section 9.2 and 9.3.2) with and without a
 * radiotap header in front. Only data frames in the clear can be read.
 */
#ifndef EASLENS_DECODE_WLAN_H
#define EASLENS_DECODE_WLAN_H

#include "decode/layer.h"
#include "decode/verdict.h"

/* Like link_open(). Encrypted frames, aggregates (A-MSDU) and fragments are
 * unsupported; frames without data are OK and hold nothing. */
enum verdict wlan_open(struct layer *) MUST_CHECK;
enum verdict radiotap_open(struct layer *) MUST_CHECK;

#endif
