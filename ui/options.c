/*
 * The command line, see options.h: getopt_long's tables and the parser's cases
 * come from options.def.
 */
#include "ui/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/limits.h"
#include "decode/model/memory.h"
#include "ui/escape.h"

/* MiB for what is seen. */
#define MAX_MEM_DEFAULT 256u
#define MAX_MEM_MOST (1u << 20)

/* Values of getopt_long: above any letter. 1 is a word that is no option. */
enum option_symbol {
	OPTION_BASE = 256,
#define OPTION(symbol, letter, name, argument, help) OPTION_##symbol,
#include "ui/options.def"
#undef OPTION
	OPTION_END
};

#define OPTION_COUNT (OPTION_END - OPTION_BASE - 1)

struct option_row {
	int symbol;
	int letter;
	const char *name;
	const char *argument;
};

static const struct option_row rows[] = {
#define OPTION(symbol, letter, name, argument, help)                           \
	{OPTION_##symbol, letter, name, argument},
#include "ui/options.def"
#undef OPTION
};

struct word_row {
	enum command_word symbol;
	const char *word;
};

static const struct word_row words[] = {
#define COMMAND(symbol, word, help) {WORD_##symbol, word},
#include "ui/options.def"
#undef COMMAND
};

#define WORD_COUNT (sizeof(words) / sizeof(words[0]))

const char *
options_word(enum command_word symbol)
{
	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (words[i].symbol == symbol)
			return words[i].word;
	}
	return "";
}

/* Says what is wrong with a word of the command line; it may come from
 * anywhere, a file's name for one, so it is escaped. */
static bool
problem(struct options *options, const char *what, const char *word)
{
	size_t used;

	snprintf(options->problem, sizeof(options->problem), "%s ", what);
	used = strlen(options->problem);
	escape_buffer(options->problem + used, sizeof(options->problem) - used,
	    text_from(word));
	return false;
}

static bool
take_word(struct options *options, const char *word)
{
	if (options->command != WORD_NONE)
		return problem(options, "too many words:", word);
	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (strcmp(word, words[i].word) == 0) {
			options->command = words[i].symbol;
			return true;
		}
	}
	return problem(options, "unknown command", word);
}

static bool
take_number(struct options *options, const struct option_row *row,
    const char *word, uint64_t least, uint64_t most, uint64_t *out)
{
	char what[96];

	if (text_number(text_from(word), most, out) && *out >= least)
		return true;
	snprintf(what, sizeof(what),
	    "--%s wants a number from %llu to %llu, not", row->name,
	    (unsigned long long)least, (unsigned long long)most);
	return problem(options, what, word);
}

static bool
take_int(struct options *options, const struct option_row *row,
    const char *word, int *out)
{
	uint64_t number;

	if (!take_number(options, row, word, 1, INT_MAX, &number))
		return false;
	*out = (int)number;
	return true;
}

static bool
take_file(struct options *options, const char *name)
{
	if (options->file_count == LIMIT_INPUTS)
		return problem(options, "too many files:", name);
	options->files[options->file_count++] = name;
	return true;
}

static bool
take_theme(struct options *options, const char *word)
{
	static const struct {
		const char *word;
		enum theme theme;
	} themes[] = {
	    {"default", THEME_DEFAULT},
	    {"light", THEME_LIGHT},
	    {"mono", THEME_MONO},
	};

	for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
		if (strcmp(word, themes[i].word) == 0) {
			options->theme = themes[i].theme;
			return true;
		}
	}
	return problem(
	    options, "--theme wants default, light or mono, not", word);
}

static bool
take_shell(struct options *options, const char *word)
{
	if (shell_by_year(word, &options->shell))
		return true;
	return problem(options, "--powershell wants 2010 or 2013, not", word);
}

/* The names of all profiles are in the answer to a wrong one. */
static bool
take_profile(struct options *options, const char *word)
{
	char what[OPTIONS_PROBLEM] = "--profile wants one of";
	size_t used = strlen(what);

	options->profile = profile_by_name(word);
	if (options->profile != PROFILE_COUNT)
		return true;
	for (unsigned i = 0; i < PROFILE_COUNT; i++)
		used +=
		    (size_t)snprintf(what + used, sizeof(what) - used, "%s %s",
			i > 0 ? "," : "", profile_info((enum profile)i)->name);
	snprintf(what + used, sizeof(what) - used, "; not");
	return problem(options, what, word);
}

