/*
 * Requests that wait for their responses, see answers.h.
 */
#include "decode/answers.h"

#include <assert.h>

#include "decode/limits.h"

/* Tells of an exchange and forgets both halves. */
static void
tell(struct answers *answers, struct message *request, struct message *response)
{
	const struct message *half = request != NULL ? request : response;
	struct http_world *world = answers->world;

	assert(half != NULL);
	world->health->http_exchanges++;
	if (half->interest != INTEREST_NONE)
		world->sink.exchange(answers->context, request, response);
	message_give_back(&world->pool, request);
	message_give_back(&world->pool, response);
}

/* Takes a request out of the queue and tells of it, answered or not. */
static void
retire(struct answers *answers, struct message *request)
{
	struct message *answer = request->answer;

	queue_remove(&answers->queue, request);
	if (answer != NULL && !answer->closed) {
		/* Its response is still being read: it goes its own way. */
		answer->request = NULL;
		answer = NULL;
	}
	tell(answers, request, answer);
}

/* Tells of an exchange as soon as both halves are there. */
static void
tell_if_done(struct answers *answers, struct message *request)
{
	if (request->closed && request->answer != NULL &&
	    request->answer->closed)
		retire(answers, request);
}

/* A client that waits for its answers has got those to all requests before
 * this one. Whose answer would be in a hole that lies between the two will
 * not be seen any more. */
static void
give_up_unseen(struct answers *answers, const struct message *request)
{
	const struct request_queue *queue = &answers->queue;

	if (queue->in_flights || request->lost != LOST_NOTHING ||
	    answers->hole > request->peer)
		return;
	while (queue->oldest != NULL && queue->oldest->closed &&
	       queue->oldest->answer == NULL &&
	       queue->oldest->peer < answers->hole)
		retire(answers, queue->oldest);
}

void
answers_ask(
    struct answers *answers, struct message *request, enum lost_before lost)
{
	request->lost = lost;
	request->flight = answers->flight;
	answers->flight = request->peer;
	give_up_unseen(answers, request);
	if (answers->queue.count == LIMIT_HTTP_PIPELINE) {
		answers->world->health->limits_reached++;
		retire(answers, answers->queue.oldest);
	}
	answers->in_flights = answers->queue.in_flights;
	queue_append(&answers->queue, request);
}

void
answers_take_back(struct answers *answers, struct message *request)
{
	queue_remove(&answers->queue, request);
	answers->flight = request->flight;
	answers->queue.in_flights = answers->in_flights;
}

void
answers_pair(struct answers *answers, struct message *response)
{
	struct response_place place = {
	    .begin =
		answers->interim ? answers->interim_begin : response->begin,
	    .peer = response->peer,
	};
	struct message *request = pair_response(&answers->queue, &place);
	struct http_world *world = answers->world;

	if (request == NULL) {
		response->interest =
		    world->sink.response(answers->context, response);
		return;
	}
	while (answers->queue.oldest != request &&
	       answers->queue.oldest->answer == NULL)
		retire(answers, answers->queue.oldest);
	request->answer = response;
	response->request = request;
	response->interest = request->interest;
}

void
answers_request_ends(struct answers *answers, struct message *request)
{
	struct http_world *world = answers->world;

	if (!request->headers_complete && request->url.seen)
		request->interest =
		    world->sink.request(answers->context, request);
	tell_if_done(answers, request);
}

void
answers_response_ends(
    struct answers *answers, struct message *response, uint64_t offset)
{
	if (response->status >= 100 && response->status < 200) {
		message_give_back(&answers->world->pool, response);
		return;
	}
	if (!response->headers_complete)
		answers_pair(answers, response);
	answers->interim = false;
	if (response->request == NULL) {
		/* Somebody asked for it: as good as a hole. */
		answers->queue.server_hole = offset;
		tell(answers, NULL, response);
		return;
	}
	answers->queue.had_answer = true;
	answers->queue.answer_end = offset;
	tell_if_done(answers, response->request);
}

void
answers_finish(struct answers *answers)
{
	while (answers->queue.oldest != NULL)
		retire(answers, answers->queue.oldest);
}
