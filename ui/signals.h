/*
 * Signals around the terminal: what a crash does, and when those handlers are
 * in force that a terminal library installs.
 */
#ifndef EASLENS_UI_SIGNALS_H
#define EASLENS_UI_SIGNALS_H

/* A signal that ends the program by a fault gives the terminal back first. */
void signals_catch_crashes(void (*give_back)(void));
void signals_release_crashes(void);

/* Notes the handlers of the keys that end and suspend. A swap puts the noted
 * ones in force and notes those that were. */
void signals_keep(void);
void signals_swap(void);

#endif
