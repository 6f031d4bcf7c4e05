/*
 * The table of outputs, see report.h. The first row of a command is what it
 * prints without -T.
 */
#include "ui/report.h"

#include <string.h>

static const struct report reports[] = {
    {WORD_REPORT, "text", report_text, NULL},
    {WORD_REPORT, "json", report_json, NULL},
    {WORD_DEVICES, "text", report_devices_text, NULL},
    {WORD_DEVICES, "json", report_devices_json, NULL},
    {WORD_EVENTS, "json", NULL, report_event_json},
    {WORD_EVENTS, "text", NULL, report_event_text},
};

const struct report *
report_find(enum command_word command, const char *format)
{
	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
		if (reports[i].command == command &&
		    (format == NULL || strcmp(reports[i].format, format) == 0))
			return &reports[i];
	}
	return NULL;
}
