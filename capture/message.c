/*
 * Messages, see message.h.
 */
#include "capture/message.h"

#include <stdarg.h>
#include <stdio.h>

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
