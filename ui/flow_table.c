/*
 * The messages of a device as a table, see flow_table.h.
 */
#include "ui/flow_table.h"

#include "ui/rungs.h"
#include "ui/view_words.h"

static const char *const names[] = {
    "exchange",
    "message",
    "device_id",
    "time",
    "frame",
    "connection",
    "client",
    "server",
    "seen",
    "meaning",
    "policy_key",
    /* Of requests. */
    "command",
    "answer",
    /* Of responses. */
    "http_status",
    "status",
    "policy",
};

#define OF_REQUEST 2

/* 0 stands for none in what is kept. */
static void
put_number(struct table *table, uint64_t number)
{
	if (number != 0)
		table_number(table, number);
	else
		table_skip(table, 1);
}

/* How much of a message was captured. */
static const char *
seen_word(struct moment at, bool complete)
{
	if (at.frame == 0)
		return "not seen";
	return complete ? "whole" : "in part";
}

/* The cells that every row has. */
static void
begin_row(struct table *table, const struct device *device, uint32_t index,
    enum rung_kind kind)
{
	static const char *const words[] = {[RUNG_GAP] = "gap",
	    [RUNG_REQUEST] = "request",
	    [RUNG_RESPONSE] = "response"};
	const struct exchange_entry *e = &device->exchanges[index];
	char endpoint[ENDPOINT_TEXT];
	struct rung rung;

	rung_fill(e, kind, &rung);
	table_row(table);
	table_number(table, (uint64_t)index + 1);
	table_words(table, words[kind]);
	table_text(table, device->id);
	table_time(table, rung.at);
	put_number(table, rung.at.frame);
	table_number(table, e->said.connection);
	endpoint_format(&e->said.client, endpoint);
	table_words(table, endpoint);
	endpoint_format(&e->server, endpoint);
	table_words(table, endpoint);
	table_words(table,
	    seen_word(rung.at, kind == RUNG_RESPONSE ? e->response_complete
						     : e->request_complete));
	table_words(table, rung.meaning);
}

static void
put_request(struct table *table, const struct exchange_entry *e)
{
	table_text(table, e->policy_key);
	table_words(
	    table, e->is_options ? "OPTIONS" : command_name(e->command));
	table_text(table, e->said.ack_status);
}

static void
put_response(struct table *table, const struct exchange_entry *e)
{
	table_text(table, e->said.response_policy_key);
	table_skip(table, OF_REQUEST);
	put_number(table, e->said.http_status);
	put_number(table, e->status);
	if (e->said.policy != NULL)
		table_text(
		    table, view_policy_name(e->said.policy, POLICY_ID - 1));
}

struct table *
flow_table(const struct device *device)
{
	struct table *table =
	    table_new(names, sizeof(names) / sizeof(names[0]));

	for (uint32_t i = 0; i < device->exchange_count; i++) {
		const struct exchange_entry *e = &device->exchanges[i];

		if (e->lost_before)
			begin_row(table, device, i, RUNG_GAP);
		begin_row(table, device, i, RUNG_REQUEST);
		put_request(table, e);
		begin_row(table, device, i, RUNG_RESPONSE);
		put_response(table, e);
	}
	return table;
}
