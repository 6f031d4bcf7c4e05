/*
 * The terminal through ncurses (X/Open Curses with wide characters), see
 * screen.h. There is one terminal, hence the one state of this file.
 */
#include "ui/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

#include <curses.h>
#include <term.h>

#include "ui/layout.h"

#include "ui/signals.h"

#undef columns /* a name of term.h */

/* Esc is a key here: how long curses waits for the rest of a sequence. */
#define ESCAPE_MILLISECONDS 25

#define NAME_SIZE 16

/* Colours of palettes; -1 is the terminal's own. */
struct look {
	enum style style;
	short base;  /* of 8 colours, on any background */
	short dark;  /* of 16: default theme */
	short light; /* of 256: light theme */
	attr_t attributes;
	attr_t mono; /* without colours */
};

#define UNDERLINED_BOLD (A_BOLD | A_UNDERLINE)

/* clang-format off */
static const struct look looks[] = {
	{STYLE_NORMAL,   -1,            -1,  -1, A_NORMAL,        A_NORMAL},
	{STYLE_TITLE,    -1,            -1,  -1, A_BOLD,          A_BOLD},
	{STYLE_HEADING,  -1,            -1,  -1, UNDERLINED_BOLD, UNDERLINED_BOLD},
	{STYLE_QUIET,    -1,            -1,  -1, A_DIM,           A_DIM},
	{STYLE_STRONG,   -1,            -1,  -1, A_BOLD,          A_BOLD},
	{STYLE_WARNING,  COLOR_RED,      9, 160, A_BOLD,          A_BOLD},
	{STYLE_CURSOR,   -1,            -1,  -1, A_REVERSE,       A_REVERSE},
	{STYLE_MARKED,   COLOR_YELLOW,  11, 130, A_BOLD,          UNDERLINED_BOLD},
	{STYLE_BAR,      COLOR_CYAN,     6,  30, A_REVERSE,       A_REVERSE},
	{STYLE_FULL,     COLOR_GREEN,   10,  28, A_NORMAL,        A_NORMAL},
	{STYLE_PART,     COLOR_YELLOW,  11, 130, A_NORMAL,        A_UNDERLINE},
	{STYLE_NONE,     COLOR_RED,      9, 160, A_NORMAL,        UNDERLINED_BOLD},
	{STYLE_WAIT,     COLOR_CYAN,    14,  30, A_NORMAL,        A_DIM},
	{STYLE_WIPE,     COLOR_MAGENTA, 13, 127, A_NORMAL,        A_BOLD | A_REVERSE},
	{STYLE_EXTERNAL, COLOR_BLUE,    12,  26, A_NORMAL,        A_NORMAL},
};
/* clang-format on */

_Static_assert(
    sizeof(looks) / sizeof(looks[0]) == STYLE_COUNT, "each style has a look");

static struct {
	SCREEN *curses; /* NULL: not prepared */
	bool open;
	FILE *in;
	FILE *out;
	int keyboard;
	bool utf8;
	bool colours;
	enum line_set line_set;
	unsigned rows, columns; /* of what is shown */
	char key[NAME_SIZE];
} terminal;

static void
give_back(void)
{
	endwin();
}

static bool
refuse(char problem[SCREEN_PROBLEM], const char *words, const char *detail)
{
	snprintf(problem, SCREEN_PROBLEM, "%s%s", words, detail);
	return false;
}

/* Looks the terminal up without a byte to it. */
static bool
can_draw(int keyboard, int output, char problem[SCREEN_PROBLEM])
{
	const char *name = getenv("TERM");
	int found;
	bool moves;

	if (!isatty(keyboard) || !isatty(output))
		return refuse(problem, "there is no terminal", "");
	if (name == NULL || name[0] == '\0')
		return refuse(problem, "TERM is not set", "");
	if (setupterm(name, output, &found) == ERR)
		return refuse(problem,
		    found < 0 ? "there is no terminfo database for TERM="
			      : "this system cannot draw on TERM=",
		    name);
	moves = cursor_address != NULL && clear_screen != NULL;
	del_curterm(cur_term);
	if (!moves)
		return refuse(problem, "nothing can be drawn on TERM=", name);
	return true;
}

static void
choose_lines(bool ascii)
{
	terminal.utf8 = layout_utf8();
	terminal.line_set = terminal.utf8 && !ascii ? LINES_UTF8 : LINES_ASCII;
}

static short
colour_of(const struct look *look, enum theme theme)
{
	if (theme == THEME_LIGHT && COLORS >= 256)
		return look->light;
	if (theme == THEME_DEFAULT && COLORS >= 16)
		return look->dark;
	return look->base;
}

/* Only on the background that the terminal has. */
static void
choose_colours(enum theme theme)
{
	const char *unwanted = getenv("NO_COLOR");

	terminal.colours =
	    theme != THEME_MONO && (unwanted == NULL || unwanted[0] == '\0') &&
	    has_colors() && start_color() != ERR && use_default_colors() != ERR;
	if (!terminal.colours)
		return;
	for (size_t i = 0; i < STYLE_COUNT; i++)
		init_pair((short)(looks[i].style + 1),
		    colour_of(&looks[i], theme), -1);
}

