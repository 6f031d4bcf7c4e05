/*
 * Whether this machine has pseudo-terminals: a folder one has changed root
 * into often has none.
 */
#ifndef EASLENS_TESTS_PTY_H
#define EASLENS_TESTS_PTY_H

/* Skips the running test, which is counted, where there are none. */
void needs_pseudo_terminals(void);

#endif
