/*
 * Every bound of decoding, one line each, with its reason. Reaching one is
 * counted in health.limits_reached and shown; nothing is dropped in silence.
 *
 * Above these stands the budget of --max-mem (model/budget.h). What grows up
 * to LIMIT_FLOWS, LIMIT_CONVERSATIONS and LIMIT_WAITING_ALL counts there;
 * fragments, a document and its inflated bytes are bounded here alone.
 */
#ifndef EASLENS_DECODE_LIMITS_H
#define EASLENS_DECODE_LIMITS_H

/* link: VLAN tags in a row; provider networks use two. */
#define LIMIT_VLAN_TAGS 4u
/* ip: datagrams waiting for fragments. 64 KiB each at most by IP itself. */
#define LIMIT_FRAGMENT_DATAGRAMS 256u
/* ip: bytes waiting for fragments in all. */
#define LIMIT_FRAGMENT_BYTES (4u << 20)
/* ip: pieces of one datagram; 64 KiB in pieces of 576 bytes are 114. */
#define LIMIT_FRAGMENT_PIECES 512u
/* ip: nanoseconds of capture time a datagram may wait (RFC 791: 15..120 s). */
#define LIMIT_FRAGMENT_AGE 30000000000LL
/* ip: finished datagrams whose keys are kept, to know late copies of their
 * pieces, and nanoseconds for which such copies wait. */
#define LIMIT_FRAGMENT_FINISHED 64u
#define LIMIT_FRAGMENT_COPY_AGE 1000000000LL
/* ip: IPv6 extension headers in a row; real packets have one or two. */
#define LIMIT_EXTENSION_HEADERS 8u

/* flow: connections remembered at once; the least recently used leaves. */
#define LIMIT_FLOWS (1u << 20)
/* flow: HTTP conversations (parser and queues) open at once; their heads and
 * bodies count for the budget. */
#define LIMIT_CONVERSATIONS (1u << 16)
/* flow: nanoseconds of capture time after which an idle flow is closed;
 * longer than the longest heartbeat of a Ping (one hour). */
#define LIMIT_FLOW_IDLE (2LL * 3600 * 1000000000)

/* flow: how far from a connection's bytes a segment may stand and be one of
 * it; windows in use have some MiB. */
#define LIMIT_SAME_CONNECTION (4u << 20)
/* flow: the same behind the bytes of one that ended, for what was under way. */
#define LIMIT_LATE_BYTES (64u << 10)

/* reassembly: bytes waiting behind a hole, per direction: four full windows. */
#define LIMIT_WAITING_DIRECTION (256u << 10)
/* reassembly: the same in all flows together. */
#define LIMIT_WAITING_ALL (16u << 20)
/* reassembly: nanoseconds of capture time for which bytes that are
 * acknowledged may still follow, and bytes that are held meanwhile. */
#define LIMIT_HOLE_AGE 200000000LL
#define LIMIT_WAITING_HOLE (64u << 10)
/* reassembly: bytes beyond those seen that an acknowledgement may cover and be
 * believed: the largest window there is (RFC 7323 section 2.3). */
#define LIMIT_ACKNOWLEDGED_AHEAD (1u << 30)
/* reassembly: the longest run whose second copy is compared with the first. */
#define LIMIT_REMEMBERED_RUN 4096u
/* reassembly: segments waiting behind a hole, per direction. */
#define LIMIT_WAITING_SEGMENTS 1024u

/* http: bytes of a start line and headers. Servers stop at 8..64 KiB. */
#define LIMIT_HTTP_HEAD (64u << 10)
/* http: bytes of one value that is kept (URL, header). */
#define LIMIT_HTTP_VALUE (8u << 10)
/* http: frames noted per message, for a view. */
#define LIMIT_HTTP_FRAMES 32u
/* http: requests waiting for their responses on one connection. */
#define LIMIT_HTTP_PIPELINE 64u
/* http: bytes kept of a Provision or Settings body. */
#define LIMIT_BODY_WHOLE (1u << 20)
/* http: bytes kept of any other EAS body; its Status is near the front. */
#define LIMIT_BODY_FRONT (4u << 10)
/* http: bytes a kept body may grow to when inflated. */
#define LIMIT_INFLATED (4u << 20)
/* http: how many times its length it may grow to. XML shrinks some 20 times,
 * WBXML less; a bomb of deflate up to 1032 times. */
#define LIMIT_INFLATED_RATIO 100u
/* http: what a body may grow to however short it is. */
#define LIMIT_INFLATED_SHORT (64u << 10)

/* wbxml: nesting; real documents stay below ten. */
#define LIMIT_WBXML_DEPTH 64u
/* wbxml: tokens of one document that are read. */
#define LIMIT_WBXML_TOKENS 100000u
/* wbxml: code page switches in a row before something else comes. */
#define LIMIT_WBXML_SWITCHES 64u
/* provision: bytes of one value (Status, PolicyKey, a setting). */
#define LIMIT_VALUE 4096u
/* provision: documents that are recognised when they come again, and the
 * bytes of one; real ones have some hundred. */
#define LIMIT_KNOWN_DOCUMENTS 16u
#define LIMIT_KNOWN_DOCUMENT 2048u
/* wap: bytes of a provisioning document that are handed to the XML parser. */
#define LIMIT_WAP_DOCUMENT (256u << 10)
/* wap: nesting of characteristics. */
#define LIMIT_WAP_DEPTH 16u

/* second opinion: what libwbxml may be given at most (see secondopinion.h). */
#define LIMIT_SECOND_DEPTH 64u
#define LIMIT_SECOND_TOKENS 5000u
#define LIMIT_SECOND_BYTES (256u << 10)

#endif