/* The second of two words that belong to one option. */
static bool
take_second(struct options *options, int argc, char **argv)
{
	if (optind >= argc)
		return problem(options, "--diff wants two policies, not only",
		    options->diff[0]);
	options->diff[1] = argv[optind++];
	return true;
}

/* Options that only switch something on. */
static bool
take_switch(struct options *options, int symbol)
{
	bool *const places[] = {
	    [OPTION_PROMISCUOUS - OPTION_BASE] = &options->no_promiscuous,
	    [OPTION_LIST - OPTION_BASE] = &options->list_interfaces,
	    [OPTION_CROSS_CHECK - OPTION_BASE] = &options->cross_check,
	    [OPTION_STAY_ROOT - OPTION_BASE] = &options->stay_root,
	    [OPTION_NO_SANDBOX - OPTION_BASE] = &options->no_sandbox,
	    [OPTION_QUIET - OPTION_BASE] = &options->quiet,
	    [OPTION_MATRIX - OPTION_BASE] = &options->matrix,
	    [OPTION_SUGGEST - OPTION_BASE] = &options->suggest,
	    [OPTION_ASCII - OPTION_BASE] = &options->ascii,
	    [OPTION_MOUSE - OPTION_BASE] = &options->mouse,
	    [OPTION_HELP - OPTION_BASE] = &options->help,
	    [OPTION_VERSION - OPTION_BASE] = &options->version,
	};

	*places[symbol - OPTION_BASE] = true;
	return true;
}

static bool
take_option(
    struct options *options, const struct option_row *row, const char *argument)
{
	switch (row->symbol) {
	case OPTION_READ:
		return take_file(options, argument);
	case OPTION_INTERFACE:
		options->interface = argument;
		return true;
	case OPTION_USER:
		options->user = argument;
		return true;
	case OPTION_FORMAT:
		options->format = argument;
		return true;
	case OPTION_FILTER:
		options->filter = argument;
		return true;
	case OPTION_COUNT:
		return take_number(
		    options, row, argument, 1, INT64_MAX, &options->count);
	case OPTION_SNAPLEN:
		return take_int(options, row, argument, &options->snaplen);
	case OPTION_BUFFER:
		return take_int(options, row, argument, &options->buffer_mib);
	case OPTION_DIFF:
		options->diff[0] = argument;
		return true;
	case OPTION_POWERSHELL:
		return take_shell(options, argument);
	case OPTION_PROFILE:
		return take_profile(options, argument);
	case OPTION_MAX_MEM:
		return take_number(options, row, argument, 16, MAX_MEM_MOST,
		    &options->max_mem_mib);
	case OPTION_ANONYMIZE:
		options->anonymize = true;
		options->key_file = argument;
		return true;
	case OPTION_THEME:
		return take_theme(options, argument);
	default:
		return take_switch(options, row->symbol);
	}
}

static const struct option_row *
row_of(int value)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (rows[i].symbol == value ||
		    (rows[i].letter != 0 && rows[i].letter == value))
			return &rows[i];
	}
	return NULL;
}

/* What may follow an option, as getopt_long knows it: "[" begins what may be
 * left out. */
static int
what_follows(const struct option_row *row)
{
	if (row->argument == NULL)
		return no_argument;
	return row->argument[0] == '[' ? optional_argument : required_argument;
}

/* getopt_long's two tables. The short one begins with '-' (words come in
 * order, as value 1) and ':' (a missing argument has a value of its own). */
static void
make_tables(struct option *longs, char *letters)
{
	*letters++ = '-';
	*letters++ = ':';
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		longs[i] = (struct option){
		    .name = rows[i].name,
		    .has_arg = what_follows(&rows[i]),
		    .val = rows[i].symbol,
		};
		if (rows[i].letter == 0)
			continue;
		*letters++ = (char)rows[i].letter;
		if (rows[i].argument != NULL)
			*letters++ = ':';
	}
	*letters = '\0';
	longs[OPTION_COUNT] = (struct option){0};
}

/* Whether a long option is the beginning of several. */
static bool
is_ambiguous(const char *word)
{
	size_t length = strcspn(word, "=");
	unsigned count = 0;

	if (length < 3 || word[0] != '-' || word[1] != '-')
		return false;
	for (size_t i = 0; i < OPTION_COUNT; i++)
		count += strncmp(rows[i].name, word + 2, length - 2) == 0;
	return count > 1;
}

