/*
 * Pseudonyms in the place of names (--anonymize): keyed, so that the same name
 * is the same pseudonym wherever it stands and in every run with that key, and
 * nobody without the key can tell the name, not even by trying all numbers.
 *
 *   user, device id, IMEI, phone number, name of the device (FriendlyName)
 *           a word and 48 bits: user-3f9c2a71b04e; ids are compared without
 *           case, as the ledger does, users with it. Device id, IMEI and
 *           phone number (without its +) share the word device: in free text
 *           nothing tells which of them a number is
 *   address documentation addresses (RFC 3849) of 48 bits: 2001:db8:4:: for
 *           IPv4, 2001:db8:6:: for IPv6; the port stays
 *   host    host-3f9c2a71b04e, or as an address where it is one
 *   X-MS-Location
 *           its scheme, its host so, and the usual path; no other path
 *   free text (user agent, model, system, language, operator, type, command,
 *           X-MS-ASThrottle, what follows the version of a server)
 *           stays, but for what is recognised in it: the names above of the
 *           same exchange, mail addresses, addresses in digits, and words that
 *           look like ids
 *
 * All else stays: versions, keys, statuses, policies, times, frames.
 */
#ifndef EASLENS_DECODE_PSEUDONYMS_H
#define EASLENS_DECODE_PSEUDONYMS_H

#include "decode/model/observation.h"
#include "decode/model/siphash.h"

struct pseudonyms;

/* The key is copied, and wiped by pseudonyms_free(). */
struct pseudonyms *pseudonyms_new(const uint8_t key[SIPHASH_KEY]);
void pseudonyms_free(struct pseudonyms *);

/* Replaces the names in an observation; what it then points to is good until
 * the next call. Bytes of messages are taken out of it altogether. */
void pseudonyms_apply(struct pseudonyms *, struct observation *);

/* Replaces an address. */
void pseudonyms_address(const struct pseudonyms *, struct endpoint *);

#endif
