/*
 * Which request does a response answer? See pairing.h.
 */
#include "decode/pairing.h"

#include <assert.h>
#include <stddef.h>

/* Had the request been sent, and had its begin arrived, when the response
 * was sent? */
static bool
may_be_answered(
    const struct message *request, const struct response_place *place)
{
	return request->answer == NULL && request->begin < place->peer &&
	       request->peer <= place->begin;
}

/* The hole before this request may hide another one that was sent together
 * with it. Clients that wait for their answers do so only if no bytes of the
 * server came in between. */
static bool
may_have_lost_twin(
    const struct request_queue *queue, const struct message *request)
{
	uint64_t answered = queue->had_answer ? queue->answer_end : 0;

	if (request->lost == LOST_NOTHING)
		return false;
	if (queue->in_flights)
		return true;
	return request->peer <=
	       (request->lost == LOST_END ? request->flight : answered);
}

static struct message *
find_request(
    const struct request_queue *queue, const struct response_place *place)
{
	struct message *m = queue->oldest;

	while (m != NULL && !may_be_answered(m, place))
		m = m->next;
	if (m == NULL)
		return NULL;
	if (m->lost == LOST_NOTHING && queue->server_hole <= m->peer)
		return m;
	while (m != NULL &&
	       (!may_be_answered(m, place) || m->peer != place->begin))
		m = m->next;
	if (m == NULL || may_have_lost_twin(queue, m))
		return NULL;
	return m;
}

struct message *
pair_response(
    const struct request_queue *queue, const struct response_place *place)
{
	struct message *request = find_request(queue, place);

	if (request != NULL)
		request->in_doubt = queue->had_hole || queue->server_hole > 0;
	return request;
}

void
queue_append(struct request_queue *queue, struct message *request)
{
	if (queue->had_request && request->peer == request->flight)
		queue->in_flights = true;
	queue->had_request = true;
	if (request->lost != LOST_NOTHING)
		queue->had_hole = true;
	request->next = NULL;
	if (queue->newest != NULL)
		queue->newest->next = request;
	else
		queue->oldest = request;
	queue->newest = request;
	queue->count++;
}

void
queue_remove(struct request_queue *queue, struct message *request)
{
	struct message **place = &queue->oldest;
	struct message *before = NULL;

	while (*place != request) {
		assert(*place != NULL);
		before = *place;
		place = &before->next;
	}
	*place = request->next;
	if (queue->newest == request)
		queue->newest = before;
	request->next = NULL;
	queue->count--;
}
