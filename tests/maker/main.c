/*
 * The sample maker: a conversation described in text becomes a capture.
 *
 *   make_capture DESCRIPTION CAPTURE
 *
 * A description is read line by line; "#" begins a comment:
 *
 *   link NAME                           before all connections; else ethernet
 *   connection ADDRESS PORT ADDRESS PORT    client, server; a handshake
 *   default NAME: VALUE                 a header of every later request
 *   pause SECONDS
 *   include FILE                        more lines, from the same folder
 *   request LINE | response LINE        a message, then its headers, then
 *   post QUERY | ok                     the same for the usual ones
 *   xml | hex | text                    its body up to a line with a dot
 *   gzip | chunked | multipart          said before the body: wraps it
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tests/maker/body.h"
#include "tests/maker/buffer.h"
#include "tests/maker/wire.h"

struct message {
	bool begun;
	int side;
	struct buffer head;
	struct buffer body;
	bool gzip, chunked, multipart;
};

struct maker {
	FILE *in;
	char *line;
	size_t room;
	char folder[256];
	struct wire wire;
	struct buffer defaults;
	struct message message;
};

/* The next line without its newline; false at the end. */
static bool
next_line(struct maker *maker)
{
	ssize_t length = getline(&maker->line, &maker->room, maker->in);

	if (length < 0)
		return false;
	maker->line[strcspn(maker->line, "\n")] = '\0';
	return true;
}

/* What follows a word at the line's begin; NULL where another is there. */
static const char *
after(const struct maker *maker, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(maker->line, word, length) != 0)
		return NULL;
	if (maker->line[length] == '\0')
		return maker->line + length;
	return maker->line[length] == ' ' ? maker->line + length + 1 : NULL;
}

static void
finish_message(struct maker *maker)
{
	struct message *message = &maker->message;
	char length[64];

	if (!message->begun)
		return;
	if (message->side == CLIENT)
		buffer_add(&message->head, maker->defaults.bytes,
		    maker->defaults.length);
	if (message->multipart)
		body_multipart(&message->body);
	if (message->gzip) {
		body_gzip(&message->body);
		buffer_add_text(&message->head, "Content-Encoding: gzip\r\n");
	}
	if (message->chunked) {
		body_chunked(&message->body);
		buffer_add_text(
		    &message->head, "Transfer-Encoding: chunked\r\n");
	} else {
		snprintf(length, sizeof(length), "Content-Length: %zu\r\n",
		    message->body.length);
		buffer_add_text(&message->head, length);
	}
	buffer_add_text(&message->head, "\r\n");
	buffer_add(&message->head, message->body.bytes, message->body.length);
	wire_send(&maker->wire, message->side, &message->head);
	buffer_done(&message->head);
	buffer_done(&message->body);
	*message = (struct message){.begun = false};
}

static void
begin_message(struct maker *maker, int side, const char *first_line)
{
	finish_message(maker);
	maker->message.begun = true;
	maker->message.side = side;
	buffer_add_text(&maker->message.head, first_line);
	buffer_add_text(&maker->message.head, "\r\n");
}

static void
read_body(struct maker *maker)
{
	struct buffer *body = &maker->message.body;
	void (*encode)(struct buffer *) = NULL;

	if (strcmp(maker->line, "xml") == 0)
		encode = body_from_xml;
	else if (strcmp(maker->line, "hex") == 0)
		encode = body_from_hex;
	while (next_line(maker) && strcmp(maker->line, ".") != 0) {
		buffer_add_text(body, maker->line);
		buffer_add_text(body, "\n");
	}
	if (encode != NULL)
		encode(body);
}

static void
parse_address(const char *text, const char *port, struct address *out)
{
	if (text == NULL || port == NULL)
		give_up("connection: ADDRESS PORT ADDRESS PORT");
	out->v6 = strchr(text, ':') != NULL;
	out->port = (uint16_t)strtoul(port, NULL, 10);
	if (inet_pton(out->v6 ? AF_INET6 : AF_INET, text, out->bytes) != 1)
		give_up("not an address: %s", text);
}

static void
connect_sides(struct maker *maker, const char *rest)
{
	char *words = strdup(rest);
	char *state = NULL;
	const char *word[4];
	struct address client;
	struct address server;

	for (size_t i = 0; i < 4; i++)
		word[i] = strtok_r(i == 0 ? words : NULL, " ", &state);
	parse_address(word[0], word[1], &client);
	parse_address(word[2], word[3], &server);
	free(words);
	finish_message(maker);
	wire_connect(&maker->wire, &client, &server);
}

