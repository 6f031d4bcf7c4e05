/*
 * Heads as a watcher is shown them: as they were sent, without credentials,
 * however the bytes come in.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/http.h"
#include "decode/model/health.h"

/* What was kept of the request and of the response, one behind the other. */
static char shown[4096];
static uint64_t frames_kept;

static enum interest
all_is_wanted(void *context, const struct message *message)
{
	(void)context;
	(void)message;
	return INTEREST_WHOLE;
}

static void
add(const struct message *message)
{
	size_t used = strlen(shown);

	if (message == NULL)
		return;
	(void)snprintf(shown + used, sizeof(shown) - used, "%.*s|",
	    (int)message->wire.length, (const char *)message->wire.bytes);
	frames_kept += message->frames.length / sizeof(uint64_t);
}

static void
take(void *context, const struct message *request,
    const struct message *response)
{
	(void)context;
	add(request);
	add(response);
}

/* Plays both directions, each in two runs that are cut at a place. */
static void
play(bool watched, const char *asked, const char *answered, size_t cut)
{
	struct health health = {0};
	struct http_sink sink = {.request = all_is_wanted,
	    .response = all_is_wanted,
	    .exchange = take,
	    .watched = watched};
	struct http_world *world = http_world_new(&health, &sink);
	struct http *http = http_new(world, 0, NULL);
	const char *texts[2] = {asked, answered};
	uint64_t frame = 0;

	shown[0] = '\0';
	frames_kept = 0;
	for (int i = 0; i < 2; i++) {
		size_t length = strlen(texts[i]);
		size_t first = cut < length ? cut : length;
		uint64_t peer = i == 0 ? 0 : strlen(asked);
		struct origin origin = {.at.frame = ++frame, .peer = peer};

		(void)http_bytes(http, i, (const uint8_t *)texts[i],
		    (uint32_t)first, &origin);
		origin = (struct origin){
		    .at.frame = ++frame, .offset = first, .peer = peer};
		if (first < length)
			(void)http_bytes(http, i,
			    (const uint8_t *)texts[i] + first,
			    (uint32_t)(length - first), &origin);
	}
	http_free(http);
	http_world_free(world);
}

#define ASKED                                                                  \
	"POST /Microsoft-Server-ActiveSync?Cmd=Sync HTTP/1.1\r\n"              \
	"Host: mail\r\n"                                                       \
	"Authorization: Basic YW5uYTpzZWNyZXQ=\r\n"                            \
	"X-Empty:\r\n"                                                         \
	"Cookie: session=abc\r\n"                                              \
	"Content-Length: 4\r\n\r\nbody"
#define ANSWERED                                                               \
	"HTTP/1.1 200 OK\r\nServer: x\r\nSet-Cookie: id=9\r\n"                 \
	"Content-Length: 2\r\n\r\nok"

static void
nothing_is_kept_where_nobody_watches(void **state)
{
	(void)state;
	play(false, ASKED, ANSWERED, 10000);
	assert_string_equal(shown, "||");
	assert_int_equal(frames_kept, 0);
}

static void
a_head_stands_there_as_it_was_sent(void **state)
{
	(void)state;
	play(true, ASKED, ANSWERED, 10000);
	assert_string_equal(shown,
	    "POST /Microsoft-Server-ActiveSync?Cmd=Sync HTTP/1.1\r\n"
	    "Host: mail\r\n"
	    "Authorization: Basic ****************\r\n"
	    "X-Empty:\r\n"
	    "Cookie: ***********\r\n"
	    "Content-Length: 4|"
	    "HTTP/1.1 200 OK\r\nServer: x\r\nSet-Cookie: ****\r\n"
	    "Content-Length: 2|");
}

/* Wherever it is cut, all is there but the line ends, and no secret is. */
static void
no_cut_lets_a_credential_through(void **state)
{
	(void)state;
	for (size_t cut = 1; cut < sizeof(ASKED); cut++) {
		play(true, ASKED, ANSWERED, cut);
		assert_null(strstr(shown, "YW5"));
		assert_null(strstr(shown, "cmV0="));
		assert_null(strstr(shown, "abc"));
		assert_null(strstr(shown, "id=9"));
		assert_non_null(strstr(shown, "\r\nHost: mail\r\n"));
		assert_non_null(strstr(shown, "X-Empty:\r\nCookie: "));
		assert_non_null(strstr(shown, "Content-Length: 4"));
	}
}

static void
a_head_that_breaks_off_keeps_no_credential(void **state)
{
	char part[sizeof(ASKED)];

	(void)state;
	for (size_t length = 1; length < sizeof(ASKED); length++) {
		memcpy(part, ASKED, length);
		part[length] = '\0';
		play(true, part, "", length / 2);
		assert_null(strstr(shown, "YW5"));
		assert_null(strstr(shown, "abc"));
	}
}

static void
a_credential_without_a_scheme_is_hidden_whole(void **state)
{
	(void)state;
	play(true,
	    "POST / HTTP/1.1\r\nProxy-Authorization: c2VjcmV0\r\n"
	    "authorization:\tBearer c2VjcmV0\r\n\r\n",
	    "", 10000);
	assert_null(strstr(shown, "c2Vjcm"));
	assert_non_null(strstr(shown, "Proxy-Authorization: ********"));
	assert_non_null(strstr(shown, "Bearer ********"));
}

static void
a_folded_credential_is_hidden_whole(void **state)
{
	(void)state;
	play(true,
	    "POST / HTTP/1.1\r\nAuthorization: Basic\r\n YW5uYTpz\r\n\r\n", "",
	    10000);
	assert_null(strstr(shown, "YW5uYTpz"));
}

static void
more_credentials_than_can_be_told_apart_hide_all(void **state)
{
	char asked[2048];
	size_t used = 0;

	(void)state;
	used += (size_t)snprintf(asked, sizeof(asked), "POST / HTTP/1.1\r\n");
	for (int i = 0; i < 30; i++)
		used += (size_t)snprintf(
		    asked + used, sizeof(asked) - used, "Cookie: secret\r\n");
	(void)snprintf(asked + used, sizeof(asked) - used, "\r\n");
	play(true, asked, "", 10000);
	assert_null(strstr(shown, "secret"));
}

static void
a_trailer_is_not_taken_for_the_head(void **state)
{
	(void)state;
	play(true, "GET / HTTP/1.1\r\n\r\n",
	    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	    "2\r\nok\r\n0\r\nCookie: secret\r\n\r\n",
	    10000);
	assert_string_equal(shown,
	    "GET / HTTP/1.1|"
	    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked|");
}

static void
each_message_has_the_frames_it_came_in(void **state)
{
	(void)state;
	play(true, ASKED, ANSWERED, 20);
	assert_int_equal(frames_kept, 4);
	play(true, ASKED, ANSWERED, 10000);
	assert_int_equal(frames_kept, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_kept_where_nobody_watches),
	    cmocka_unit_test(a_head_stands_there_as_it_was_sent),
	    cmocka_unit_test(no_cut_lets_a_credential_through),
	    cmocka_unit_test(a_head_that_breaks_off_keeps_no_credential),
	    cmocka_unit_test(a_credential_without_a_scheme_is_hidden_whole),
	    cmocka_unit_test(a_folded_credential_is_hidden_whole),
	    cmocka_unit_test(more_credentials_than_can_be_told_apart_hide_all),
	    cmocka_unit_test(a_trailer_is_not_taken_for_the_head),
	    cmocka_unit_test(each_message_has_the_frames_it_came_in),
	};

	return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
