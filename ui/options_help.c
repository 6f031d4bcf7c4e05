/*
 * The help page and the line of usage, see options.h: both come from
 * options.def.
 */
#include "ui/options.h"

#include <stdio.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

struct option_row {
	int letter;
	const char *name;
	const char *argument;
	const char *help;
};

static const struct option_row rows[] = {
#define OPTION(symbol, letter, name, argument, help)                           \
	{letter, name, argument, help},
#include "ui/options.def"
#undef OPTION
};

static const struct {
	const char *word;
	const char *help;
} words[] = {
#define COMMAND(symbol, word, help) {word, help},
#include "ui/options.def"
#undef COMMAND
};

void
options_usage(FILE *file)
{
	fputs("usage: easlens [", file);
	for (size_t i = 0; i < COUNT(words); i++)
		fprintf(file, "%s%s", i > 0 ? "|" : "", words[i].word);
	fputs("] -r FILE; help: easlens -h\n", file);
}

/* "[" begins what may be left out. */
static bool
takes_word(const struct option_row *row)
{
	return row->argument != NULL && row->argument[0] != '[';
}

static void
help_option(FILE *file, const struct option_row *row)
{
	char name[40];

	snprintf(name, sizeof(name), "--%s%s%s", row->name,
	    takes_word(row) ? " " : "",
	    row->argument != NULL ? row->argument : "");
	if (row->letter != 0)
		fprintf(file, "  -%c, ", row->letter);
	else
		fputs("      ", file);
	fprintf(file, "%-21s  %s\n", name, row->help);
}

void
options_help(FILE *file)
{
	fputs("easlens reads captured Exchange ActiveSync traffic and tells "
	      "which policies each\ndevice was given, and what it made of "
	      "them.\n\nusage: easlens [COMMAND] -r FILE [-r FILE ...] "
	      "[OPTION ...]\n       easlens [COMMAND] -i INTERFACE "
	      "[OPTION ...]\n\nWithout a command: on a terminal the "
	      "view, which is driven by keys (? lists\nthem), else the "
	      "report.\n\ncommands:\n",
	    file);
	for (size_t i = 0; i < COUNT(words); i++)
		fprintf(file, "  %-8s  %s\n", words[i].word, words[i].help);
	fputs("\noptions:\n", file);
	for (size_t i = 0; i < COUNT(rows); i++)
		help_option(file, &rows[i]);
	fputs("\nprofiles:\n", file);
	for (unsigned i = 0; i < PROFILE_COUNT; i++)
		fprintf(file, "  %-15s  %s\n",
		    profile_info((enum profile)i)->name,
		    profile_info((enum profile)i)->platform);
	fputs("\nexit codes:\n"
	      "  0  done, finding nothing included\n"
	      "  1  the command line makes no sense\n"
	      "  2  no input could be read at all, or no output written\n"
	      "  3  results were printed, but an input was damaged or "
	      "incomplete\n"
	      "  5  memory ran out\n",
	    file);
}
