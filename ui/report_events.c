/*
 * One record per ActiveSync exchange: JSON lines (easlens.event/1), or a line
 * for people. What was not seen has no field.
 */
#include "decode/model/assess.h"
#include "decode/model/history.h"
#include "ui/escape.h"
#include "ui/json_policy.h"
#include "ui/moment.h"
#include "ui/report.h"

static struct text
command_of(const struct observation *seen)
{
	if (text_filled(seen->command_name))
		return seen->command_name;
	if (seen->command != COMMAND_UNKNOWN)
		return text_from(command_name(seen->command));
	return TEXT_NOT_SEEN;
}

static bool
is_complete(const struct observation *seen)
{
	return seen->request.complete && seen->response.complete;
}

static void
put_where(struct json *json, const struct observation *seen)
{
	json_put_time(json, "time", seen->request.first);
	json_put_time(json, "response_time", seen->response.first);
	if (seen->request.first.frame != 0)
		json_put_number(json, "frame", seen->request.first.frame);
	if (seen->response.first.frame != 0)
		json_put_number(
		    json, "response_frame", seen->response.first.frame);
	json_put_number(json, "connection", seen->connection);
	json_put_endpoint(json, "client", &seen->client);
	json_put_endpoint(json, "server", &seen->server);
}

static void
put_exchange(struct json *json, const struct observation *seen)
{
	if (seen->request.first.frame != 0)
		json_put_words(
		    json, "method", seen->is_options ? "OPTIONS" : "POST");
	json_put_text(json, "command", command_of(seen));
	json_put_text(json, "device_id", seen->device_id);
	json_put_text(json, "user", seen->user);
	json_put_text(json, "device_type", seen->device_type);
	json_put_text(json, "protocol_version", seen->protocol_version);
	json_put_text(json, "policy_key", seen->policy_key);
	json_put_text(json, "user_agent", seen->user_agent);
	if (seen->http_status != 0)
		json_put_number(json, "http_status", seen->http_status);
	json_put_text(json, "status", seen->body_status);
}

static void
put_policy(struct json *json, const struct policy *policy)
{
	if (policy->id[0] != '\0')
		json_put_words(json, "policy_id", policy->id);
	json_settings(json, "settings", policy);
	json_put_repeated(json, policy);
}

static void
put_provision(struct json *json, const struct provision_seen *provision)
{
	json_put_words(json, "phase", phase_name(provision->phase));
#define X(field) json_put_text(json, #field, provision->field);
	PROVISION_TEXTS(X)
#undef X
	json_put_wipe(
	    json, provision->wipe_status, provision->account_wipe_status);
	json_put_orders(json, provision->phase,
	    provision->remote_wipe_requested,
	    provision->account_only_remote_wipe_requested,
	    provision->response_whole);
	if (provision->policy != NULL)
		put_policy(json, provision->policy);
}

void
report_event_json(const struct observation *seen, FILE *file)
{
	struct json *json = json_new(file);

	json_object_open(json, NULL, JSON_ROW);
	json_put_words(json, "schema", "easlens.event/1");
	if (seen->anonymized)
		json_put_flag(json, "anonymized", true);
	put_where(json, seen);
	put_exchange(json, seen);
	if (seen->provision != NULL)
		put_provision(json, seen->provision);
	if (seen->information != NULL)
		json_put_information(json, seen->information);
	json_put_flag(json, "complete", is_complete(seen));
	json_close(json);
	json_free(json);
}

/* " word text", nothing for a text that was not seen. */
static void
print_part(FILE *file, const char *word, struct text text)
{
	if (!text_filled(text))
		return;
	fputs(word, file);
	escape_print(file, text);
}

static void
print_provision(FILE *file, const struct provision_seen *provision)
{
	const struct policy *policy = provision->policy;

	fprintf(file, "  %s", phase_name(provision->phase));
	print_part(file, ", says ", provision->ack_status);
	print_part(file, ", wiped: ", provision->wipe_status);
	print_part(file, ", account wiped: ", provision->account_wipe_status);
	print_part(file, ", status ", provision->response_status);
	print_part(file, ", policy status ", provision->response_policy_status);
	print_part(file, ", new key ", provision->response_policy_key);
	if (policy != NULL)
		fprintf(file, ", policy %.8s of %u settings",
		    policy->id[0] != '\0' ? policy->id : "cut",
		    (unsigned)policy->entry_count);
	if (provision->remote_wipe_requested)
		fputs(", WIPE ORDERED", file);
	if (provision->account_only_remote_wipe_requested)
		fputs(", ACCOUNT WIPE ORDERED", file);
}

static void
print_place(FILE *file, const struct observation *seen)
{
	struct moment at = seen->request.first.frame != 0
			       ? seen->request.first
			       : seen->response.first;
	struct moment_words when;

	fprintf(file, "%s  #%-6llu  ", moment_plain(&when, at.time),
	    (unsigned long long)at.frame);
}

void
report_event_text(const struct observation *seen, FILE *file)
{
	struct text unknown = text_from("-");
	struct text command =
	    seen->is_options ? text_from("OPTIONS") : command_of(seen);
	const char *lack =
	    answer_lack(seen->command, seen->http_status, seen->answer);

	print_place(file, seen);
	escape_column(
	    file, text_seen(seen->device_id) ? seen->device_id : unknown, 16);
	putc(' ', file);
	escape_column(file, text_seen(command) ? command : unknown, 11);
	if (seen->http_status != 0)
		fprintf(file, " %3u", seen->http_status);
	else
		fputs("   -", file);
	if (seen->provision != NULL)
		print_provision(file, seen->provision);
	else
		print_part(file, "  status ", seen->body_status);
	if (!is_complete(seen))
		fputs("  (not seen whole)", file);
	else if (*lack != '\0')
		fprintf(file, "  (%s)", lack);
	putc('\n', file);
}
