/*
 * Bodies of made messages, see body.h.
 */
#include "tests/maker/body.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <wbxml/wbxml.h>
#include <zlib.h>

#define CHUNK 100u
#define SECOND_PART "the second part"

static void
replace(struct buffer *body, struct buffer *by)
{
	buffer_done(body);
	*body = *by;
}

void
body_from_xml(struct buffer *body)
{
	struct buffer xml = {.bytes = NULL};
	WBXMLConvXML2WBXML *conv;
	WB_UTINY *out = NULL;
	WB_ULONG length = 0;
	WBXMLError error;

	buffer_add_text(&xml,
	    "<?xml version=\"1.0\"?><!DOCTYPE ActiveSync PUBLIC "
	    "\"-//MICROSOFT//DTD ActiveSync//EN\" "
	    "\"http://www.microsoft.com/\">");
	buffer_add(&xml, body->bytes, body->length);
	if (wbxml_conv_xml2wbxml_create(&conv) != WBXML_OK)
		give_up("libwbxml: no converter");
	wbxml_conv_xml2wbxml_disable_public_id(conv);
	wbxml_conv_xml2wbxml_disable_string_table(conv);
	error = wbxml_conv_xml2wbxml_run(
	    conv, xml.bytes, (WB_ULONG)xml.length, &out, &length);
	wbxml_conv_xml2wbxml_destroy(conv);
	if (error != WBXML_OK)
		give_up("libwbxml: %s: %.*s",
		    (const char *)wbxml_errors_string(error), (int)body->length,
		    (const char *)body->bytes);
	buffer_empty(body);
	buffer_add(body, out, length);
	free(out);
	buffer_done(&xml);
}

void
body_from_hex(struct buffer *body)
{
	struct buffer bytes = {.bytes = NULL};
	char digits[3] = "";
	size_t count = 0;

	for (size_t i = 0; i < body->length; i++) {
		if (isspace(body->bytes[i]))
			continue;
		if (!isxdigit(body->bytes[i]))
			give_up("not hexadecimal: %c", body->bytes[i]);
		digits[count++] = (char)body->bytes[i];
		if (count < 2)
			continue;
		buffer_add_u8(&bytes, (unsigned)strtoul(digits, NULL, 16));
		count = 0;
	}
	if (count != 0)
		give_up("an odd number of hexadecimal digits");
	replace(body, &bytes);
}

void
body_gzip(struct buffer *body)
{
	struct buffer packed = {.bytes = NULL};
	z_stream stream = {
	    .next_in = body->bytes, .avail_in = (uInt)body->length};
	uint8_t out[65536];

	if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8,
		Z_DEFAULT_STRATEGY) != Z_OK)
		give_up("zlib: no compressor");
	stream.next_out = out;
	stream.avail_out = sizeof(out);
	if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
		give_up("zlib: the body is too long");
	buffer_add(&packed, out, sizeof(out) - stream.avail_out);
	deflateEnd(&stream);
	replace(body, &packed);
}

void
body_multipart(struct buffer *body)
{
	struct buffer parts = {.bytes = NULL};
	size_t header = 4 + 2 * 8;

	buffer_add_u32le(&parts, 2);
	buffer_add_u32le(&parts, header);
	buffer_add_u32le(&parts, body->length);
	buffer_add_u32le(&parts, header + body->length);
	buffer_add_u32le(&parts, strlen(SECOND_PART));
	buffer_add(&parts, body->bytes, body->length);
	buffer_add_text(&parts, SECOND_PART);
	replace(body, &parts);
}

void
body_chunked(struct buffer *body)
{
	struct buffer chunks = {.bytes = NULL};
	char line[32];

	for (size_t at = 0; at < body->length; at += CHUNK) {
		size_t size = body->length - at;

		if (size > CHUNK)
			size = CHUNK;
		snprintf(line, sizeof(line), "%zx\r\n", size);
		buffer_add_text(&chunks, line);
		buffer_add(&chunks, body->bytes + at, size);
		buffer_add_text(&chunks, "\r\n");
	}
	buffer_add_text(&chunks, "0\r\n\r\n");
	replace(body, &chunks);
}
