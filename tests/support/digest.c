/*
 * A ledger as text, see digest.h.
 */
#include "tests/support/digest.h"
#include "tests/support/check.h"

#include <stdio.h>

#include "decode/model/assess.h"

static void
put_text(FILE *out, const char *name, struct text text)
{
	if (text_seen(text))
		fprintf(
		    out, " %s=\"%.*s\"", name, (int)text.length, text.bytes);
}

static void
put_names(FILE *out, const char *name, const struct names *names)
{
	for (uint32_t i = 0; i < names->count; i++)
		put_text(out, name, names->items[i]);
}

static void
put_provision(FILE *out, const struct provision_entry *entry)
{
	fprintf(out, "\n  %s %u%s%s%s%s%s", phase_name(entry->phase),
	    entry->http_status, entry->complete ? " complete" : "",
	    entry->request_whole ? " request" : "",
	    entry->response_whole ? " response" : "",
	    entry->remote_wipe_requested ? " wipe" : "",
	    entry->account_only_remote_wipe_requested ? " account-wipe" : "");
	put_text(out, "header", entry->policy_key_header);
	put_text(out, "type", entry->policy_type);
	put_text(out, "key", entry->request_policy_key);
	put_text(out, "ack", entry->ack_status);
	put_text(out, "wiped", entry->wipe_status);
	put_text(out, "account", entry->account_wipe_status);
	put_text(out, "status", entry->response_status);
	put_text(out, "policy-status", entry->response_policy_status);
	put_text(out, "new-key", entry->response_policy_key);
	if (entry->policy != NULL)
		fprintf(out, " policy %s of %u", entry->policy->id,
		    entry->policy->entry_count);
}

static void
put_counts(FILE *out, const struct device *device)
{
	fprintf(out, "\n  options %u", device->options_requests);
	for (uint32_t i = 0; i < COMMAND_COUNT; i++)
		if (device->commands[i] > 0)
			fprintf(out, " %s %u", command_name((enum command)i),
			    device->commands[i]);
	for (uint32_t i = 0; i < device->http_status_kinds; i++)
		fprintf(out, " %u: %u", device->http_status[i].status,
		    device->http_status[i].count);
	fprintf(out, " events %u incomplete %u malformed %u",
	    device->event_count, device->incomplete_exchanges,
	    device->malformed_queries);
}

static void
put_device(FILE *out, const struct device *device)
{
	struct assessment *assessment = assess_device(device);

	put_text(out, "id", device->id);
	put_text(out, "user", device->user);
	put_names(out, "type", &device->types);
	put_names(out, "agent", &device->user_agents);
	put_names(out, "version", &device->protocol_versions);
	put_names(out, "server", &device->servers);
	put_names(out, "unknown", &device->unknown_commands);
#define X(field, element) put_text(out, element, device->information.field);
	INFORMATION(X)
#undef X
	put_counts(out, device);
	for (uint32_t i = 0; i < device->provision_count; i++)
		put_provision(out, &device->provisions[i]);
	fprintf(out, "\n  state %s, %s, %s\n", state_name(assessment->state),
	    application_name(assessment->application),
	    access_name(assessment->access));
	assessment_free(assessment);
}

char *
digest_of(const struct ledger *ledger)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	for (size_t i = 0; i < ledger_device_count(ledger); i++)
		put_device(out, ledger_device(ledger, i));
	assert_int_equal(fclose(out), 0);
	return text;
}