static void
choose_keys(bool mouse)
{
	cbreak();
	noecho();
	nonl(); /* Enter and Ctrl-J stay apart from output */
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(ESCAPE_MILLISECONDS);
	if (!mouse)
		return;
	mousemask(BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
	mouseinterval(0); /* presses are not held back to become clicks */
}

/* A stream of our own over a descriptor that stays the caller's. */
static FILE *
stream_over(int descriptor, const char *mode)
{
	int copy = dup(descriptor);
	FILE *file = copy < 0 ? NULL : fdopen(copy, mode);

	if (file == NULL && copy >= 0)
		close(copy);
	return file;
}

static void
close_streams(void)
{
	if (terminal.in != NULL)
		(void)fclose(terminal.in);
	if (terminal.out != NULL)
		(void)fclose(terminal.out);
	terminal.in = NULL;
	terminal.out = NULL;
}

static bool
start_curses(int keyboard, int output)
{
	terminal.in = stream_over(keyboard, "r");
	terminal.out = stream_over(output, "w");
	if (terminal.in != NULL && terminal.out != NULL) {
		/* With these set, curses would not see a resize. */
		unsetenv("LINES");
		unsetenv("COLUMNS");
		terminal.curses = newterm(NULL, terminal.out, terminal.in);
	}
	if (terminal.curses == NULL)
		close_streams();
	return terminal.curses != NULL;
}

bool
screen_prepare(
    const struct screen_settings *settings, char problem[SCREEN_PROBLEM])
{
	int keyboard = settings->keyboard;
	int output = isatty(STDOUT_FILENO) ? STDOUT_FILENO : keyboard;
	struct termios before;

	if (terminal.curses != NULL)
		return refuse(problem, "the terminal is in use", "");
	if (!can_draw(keyboard, output, problem))
		return false;
	choose_lines(settings->ascii);
	signals_keep();
	(void)tcgetattr(output, &before);
	if (!start_curses(keyboard, output))
		return refuse(problem, "the terminal does not open", "");
	/* Not reset_shell_mode(), which would send what switches screens. */
	(void)tcsetattr(output, TCSADRAIN, &before);
	signals_swap();
	terminal.keyboard = keyboard;
	return true;
}

bool
screen_open(
    const struct screen_settings *settings, char problem[SCREEN_PROBLEM])
{
	if (terminal.open)
		return refuse(problem, "the terminal is in use", "");
	if (terminal.curses == NULL && !screen_prepare(settings, problem))
		return false;
	terminal.open = true;
	signals_swap();
	signals_catch_crashes(give_back);
	reset_prog_mode();
	choose_colours(settings->theme);
	choose_keys(settings->mouse);
	curs_set(0);
	return true;
}

void
screen_close(void)
{
	if (terminal.curses == NULL)
		return;
	if (terminal.open)
		signals_release_crashes();
	endwin(); /* not open: deleting sends what switches screens */
	terminal.open = false;
	delscreen(terminal.curses);
	terminal.curses = NULL;
	close_streams();
}

void
screen_size(unsigned *rows, unsigned *columns)
{
	*rows = 0;
	*columns = 0;
	if (terminal.curses == NULL)
		return;
	*rows = (unsigned)getmaxy(stdscr);
	*columns = (unsigned)getmaxx(stdscr);
}

enum line_set
screen_lines(void)
{
	return terminal.line_set;
}

int
screen_descriptor(void)
{
	return terminal.keyboard;
}

/* The columns that the C library, and so curses, gives a character and its
 * marks; -1 where it cannot show them. */
static int
width_of(const wchar_t *characters)
{
	int width = wcwidth(characters[0]);

	for (size_t i = 1; width >= 0 && characters[i] != L'\0'; i++) {
		if (wcwidth(characters[i]) != 0)
			return -1;
	}
	return width;
}

/* Reads a cell in the locale's way. False where this terminal cannot show it,
 * or would in another width than the canvas counted. */
static bool
read_cell(const struct cell *cell, int width, wchar_t out[CCHARW_MAX + 1])
{
	mbstate_t state = {0};
	size_t at = 0;
	size_t count = 0;

	if (!terminal.utf8)
		return false;
	while (at < cell->length && count < CCHARW_MAX) {
		size_t length = mbrtowc(
		    &out[count], cell->bytes + at, cell->length - at, &state);

		if (length == 0 || length > cell->length)
			return false;
		at += length;
		count++;
	}
	out[count] = L'\0';
	return width_of(out) == width;
}

static void
draw(unsigned row, unsigned column, const wchar_t *characters, uint8_t style)
{
	attr_t attributes = looks[style].mono;
	short pair = 0;
	cchar_t shown;

	if (terminal.colours) {
		attributes = looks[style].attributes;
		pair = (short)(style + 1);
	}
	if (setcchar(&shown, characters, attributes, pair, NULL) != ERR)
		mvadd_wch((int)row, (int)column, &shown);
}

/* Draws a character and gives its columns; a question mark for each where the
 * terminal cannot show it. */
static unsigned
draw_cell(const struct canvas *canvas, unsigned row, unsigned column)
{
	const struct cell *cell = canvas_cell(canvas, row, column);
	bool wide = column + 1 < canvas_columns(canvas) &&
		    canvas_cell(canvas, row, column + 1)->length == 0;
	unsigned width = wide ? 2 : 1;
	wchar_t characters[CCHARW_MAX + 1] = {0};

	if (cell->length == 1) {
		characters[0] = (wchar_t)cell->bytes[0];
		draw(row, column, characters, cell->style);
		return 1;
	}
	if (read_cell(cell, (int)width, characters)) {
		draw(row, column, characters, cell->style);
		return width;
	}
	for (unsigned i = 0; i < width; i++)
		draw(row, column + i, L"?", cell->style);
	return width;
}

/* A terminal of another size has moved what it shows in a way of its own, so
 * it is sent all of it. */
static void
follow_size(unsigned rows, unsigned columns)
{
	if (rows != terminal.rows || columns != terminal.columns)
		clearok(curscr, TRUE);
	terminal.rows = rows;
	terminal.columns = columns;
}

void
screen_show(const struct canvas *canvas)
{
	unsigned rows;
	unsigned width;

	if (terminal.curses == NULL)
		return;
	screen_size(&rows, &width);
	follow_size(rows, width);
	if (rows > canvas_rows(canvas))
		rows = canvas_rows(canvas);
	if (width > canvas_columns(canvas))
		width = canvas_columns(canvas);
	erase();
	for (unsigned row = 0; row < rows; row++) {
		for (unsigned column = 0; column < width;)
			column += draw_cell(canvas, row, column);
	}
	refresh();
}

/* clang-format off */
static const struct {
	wint_t code;
	const char *name;
} names[] = {
	{KEY_UP, "Up"},          {KEY_DOWN, "Down"},
	{KEY_LEFT, "Left"},      {KEY_RIGHT, "Right"},
	{KEY_HOME, "Home"},      {KEY_END, "End"},
	{KEY_PPAGE, "PgUp"},     {KEY_NPAGE, "PgDn"},
	{KEY_A1, "Home"},        {KEY_C1, "End"},
	{KEY_A3, "PgUp"},        {KEY_C3, "PgDn"},
	{KEY_FIND, "Home"},      {KEY_SELECT, "End"},
	{KEY_IC, "Insert"},      {KEY_DC, "Delete"},
	{KEY_ENTER, "Enter"},    {KEY_BACKSPACE, "Backspace"},
	{KEY_BTAB, "Shift-Tab"}, {KEY_RESIZE, "Resize"},
};
/* clang-format on */

/* The wheel is the arrows; nothing else of a mouse means anything. */
static const char *
name_mouse(void)
{
	MEVENT event;

	if (getmouse(&event) == ERR)
		return NULL;
	if ((event.bstate & BUTTON4_PRESSED) != 0)
		return "Up";
	return (event.bstate & BUTTON5_PRESSED) != 0 ? "Down" : NULL;
}

static const char *
name_function(wint_t code)
{
	if (code == KEY_MOUSE)
		return name_mouse();
	if (code > KEY_F0 && code <= KEY_F(12)) {
		snprintf(
		    terminal.key, NAME_SIZE, "F%u", (unsigned)(code - KEY_F0));
		return terminal.key;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].code == code)
			return names[i].name;
	}
	return NULL;
}

