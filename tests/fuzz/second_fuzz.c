/*
 * Our reading of a WBXML document against libwbxml's. A child asks libwbxml,
 * which may crash or never end.
 *
 * What the guard lets through (secondopinion.h) must not crash it, and must be
 * read as we read it: everything that is known to differ is refused by the
 * guard or named in codepages.def. What we cannot read to its end libwbxml must
 * not be able to read either, as far as it is_plain().
 *
 * The whole input is the document.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <wbxml/wbxml.h>
#include <wbxml/wbxml_conv.h>

#include "decode/secondopinion.h"
#include "decode/wbxml.h"
#include "tests/fuzz/fuzz.h"

#define WAIT_MILLISECONDS 10000
#define MOST (32u << 10)

enum question {
	GUARDED, /* a second opinion as the program asks for it */
	BARE,    /* libwbxml alone */
};

struct asked {
	enum question question;
	uint32_t length;
	uint8_t bytes[MOST];
};

struct answer {
	enum second_opinion opinion;
	bool readable; /* BARE */
	char difference[OPINION_TEXT];
};

/* Who asks libwbxml; 0: nobody. */
static pid_t child;
static int line;

/* Of the sanitizers, where there is one: it would write down the wrong input
 * as a finding. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*)(void));

static bool
is_readable(const uint8_t *bytes, uint32_t length)
{
	WBXMLConvWBXML2XML *converter = NULL;
	WB_UTINY *copy = malloc(length + 1u);
	WB_UTINY *xml = NULL;
	WB_ULONG size = 0;
	WBXMLError error;

	HOLDS(copy != NULL);
	memcpy(copy, bytes, length);
	HOLDS(wbxml_conv_wbxml2xml_create(&converter) == WBXML_OK);
	wbxml_conv_wbxml2xml_set_language(converter, WBXML_LANG_ACTIVESYNC);
	error = wbxml_conv_wbxml2xml_run(converter, copy, length, &xml, &size);
	wbxml_conv_wbxml2xml_destroy(converter);
	free(copy);
	free(xml);
	return error == WBXML_OK;
}

static void
answer_questions(int own)
{
	static const int deadly[] = {
	    SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM, SIGTERM, SIGINT};
	static struct asked asked;

	for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		signal(deadly[i], SIG_DFL);
	if (__sanitizer_set_death_callback != NULL)
		__sanitizer_set_death_callback(NULL);
	while (recv(own, &asked, sizeof(asked), 0) > 0) {
		struct answer answer = {.readable = false};

		if (asked.question == BARE)
			answer.readable =
			    is_readable(asked.bytes, asked.length);
		else
			answer.opinion = second_opinion(
			    asked.bytes, asked.length, answer.difference);
		if (send(own, &answer, sizeof(answer), 0) < 0)
			break;
	}
	_exit(0);
}

static void
start_child(void)
{
	int ends[2];

	HOLDS(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) == 0);
	child = fork();
	HOLDS(child >= 0);
	if (child == 0) {
		close(ends[0]);
		answer_questions(ends[1]);
	}
	close(ends[1]);
	line = ends[0];
}

static void
end_child(void)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(line);
	child = 0;
}

/* False: the child died of the question, or thought for too long. */
static bool
ask(enum question question, const uint8_t *bytes, size_t length,
    struct answer *answer)
{
	static struct asked asked;
	struct pollfd wait;
	int ready;

	asked.question = question;
	asked.length = (uint32_t)length;
	if (length > 0)
		memcpy(asked.bytes, bytes, length);
	if (child == 0)
		start_child();
	HOLDS(send(line, &asked, offsetof(struct asked, bytes) + length,
		  MSG_NOSIGNAL) >= 0);
	wait = (struct pollfd){.fd = line, .events = POLLIN};
	/* A fuzzer has a timer of its own, whose signal is no answer. */
	do
		ready = poll(&wait, 1, WAIT_MILLISECONDS);
	while (ready < 0 && errno == EINTR);
	if (ready == 1 &&
	    recv(line, answer, sizeof(*answer), 0) == sizeof(*answer))
		return true;
	end_child();
	return false;
}

/* What ActiveSync never sends, and libwbxml reads more loosely than it should:
 * it skips the token of an extension without its operand, takes any number
 * for a character, and knows attributes of other languages. */
static bool
is_plain(const struct wbxml_event *event)
{
	switch (event->kind) {
	case WBXML_START:
		return !event->has_attributes && event->token != WBXML_LITERAL;
	case WBXML_HEADER:
	case WBXML_PAGE:
	case WBXML_END:
	case WBXML_TEXT:
	case WBXML_OPAQUE:
	case WBXML_DONE:
		return true;
	case WBXML_ENTITY:
	case WBXML_OTHER:
	case WBXML_STOPPED:
		break;
	}
	return false;
}

/* libwbxml drops the bits of a number above the thirty-second, and reads on. */
static bool
has_long_number(const uint8_t *token, size_t length)
{
	return length > 4 && (token[1] & token[2] & token[3] & token[4] & 0x80);
}

/* Our own reading. `plain`: everything up to where it stopped is, inside the
 * root, and so is the token there. libwbxml takes one switch of page before
 * the root, and anything for a root behind more. */
static enum verdict
read_ours(const uint8_t *bytes, size_t length, bool *plain)
{
	static const uint8_t tokens[] = {0x00, 0x01, 0x03, 0xc3};
	struct wbxml_reader reader;
	struct wbxml_event event;
	unsigned early_switches = 0;
	bool in_root = false;

	wbxml_begin(&reader, bytes, length);
	*plain = true;
	while (wbxml_next(&reader, &event) != WBXML_STOPPED) {
		*plain = *plain && is_plain(&event);
		in_root = in_root || event.kind == WBXML_START;
		early_switches += event.kind == WBXML_PAGE && !in_root;
		if (event.kind == WBXML_DONE)
			return VERDICT_OK;
	}
	*plain = *plain && in_root && early_switches <= 1 &&
		 reader.public_id == WBXML_PUBLIC_ID_UNKNOWN &&
		 (event.offset == length || memchr(tokens, bytes[event.offset],
						sizeof(tokens)) != NULL) &&
		 !has_long_number(bytes + event.offset, length - event.offset);
	return wbxml_verdict(&reader);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct answer answer;
	char difference[OPINION_TEXT];
	enum verdict verdict;
	bool plain;

	if (length > MOST)
		return 0;
	verdict = read_ours(bytes, length, &plain);
	if (verdict == VERDICT_OK) {
		HOLDS(ask(GUARDED, bytes, length, &answer));
		if (answer.opinion == OPINION_DIFFERS)
			fuzz_broken(answer.difference, __FILE__, __LINE__);
		HOLDS(answer.opinion != OPINION_FAILED);
		/* Here, too, so that a fuzzer sees where that went. */
		HOLDS(second_opinion(bytes, length, difference) ==
		      answer.opinion);
		fuzz_tell("read; libwbxml %s", answer.opinion == OPINION_AGREES
						   ? "agrees"
						   : "is not asked");
	} else if (plain && verdict != VERDICT_LIMIT) {
		if (ask(BARE, bytes, length, &answer) && answer.readable)
			fuzz_broken("libwbxml reads it", __FILE__, __LINE__);
		fuzz_tell(
		    "%s; libwbxml reads it no further", verdict_name(verdict));
	} else {
		fuzz_tell("%s", verdict_name(verdict));
	}
	return 0;
}
