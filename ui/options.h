/*
 * The command line as a value. Parsing prints nothing.
 */
#ifndef EASLENS_UI_OPTIONS_H
#define EASLENS_UI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "decode/model/profiles.h"
#include "decode/model/shell.h"
#include "ui/screen.h"

enum command_word {
	WORD_NONE,
#define COMMAND(symbol, word, help) WORD_##symbol,
#include "ui/options.def"
#undef COMMAND
};

#define OPTIONS_PROBLEM 320

struct options {
	enum command_word command;
	const char *format; /* NULL: the command's first */
	uint32_t file_count;
	const char **files;      /* as given, "-": standard input */
	const char *interface;   /* NULL: none */
	const char *filter;      /* NULL: none */
	uint64_t count;          /* 0: all */
	int snaplen, buffer_mib; /* 0: default */
	/* What is asked of the policies; at most one of these. */
	const char *diff[2];  /* two policies as the user names them */
	enum shell shell;     /* SHELL_COUNT: none */
	enum profile profile; /* PROFILE_COUNT: none */
	bool matrix, suggest; /* what is asked of the inference */
	uint64_t max_mem_mib;
	bool no_promiscuous;
	bool list_interfaces;
	bool cross_check;
	bool anonymize;
	const char *key_file; /* of the pseudonyms; NULL: a random key */
	const char *user;     /* for root to become, NULL: one that fits */
	bool stay_root, no_sandbox;
	bool quiet;
	/* Nothing asks for text: where there is a terminal, the view opens.
	 * `command` is the report then. */
	bool view;
	enum theme theme;
	bool ascii, mouse;
	bool help, version;
	char problem[OPTIONS_PROBLEM]; /* why parsing failed, printable */
};

/* Reads the command line; false with `problem` set where it makes no sense.
 * Texts are borrowed from `argv`. options_done() frees the rest. */
bool options_parse(struct options *, int argc, char **argv);
void options_done(struct options *);

/* The word of a command; "" for WORD_NONE. */
const char *options_word(enum command_word);

/* The line that tells how to call the program; the whole help page. */
void options_usage(FILE *);
void options_help(FILE *);

#endif
