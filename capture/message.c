/*
 * Messages, see message.h.
 */
#include "capture/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
capture_say(char message[CAPTURE_MESSAGE], const char *format, ...)
{
	va_list arguments;
	char *at;

	va_start(arguments, format);
	(void)vsnprintf(message, CAPTURE_MESSAGE, format, arguments);
	va_end(arguments);
	for (at = message; *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = ' ';
}

void
capture_explain_open(const char *name, int first, const char *error,
    char message[CAPTURE_MESSAGE])
{
	if (strstr(error, "truncated dump file") != NULL)
		capture_say(
		    message, "%s: the file ends within its header", name);
	else if (strstr(error, "unknown file format") == NULL)
		capture_say(message, "%s: not a readable capture file (%s)",
		    name, error);
	else if (first == 0x1f)
		capture_say(message,
		    "%s: compressed; try: gzip -dc FILE | easlens -r -", name);
	else
		capture_say(message,
		    "%s: not a capture file (unknown file format)", name);
}

void
capture_explain_permission(const char *name, char message[CAPTURE_MESSAGE])
{
	char program[200];
	ssize_t length =
	    readlink("/proc/self/exe", program, sizeof(program) - 1);

	if (length <= 0 || (size_t)length == sizeof(program) - 1)
		length = snprintf(program, sizeof(program), "easlens");
	program[length] = '\0';
	capture_say(message,
	    "%.64s: no permission to capture; allow it once with 'sudo setcap "
	    "cap_net_raw,cap_net_admin=eip %s', or pipe it in with 'dumpcap "
	    "-i %.64s -w - | easlens -r -'",
	    name, program, name);
}
