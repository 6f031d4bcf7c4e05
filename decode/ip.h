/*
 * IPv4 (RFC 791) and IPv6 (RFC 8200) headers with options, extension headers
 * and the authentication header (RFC 4302).
 */
#ifndef EASLENS_DECODE_IP_H
#define EASLENS_DECODE_IP_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/layer.h"
#include "decode/verdict.h"

#define IP_IPV4 4u
#define IP_TCP 6u
#define IP_UDP 17u
#define IP_IPV6 41u
#define IP_GRE 47u
#define IP_ESP 50u
#define IP_AH 51u
#define IP_NO_NEXT 59u

/* Addresses are IPv4-mapped where they are IPv4, as in struct endpoint. */
struct ip_header {
	uint8_t source[16], destination[16];
	uint8_t protocol; /* of what follows */
	bool is_fragment; /* then also: */
	bool more_fragments;
	uint8_t family_key; /* what tells same ids apart, see fragments.c */
	uint32_t offset;    /* of this piece in the datagram, in bytes */
	uint32_t id;
};

/* Reads the header that `layer->next` names. OK: the layer begins behind it
 * and ends where the header says. */
enum verdict ip_open(struct layer *, struct ip_header *) MUST_CHECK;

/* Goes on behind the fragment header, once the pieces are together. */
enum verdict ip_open_rest(struct layer *, struct ip_header *) MUST_CHECK;

#endif
