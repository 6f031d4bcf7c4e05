/*
 * The table of outputs, see report.h. The first row of a command is what it
 * prints without -T.
 */
#include "ui/report.h"

#include <string.h>

static const struct report reports[] = {
    {WORD_REPORT, "text", report_text, NULL, NULL},
    {WORD_REPORT, "json", report_json, NULL, NULL},
    {WORD_DEVICES, "text", report_devices_text, NULL, NULL},
    {WORD_DEVICES, "json", report_devices_json, NULL, NULL},
    {WORD_POLICY, "text", NULL, NULL, report_policy_text},
    {WORD_POLICY, "json", NULL, NULL, report_policy_json},
    {WORD_POLICY, "csv", NULL, NULL, report_policy_csv},
    {WORD_POLICY, "md", NULL, NULL, report_policy_markdown},
    {WORD_INFER, "text", NULL, NULL, report_infer_text},
    {WORD_INFER, "json", NULL, NULL, report_infer_json},
    {WORD_INFER, "csv", NULL, NULL, report_infer_csv},
    {WORD_INFER, "md", NULL, NULL, report_infer_markdown},
    {WORD_EVENTS, "json", NULL, report_event_json, NULL},
    {WORD_EVENTS, "text", NULL, report_event_text, NULL},
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

void
report_formats(enum command_word command, char out[REPORT_FORMATS])
{
	const char *between = " knows";
	size_t used =
	    (size_t)snprintf(out, REPORT_FORMATS, "%s", options_word(command));

	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
		if (reports[i].command != command)
			continue;
		used += (size_t)snprintf(out + used, REPORT_FORMATS - used,
		    "%s %s", between, reports[i].format);
		between = ",";
	}
	snprintf(out + used, REPORT_FORMATS - used, ", not");
}

bool
report_print(const struct report *report, const struct ledger *ledger,
    const struct options *options, FILE *file)
{
	if (report->print != NULL)
		report->print(ledger, file);
	return report->answer == NULL || report->answer(ledger, options, file);
}
