/*
 * Findings about the capture as a whole: what it could not show, and why.
 */
#include "decode/model/findings.h"

#include <inttypes.h>

static void
encrypted(const struct ledger *ledger, struct findings *findings)
{
	const struct encrypted_seen *seen = ledger_encrypted(ledger);
	struct evidence evidence = {.count = 0};
	char server[ENDPOINT_TEXT];

	if (seen->connections == 0)
		return;
	evidence_add(&evidence, seen->first);
	endpoint_format(&seen->first_server, server);
	findings_add(findings, FINDING_ENCRYPTED, &evidence,
	    "%" PRIu64 " %s in TLS and could not be read, the first to %s. "
	    "Capture behind the place where TLS ends.",
	    seen->connections,
	    seen->connections == 1 ? "connection is" : "connections are",
	    server);
}

static void
nothing_readable(const struct ledger *ledger, struct findings *findings)
{
	const struct health *health = ledger_health_seen(ledger);

	if (ledger_device_count(ledger) > 0 || health->packets == 0)
		return;
	findings_add(findings, FINDING_NOTHING_READABLE, NULL,
	    "No ActiveSync device could be read. There were %" PRIu64
	    " packets (%" PRIu64 " of an unsupported kind), %" PRIu64
	    " TCP connections (%" PRIu64 " in TLS), %" PRIu64
	    " HTTP exchanges and %" PRIu64 " of ActiveSync.",
	    health->packets, health->unsupported_packets, health->connections,
	    health->encrypted_connections, health->http_exchanges,
	    health->eas_exchanges);
}

static void
losses(const struct health *health, struct findings *findings)
{
	if (health->truncated_packets > 0)
		findings_add(findings, FINDING_TRUNCATED, NULL,
		    "%" PRIu64 " of %" PRIu64 " packets were cut short when "
		    "they were captured. Capture whole packets: tcpdump -s 0.",
		    health->truncated_packets, health->packets);
	if (health->gaps > 0)
		findings_add(findings, FINDING_GAPS, NULL,
		    "%" PRIu64 " %s in the byte streams: %" PRIu64
		    " bytes were never seen.",
		    health->gaps, health->gaps == 1 ? "gap" : "gaps",
		    health->gap_bytes);
	if (health->limits_reached > 0)
		findings_add(findings, FINDING_LIMITS, NULL,
		    "A limit of the program was reached (%" PRIu64
		    " in all): parts of the traffic were not kept.",
		    health->limits_reached);
	if (health->evicted_conversations + health->evicted_exchanges > 0)
		findings_add(findings, FINDING_EVICTED, NULL,
		    "Memory was used up: %" PRIu64 " conversations were ended "
		    "early and %" PRIu64 " older exchanges forgotten. Give "
		    "more by --max-mem.",
		    health->evicted_conversations, health->evicted_exchanges);
	if (health->kernel_drops > 0)
		findings_add(findings, FINDING_DROPS, NULL,
		    "The kernel dropped %" PRIu64 " packets before they were "
		    "read: use a narrower filter or a larger buffer.",
		    health->kernel_drops);
}

void
assess_capture(const struct ledger *ledger, struct findings *findings)
{
	*findings = (struct findings){.count = 0};
	encrypted(ledger, findings);
	nothing_readable(ledger, findings);
	losses(ledger_health_seen(ledger), findings);
}