static bool
is_one_of(const char *line, const char *a, const char *b, const char *c)
{
	return strcmp(line, a) == 0 || strcmp(line, b) == 0 ||
	       strcmp(line, c) == 0;
}

static void
set_wrapping(struct message *message, const char *how)
{
	message->gzip |= strcmp(how, "gzip") == 0;
	message->chunked |= strcmp(how, "chunked") == 0;
	message->multipart |= strcmp(how, "multipart") == 0;
}

static void
post(struct maker *maker, const char *query)
{
	begin_message(maker, CLIENT, "POST /Microsoft-Server-ActiveSync?");
	maker->message.head.length -= 2;
	buffer_add_text(&maker->message.head, query);
	buffer_add_text(&maker->message.head, " HTTP/1.1\r\n");
}

static void
ok(struct maker *maker)
{
	begin_message(maker, SERVER, "HTTP/1.1 200 OK");
	buffer_add_text(&maker->message.head, "Content-Type: application/");
	buffer_add_text(&maker->message.head, maker->message.multipart
						  ? "vnd.ms-sync.multipart\r\n"
						  : "vnd.ms-sync.wbxml\r\n");
}

/* The lines that begin a message; false where this is none. */
static bool
read_first_line(struct maker *maker)
{
	const char *rest;

	if ((rest = after(maker, "request")) != NULL)
		begin_message(maker, CLIENT, rest);
	else if ((rest = after(maker, "response")) != NULL)
		begin_message(maker, SERVER, rest);
	else if ((rest = after(maker, "post")) != NULL)
		post(maker, rest);
	else if (after(maker, "ok") != NULL)
		ok(maker);
	else
		return false;
	return true;
}

static void read_lines(struct maker *maker, const char *path);

static void
include(struct maker *maker, const char *name)
{
	FILE *outer = maker->in;
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", maker->folder, name);
	read_lines(maker, path);
	maker->in = outer;
}

static void
read_line(struct maker *maker)
{
	const char *line = maker->line;
	const char *rest;

	if (*line == '\0' || *line == '#')
		return;
	if ((rest = after(maker, "link")) != NULL) {
		wire_link(&maker->wire, dress_by_name(rest));
	} else if ((rest = after(maker, "connection")) != NULL) {
		connect_sides(maker, rest);
	} else if ((rest = after(maker, "default")) != NULL) {
		buffer_add_text(&maker->defaults, rest);
		buffer_add_text(&maker->defaults, "\r\n");
	} else if ((rest = after(maker, "pause")) != NULL) {
		finish_message(maker);
		maker->wire.microseconds += strtol(rest, NULL, 10) * 1000000;
	} else if ((rest = after(maker, "include")) != NULL) {
		include(maker, rest);
	} else if (read_first_line(maker)) {
		return;
	} else if (is_one_of(line, "xml", "hex", "text")) {
		read_body(maker);
	} else if (is_one_of(line, "gzip", "chunked", "multipart")) {
		set_wrapping(&maker->message, line);
	} else if (maker->message.begun && strchr(line, ':') != NULL) {
		buffer_add_text(&maker->message.head, line);
		buffer_add_text(&maker->message.head, "\r\n");
	} else {
		give_up("not understood: %s", line);
	}
}

static void
read_lines(struct maker *maker, const char *path)
{
	maker->in = fopen(path, "r");
	if (maker->in == NULL)
		give_up("cannot read %s", path);
	while (next_line(maker))
		read_line(maker);
	fclose(maker->in);
}

/* The folder of a description, for what it includes. */
static void
set_folder(struct maker *maker, const char *path)
{
	const char *slash = strrchr(path, '/');
	int length = slash == NULL ? 1 : (int)(slash - path);

	snprintf(maker->folder, sizeof(maker->folder), "%.*s", length,
	    slash == NULL ? "." : path);
}

int
main(int argc, char **argv)
{
	struct maker maker = {.in = NULL};

	if (argc != 3)
		give_up("usage: make_capture DESCRIPTION CAPTURE");
	set_folder(&maker, argv[1]);
	wire_begin(&maker.wire, argv[2]);
	read_lines(&maker, argv[1]);
	finish_message(&maker);
	wire_end(&maker.wire);
	buffer_done(&maker.defaults);
	free(maker.line);
	return 0;
}