/* Names the option that getopt_long did not like. */
static bool
not_understood(struct options *options, int value, char **argv)
{
	const struct option_row *row = row_of(optopt);
	char letter[3] = {'-', (char)optopt, '\0'};

	if (value == ':')
		return problem(options, "nothing follows",
		    row != NULL && row->letter == 0 ? row->name
						    : argv[optind - 1]);
	if (row == NULL && optopt > 0 && optopt < 256)
		return problem(options, "unknown option", letter);
	return problem(options,
	    row != NULL ? "nothing may follow"
	    : is_ambiguous(argv[optind - 1])
		? "more than one option begins with"
		: "unknown option",
	    row != NULL ? row->name : argv[optind - 1]);
}

static bool
take_all(struct options *options, int argc, char **argv)
{
	struct option longs[OPTION_COUNT + 1];
	char letters[2 * OPTION_COUNT + 3];
	int value;

	make_tables(longs, letters);
	optind = 0;
	opterr = 0;
	while ((value = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		const struct option_row *row = row_of(value);

		/* '?' and ':' have no row, as little as a word, 1, has. */
		if (row == NULL && value != 1)
			return not_understood(options, value, argv);
		if (value == 1 ? !take_word(options, optarg)
			       : !take_option(options, row, optarg))
			return false;
		if (value == OPTION_DIFF && !take_second(options, argc, argv))
			return false;
	}
	while (optind < argc) {
		if (!take_word(options, argv[optind++]))
			return false;
	}
	return true;
}

/* What is asked of the inference goes with its command, one at a time. */
static bool
inference_makes_sense(struct options *options)
{
	if (!options->matrix && !options->suggest)
		return true;
	if (options->command != WORD_INFER)
		return problem(options, "only the command infer knows",
		    options->matrix ? "--matrix" : "--suggest");
	if (options->matrix && options->suggest)
		return problem(
		    options, "one question at a time, leave out", "--suggest");
	return true;
}

/* What is asked of policies goes with their command, and one at a time. */
static bool
questions_make_sense(struct options *options)
{
	bool differ = options->diff[0] != NULL;
	bool make = options->shell != SHELL_COUNT;
	bool judge = options->profile != PROFILE_COUNT;
	const char *name = differ ? "--diff"
			   : make ? "--powershell"
				  : "--profile";

	if (differ + make + judge == 0)
		return true;
	if (options->command != WORD_POLICY)
		return problem(options, "only the command policy knows", name);
	if (differ + make + judge > 1)
		return problem(options, "one question at a time, leave out",
		    judge ? "--profile" : "--powershell");
	if (make && options->format != NULL &&
	    strcmp(options->format, "text") != 0)
		return problem(
		    options, "--powershell is text, not", options->format);
	return true;
}

/* What holds for an interface alone, and was given with files. */
static const char *
live_word(const struct options *options)
{
	if (options->snaplen > 0)
		return "-s";
	if (options->buffer_mib > 0)
		return "-B";
	return options->no_promiscuous ? "-p" : NULL;
}

static bool
inputs_make_sense(struct options *options)
{
	if (options->user != NULL && options->stay_root)
		return problem(options,
		    "either --stay-root or -Z, not both:", options->user);
	if (options->interface != NULL && options->file_count > 0)
		return problem(
		    options, "either -r or -i, not both:", options->interface);
	if (options->interface != NULL)
		return true;
	if (options->file_count == 0)
		return problem(options, "nothing to read:",
		    "give a capture with -r FILE or an interface with -i");
	if (live_word(options) != NULL)
		return problem(
		    options, "for an interface alone:", live_word(options));
	return true;
}

bool
options_parse(struct options *options, int argc, char **argv)
{
	memset(options, 0, sizeof(*options));
	options->shell = SHELL_COUNT;
	options->profile = PROFILE_COUNT;
	options->max_mem_mib = MAX_MEM_DEFAULT;
	options->files = memory_get((size_t)argc + 1, sizeof(*options->files));
	if (!take_all(options, argc, argv))
		return false;
	if (options->help || options->version || options->list_interfaces)
		return true;
	if (options->command == WORD_NONE) {
		options->command = WORD_REPORT;
		options->view = options->format == NULL;
	}
	return questions_make_sense(options) &&
	       inference_makes_sense(options) && inputs_make_sense(options);
}

void
options_done(struct options *options)
{
	free(options->files);
	options->files = NULL;
}
