/*
 * The whole chain, see analyzer.h.
 */
#include "decode/analyzer.h"

#include <stdlib.h>
#include <string.h>

#include "decode/connections.h"
#include "decode/exchange.h"
#include "decode/model/memory.h"
#include "decode/packet.h"
#include "decode/pseudonyms.h"
#include "decode/secondopinion.h"

struct analyzer {
	struct ledger *ledger;
	struct analyzer_hooks hooks;
	struct analyzer_settings settings;
	struct packet_decoder *packets;
	struct connections *connections;
	struct exchange_reader *exchanges;
	struct pseudonyms *pseudonyms; /* NULL: names stay */
	struct cross_check cross_check;
};

static enum interest
wanted(void *context, const struct message *request)
{
	struct analyzer *analyzer = connection_owner(context);

	return exchange_interest(analyzer->exchanges, request);
}

static enum interest
wanted_response(void *context, const struct message *response)
{
	(void)context;
	return exchange_interest_response(response);
}

static void
take_exchange(void *context, const struct message *request,
    const struct message *response)
{
	struct analyzer *analyzer = connection_owner(context);
	const struct connection *connection = connection_of(context);
	struct observation seen;

	if (!exchange_read(analyzer->exchanges, request, response, &seen)) {
		exchange_forget(analyzer->exchanges);
		return;
	}
	seen.connection = connection->number;
	seen.client = connection->ends[connection->client];
	seen.server = connection->ends[1 - connection->client];
	if (analyzer->pseudonyms != NULL)
		pseudonyms_apply(analyzer->pseudonyms, &seen);
	ledger_health(analyzer->ledger)->eas_exchanges++;
	ledger_observe(analyzer->ledger, &seen);
	if (analyzer->hooks.exchange != NULL)
		analyzer->hooks.exchange(analyzer->hooks.context, &seen);
	exchange_forget(analyzer->exchanges);
}

static void
take_encrypted(void *owner, const struct endpoint *server, struct moment at)
{
	struct analyzer *analyzer = owner;
	struct endpoint end = *server;

	if (analyzer->pseudonyms != NULL)
		pseudonyms_address(analyzer->pseudonyms, &end);
	ledger_note_encrypted(analyzer->ledger, &end, at);
}

/* Keeps a difference in words, each once. */
static void
note_difference(struct cross_check *check, const char *words)
{
	size_t size = strlen(words) + 1;

	for (uint32_t i = 0; i < check->difference_count; i++)
		if (strcmp(check->differences[i], words) == 0)
			return;
	if (check->difference_count == CROSS_CHECK_DIFFERENCES)
		return;
	check->differences[check->difference_count] = memory_get(1, size);
	memcpy(check->differences[check->difference_count], words, size);
	check->difference_count++;
}

static void
compare_payload(void *context, struct text payload)
{
	struct analyzer *analyzer = context;
	struct cross_check *check = &analyzer->cross_check;
	char words[OPINION_TEXT] = "";

	check->compared++;
	switch (second_opinion(payload.bytes, payload.length, words)) {
	case OPINION_AGREES:
		check->agreed++;
		break;
	case OPINION_DIFFERS:
		check->differed++;
		note_difference(check, words);
		break;
	case OPINION_REFUSED:
		check->refused++;
		break;
	case OPINION_FAILED:
		check->failed++;
		note_difference(check, words);
		break;
	}
}

struct analyzer *
analyzer_new(struct ledger *ledger, const struct analyzer_hooks *hooks,
    const struct analyzer_settings *settings)
{
	const struct connections_sink sink = {
	    .http.request = wanted,
	    .http.response = wanted_response,
	    .http.exchange = take_exchange,
	    .http.watched = settings->watch && settings->pseudonym_key == NULL,
	    .encrypted = take_encrypted,
	};
	struct analyzer *analyzer = memory_get(1, sizeof(*analyzer));
	struct health *health = ledger_health(ledger);
	struct exchange_listener listener = {.context = analyzer};

	analyzer->ledger = ledger;
	analyzer->hooks = *hooks;
	analyzer->settings = *settings;
	if (settings->pseudonym_key != NULL) {
		analyzer->pseudonyms = pseudonyms_new(settings->pseudonym_key);
		ledger_set_anonymized(ledger);
	}
	if (settings->cross_check)
		listener.payload = compare_payload;
	analyzer->packets = packet_decoder_new(health);
	analyzer->exchanges = exchange_reader_new(health, &listener);
	analyzer->connections = connections_new(health, &sink, analyzer);
	return analyzer;
}

void
analyzer_free(struct analyzer *analyzer)
{
	if (analyzer == NULL)
		return;
	connections_free(analyzer->connections);
	exchange_reader_free(analyzer->exchanges);
	packet_decoder_free(analyzer->packets);
	pseudonyms_free(analyzer->pseudonyms);
	for (uint32_t i = 0; i < analyzer->cross_check.difference_count; i++)
		free(analyzer->cross_check.differences[i]);
	free(analyzer);
}

bool
analyzer_frame(struct analyzer *analyzer, const struct frame *frame)
{
	struct segment segment;

	connections_pass(analyzer->connections, frame->time);
	return !packet_decode(analyzer->packets, frame, &segment) ||
	       connections_segment(analyzer->connections, &segment);
}

void
analyzer_pass(struct analyzer *analyzer, int64_t now)
{
	connections_pass(analyzer->connections, now);
}

void
analyzer_finish(struct analyzer *analyzer)
{
	connections_finish(analyzer->connections);
	memory_wipe_stack();
}

const struct cross_check *
analyzer_cross_check(const struct analyzer *analyzer)
{
	return &analyzer->cross_check;
}
