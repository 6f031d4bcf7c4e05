/*
 * Why an input cannot be read, see explain.h.
 */
#include "capture/explain.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capture/message.h"

void
explain_open(const char *name, int first, const char *error,
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
explain_permission(const char *name, char message[CAPTURE_MESSAGE])
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

void
explain_filter(const char *name, const char *expression, const char *error,
    char message[CAPTURE_MESSAGE])
{
	capture_say(message, "%s: bad capture filter \"%.200s\": %s", name,
	    expression, error);
}

bool
explain_is_name(const char *error)
{
	return strstr(error, "unknown host") != NULL ||
	       strstr(error, "unknown network") != NULL ||
	       strstr(error, "unknown ether host") != NULL;
}

void
explain_order(char message[CAPTURE_MESSAGE])
{
	capture_say(message,
	    "a section of the other byte order begins here; what follows is "
	    "not read (editcap -F pcap FILE NEW makes one of them)");
}

void
explain_damage(bool live, const char *error, char message[CAPTURE_MESSAGE])
{
	if (live)
		capture_say(message, "the capture broke off: %s", error);
	else if (strstr(error, "truncated") != NULL)
		capture_say(
		    message, "the file is cut: its last packet is not whole");
	else if (strstr(error, "an interface has a type") != NULL)
		capture_say(message,
		    "a second link type begins here; what follows is not "
		    "read");
	else
		capture_say(message, "the file is damaged: %s", error);
}
