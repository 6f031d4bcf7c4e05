/*
 * Policies as commands of the Exchange Management Shell (shell.h of the model
 * has its names and units): one that would make a captured policy again, and
 * one that changes settings of a policy.
 *
 * Whatever was captured, the text is harmless when it is pasted: values are
 * recognised and written anew, captured strings stand in single quotes or not
 * at all, and what is said about them stands in comments, escaped.
 */
#ifndef EASLENS_UI_POWERSHELL_H
#define EASLENS_UI_POWERSHELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "decode/model/policy.h"
#include "decode/model/shell.h"

/*
 * The command that would make the policy, after comments on what the wire does
 * not tell, what the shell does not take, and what a cut hides. `name` is what
 * the new policy is to be called, words of ours.
 */
void powershell_policy(
    FILE *, enum shell, const struct policy *, const char *name);

/*
 * The command that gives settings of a policy these values, on one line that
 * ends with a newline. `identity` is the policy's name on the server, NULL for
 * words that ask for it. What the shell does not take is left out; false: all
 * of it was, and nothing is printed.
 */
bool powershell_change(FILE *, enum shell, const char *identity,
    const struct policy_entry *entries, size_t count);

/* Prints a text as a string of the shell; false where it holds what has no
 * place in one (control characters, bytes that are not UTF-8): then nothing is
 * printed. */
bool powershell_quote(FILE *, struct text);

#endif
