/*
 * What the run counted: the numbers that say how much of the traffic was seen
 * and how much could be read. One list: struct, JSON names, text and screen.
 */
#ifndef EASLENS_MODEL_HEALTH_H
#define EASLENS_MODEL_HEALTH_H

#include <stdint.h>

/* X(name as in the JSON report, words for people) */
#define HEALTH(X)                                                              \
	X(packets, "packets read")                                             \
	X(bytes, "bytes captured")                                             \
	X(truncated_packets, "packets cut by the snapshot length")             \
	X(unsupported_packets, "packets of a kind that is not supported")      \
	X(ip_fragments, "IP fragments")                                        \
	X(tcp_segments, "TCP segments")                                        \
	X(connections, "TCP connections")                                      \
	X(mid_stream_connections, "connections without their beginning")       \
	X(retransmitted_bytes, "bytes sent again")                             \
	X(out_of_order_segments, "segments out of order")                      \
	X(conflicting_bytes, "bytes sent again with other contents")           \
	X(gaps, "gaps in the byte streams")                                    \
	X(gap_bytes, "bytes never seen")                                       \
	X(encrypted_connections, "connections in TLS")                         \
	X(http_exchanges, "HTTP exchanges")                                    \
	X(eas_exchanges, "EAS exchanges")                                      \
	X(http_errors, "HTTP messages that could not be read")                 \
	X(wbxml_errors, "WBXML documents that could not be read whole")        \
	X(limits_reached, "times a limit of the program was reached")          \
	X(evicted_conversations, "conversations given up for want of memory")  \
	X(evicted_exchanges, "older exchanges forgotten for want of memory")   \
	X(kernel_drops, "packets the kernel dropped")

struct health {
#define X(name, words) uint64_t name;
	HEALTH(X)
#undef X
};

#endif
