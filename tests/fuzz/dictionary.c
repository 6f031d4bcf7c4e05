/*
 * Dictionaries for fuzzing, see dictionary.h.
 */
#include "tests/support/check.h"

#include "tests/fuzz/dictionary.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "decode/model/commands.h"
#include "decode/model/observation.h"

static const char *const http_words[] = {
#define HEADER(symbol, name, ...) name ": ",
#include "decode/headers.def"
#undef HEADER
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.0 449 ",
    "POST /Microsoft-Server-ActiveSync?", "OPTIONS ", "CONNECT ", "HEAD ",
    "Content-Length: ", "Transfer-Encoding: chunked\r\n\r\n", "0\r\n\r\n",
    "Expect: 100-continue\r\n", "Upgrade: ", "Connection: close\r\n",
    "gzip\r\n", "deflate\r\n", "Basic dTpw\r\n", "\x1f\x8b\x08", "\r\n\r\n",
    "application/vnd.ms-sync.wbxml", "application/vnd.ms-sync.multipart",
    "\x16\x03\x01", "DeviceId=", "DeviceType=", "User=", "Cmd=Provision", NULL};

static const char *const wbxml_words[] = {"\x03\x01\x6a",
    "MS-EAS-Provisioning-WBXML", "MS-WAP-Provisioning-XML",
    "<wap-provisioningdoc>", "</wap-provisioningdoc>",
    "<characteristic type=\"", "</characteristic>", "<parm name=\"",
    "\" value=\"", "SecurityPolicy", "<!DOCTYPE x [", "<!ENTITY x \"", "&amp;",
    "<![CDATA[", "Password",
#define SETTING(symbol, name, ...) name,
#include "decode/model/settings.def"
#undef SETTING
    NULL};

static const char *const query_words[] = {
#define X(symbol, name, ...) "Cmd=" name,
    COMMANDS(X)
#undef X
	"User=",
    "DeviceId=", "DeviceType=", "PolicyKey=", "X-MS-PolicyKey=", "SaveInSent=",
    "CollectionId=", "%2", "%00", "&", "/default.eas", "?", NULL};

static const char *const option_words[] = {
#define OPTION(symbol, letter, name, ...) "--" name, "--" name "=",
#define COMMAND(symbol, word, help) word,
#include "ui/options.def"
#undef COMMAND
#undef OPTION
    "-", "--\n", "9223372036854775808", "2147483647", NULL};

static const char *const relay_words[] = {"\xd4\xc3\xb2\xa1",
    "\xa1\xb2\xc3\xd4", "\x4d\x3c\xb2\xa1", "\xa1\xb2\x3c\x4d",
    "\x34\xcd\xb2\xa1", "\x0a\x0d\x0d\x0a", "\x4d\x3c\x2b\x1a",
    "\x1a\x2b\x3c\x4d", "\x06", "\x05", "\x03", NULL};

static void
write_word(FILE *file, const char *bytes, size_t length)
{
	fputc('"', file);
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		if (isalnum(byte))
			fputc(byte, file);
		else
			fprintf(file, "\\x%02x", byte);
	}
	fputs("\"\n", file);
}

static FILE *
begin(const char *folder, const char *target)
{
	char path[512];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/dict/%s", folder, target);
	file = fopen(path, "w");
	if (file == NULL)
		fail_msg("cannot write %s", path);
	return file;
}

/* Switches to every code page; their first byte is a NUL. */
static void
write_pages(FILE *file)
{
#define CODEPAGE(page, name)                                                   \
	write_word(file, (const char[]){0, (char)(page)}, 2);
#include "decode/codepages.def"
#undef CODEPAGE
#undef ELEMENT
}

static void
write_dictionary(const char *folder, const char *target,
    const char *const *words, bool pages)
{
	FILE *file = begin(folder, target);

	for (; *words != NULL; words++)
		if (**words != '\0')
			write_word(file, *words, strlen(*words));
	if (pages)
		write_pages(file);
	assert_int_equal(fclose(file), 0);
}

void
write_dictionaries(const char *folder)
{
	char path[512];

	(void)snprintf(path, sizeof(path), "%s/dict", folder);
	(void)mkdir(path, 0777);
	write_dictionary(folder, "frames", http_words, false);
	write_dictionary(folder, "views", http_words, false);
	write_dictionary(folder, "segments", http_words, false);
	write_dictionary(folder, "http", http_words, false);
	write_dictionary(folder, "wbxml", wbxml_words, true);
	write_dictionary(folder, "provision", wbxml_words, true);
	write_dictionary(folder, "second", wbxml_words, true);
	write_dictionary(folder, "query", query_words, false);
	write_dictionary(folder, "words", option_words, false);
	write_dictionary(folder, "relay", relay_words, false);
}