static const char *
name_control(wint_t code)
{
	switch (code) {
	case '\r':
	case '\n':
		return "Enter";
	case '\t':
		return "Tab";
	case '\b':
	case 0x7f:
		return "Backspace";
	case 0x1b:
		return "Esc";
	default:
		snprintf(terminal.key, NAME_SIZE, "Ctrl-%c",
		    (char)('@' + (char)code));
		return terminal.key;
	}
}

/* Names are UTF-8, so in other locales only ASCII has one. */
static const char *
name_character(wint_t code)
{
	mbstate_t state = {0};
	char bytes[NAME_SIZE * 2];
	size_t length;

	if (code < 0x20 || code == 0x7f)
		return name_control(code);
	if (code >= 0x80 && (!terminal.utf8 || !iswprint(code)))
		return NULL;
	if (MB_CUR_MAX > NAME_SIZE)
		return NULL;
	length = wcrtomb(bytes, (wchar_t)code, &state);
	if (length >= NAME_SIZE)
		return NULL;
	memcpy(terminal.key, bytes, length);
	terminal.key[length] = '\0';
	return terminal.key;
}

const char *
screen_key(void)
{
	const char *name = NULL;

	while (terminal.curses != NULL && name == NULL) {
		wint_t code;
		int kind = get_wch(&code);

		if (kind == ERR)
			return NULL;
		name = kind == KEY_CODE_YES ? name_function(code)
					    : name_character(code);
	}
	return name;
}
