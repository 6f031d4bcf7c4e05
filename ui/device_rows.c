/*
 * Devices as rows, see device_rows.h.
 */
#include "ui/device_rows.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/history.h"
#include "decode/model/memory.h"
#include "decode/model/rounds.h"
#include "decode/model/state.h"
#include "ui/escape.h"
#include "ui/view_list.h"

struct device_rows {
	size_t count, room;
	struct device_row *rows; /* all, by first appearance */
	size_t shown_count;
	struct device_row **shown; /* filtered and sorted */
	size_t in_state[VIEW_STATE_COUNT];
	unsigned user_width;
	struct text filter;
	enum device_column column;
	bool reversed;
	bool dirty; /* filter or order are new */
	bool followed;
	uint64_t revision;
};

struct device_rows *
device_rows_new(void)
{
	struct device_rows *rows = memory_get(1, sizeof(*rows));

	rows->column = DEVICE_COLUMN_COUNT;
	return rows;
}

void
device_rows_free(struct device_rows *rows)
{
	free(rows->rows);
	free(rows->shown);
	free(rows);
}

void
device_rows_filter(struct device_rows *rows, struct text filter)
{
	rows->filter = filter;
	rows->dirty = true;
}

void
device_rows_sort(
    struct device_rows *rows, enum device_column column, bool reversed)
{
	rows->column = column;
	rows->reversed = reversed;
	rows->dirty = true;
}

/* Which key a device holds whose acknowledgement has no answer that was seen:
 * a final one where it is served under one that no round gave. */
static enum key_kind
key_unanswered(const struct assessment *assessment)
{
	struct text key = assessment->policy_key;

	for (uint32_t i = 0; i < assessment->round_count; i++) {
		const struct round *round = &assessment->rounds[i];

		if (text_equal(key, round->temporary_key) ||
		    text_equal(key, round->final_key))
			return KEY_UNKNOWN;
	}
	return text_filled(key) ? KEY_FINAL : KEY_UNKNOWN;
}

static enum key_kind
key_kind(const struct assessment *assessment)
{
	const struct round *newest;

	if (assessment->round_count == 0)
		return text_filled(assessment->policy_key) ? KEY_FINAL
							   : KEY_NONE;
	newest = &assessment->rounds[assessment->round_count - 1];
	if (text_filled(newest->final_key))
		return KEY_FINAL;
	if (newest->ack != NULL && !newest->refused)
		return key_unanswered(assessment);
	return text_filled(newest->temporary_key) ? KEY_TEMPORARY : KEY_NONE;
}

struct text
device_user_name(struct text user)
{
	const char *end =
	    user.length > 0 ? memchr(user.bytes, '\\', user.length) : NULL;
	size_t domain;

	if (end == NULL)
		return user;
	domain = (size_t)(end - user.bytes) + 1;
	return text_over(user.bytes + domain, user.length - domain);
}

static unsigned
user_width(struct text user)
{
	struct text name = device_user_name(user);
	size_t whole = escape_width(user);
	size_t cut = escape_width(name) + sizeof("..\\") - 1;

	return (unsigned)(cut < whole ? cut : whole);
}

static void
work_out(struct device_row *row, const struct device *device)
{
	const struct provision_entry *newest = newest_acknowledgement(device);
	struct assessment assessment = {.round_count = 0};

	rounds_collect(device, &assessment);
	state_conclude(device, &assessment);
	*row = (struct device_row){.device = device,
	    .provisions = device->provision_count,
	    .events = device->event_count,
	    .heard = device->last_seen,
	    .concluded = assessment.state,
	    .state = view_state_of(assessment.state),
	    .key = key_kind(&assessment),
	    .rounds = assessment.round_count,
	    .user_width = user_width(device->user),
	    .policy = assessment.policy,
	    .ack = newest != NULL ? newest->ack_status : TEXT_NOT_SEEN};
	free(assessment.rounds);
}

static bool
is_worked_out(const struct device_row *row, const struct device *device)
{
	return row->device == device && row->events == device->event_count &&
	       row->provisions == device->provision_count &&
	       moment_compare(row->heard, device->last_seen) == 0;
}

/* Brings all rows up to date. True where one changed. */
static bool
update(struct device_rows *rows, const struct ledger *ledger)
{
	size_t count = ledger_device_count(ledger);
	bool changed = count != rows->count;

	if (count > rows->room) {
		rows->room = count + count / 2;
		rows->rows =
		    memory_grow(rows->rows, rows->room, sizeof(*rows->rows));
		rows->shown = memory_grow(
		    rows->shown, rows->room, sizeof(struct device_row *));
	}
	for (size_t i = rows->count; i < count; i++)
		rows->rows[i] = (struct device_row){.device = NULL};
	rows->count = count;
	rows->user_width = 0;
	for (size_t i = 0; i < count; i++) {
		const struct device *device = ledger_device(ledger, i);
		struct device_row *row = &rows->rows[i];

		if (!is_worked_out(row, device)) {
			work_out(row, device);
			row->place = i;
			changed = true;
		}
		if (row->user_width > rows->user_width)
			rows->user_width = row->user_width;
	}
	return changed;
}

static struct text
device_system(const struct device *device)
{
	if (text_filled(device->information.os))
		return device->information.os;
	return view_newest(&device->user_agents);
}

struct text
device_row_text(const struct device_row *row, enum device_column column)
{
	const struct device *device = row->device;

	switch ((unsigned)column) {
	case DEVICE_ID:
		return device->id;
	case DEVICE_USER:
		return device->user;
	case DEVICE_TYPE:
		return view_newest(&device->types);
	case DEVICE_VERSION:
		return view_newest(&device->protocol_versions);
	case DEVICE_POLICY:
		return row->policy == NULL
			   ? TEXT_NOT_SEEN
			   : view_policy_name(row->policy, POLICY_ID - 1);
	case DEVICE_AGENT:
		return device_system(device);
	default:
		return TEXT_NOT_SEEN;
	}
}

static unsigned char
folded(char byte)
{
	unsigned char letter = (unsigned char)byte;

	return letter >= 'A' && letter <= 'Z' ? (unsigned char)(letter | 0x20)
					      : letter;
}

static bool
is_digit(struct text text)
{
	return text.length > 0 && text.bytes[0] >= '0' && text.bytes[0] <= '9';
}

/* Takes a number off the front, without the zeros it begins with. */
static struct text
take_number(struct text *text)
{
	struct text number = *text;

	for (; is_digit(*text); text->length--)
		text->bytes++;
	number.length -= text->length;
	for (; number.length > 1 && number.bytes[0] == '0'; number.length--)
		number.bytes++;
	return number;
}

static int
compare_digits(struct text left, struct text right)
{
	if (left.length != right.length)
		return left.length < right.length ? -1 : 1;
	return text_compare(left, right);
}

/* As in a dictionary, without case; what was not seen comes last. Numbers in
 * them count as such where they are: versions, models. */
static int
compare_texts(struct text left, struct text right, bool numbers)
{
	/* One text is often that of many devices, and kept once. */
	if (left.bytes == right.bytes && left.length == right.length)
		return 0;
	if (!text_seen(left) || !text_seen(right))
		return (int)text_seen(right) - (int)text_seen(left);
	while (left.length > 0 && right.length > 0) {
		int order = 0;

		if (numbers && is_digit(left) && is_digit(right)) {
			struct text number = take_number(&left);

			order = compare_digits(number, take_number(&right));
		} else {
			order = folded(left.bytes[0]) - folded(right.bytes[0]);
			left.bytes++;
			left.length--;
			right.bytes++;
			right.length--;
		}
		if (order != 0)
			return order;
	}
	return (left.length > right.length) - (left.length < right.length);
}

static int
compare_numbers(uint64_t left, uint64_t right)
{
	return (left > right) - (left < right);
}

/* Whether the digits in a column's texts are numbers. */
static bool
has_numbers(enum device_column column)
{
	return column != DEVICE_ID && column != DEVICE_POLICY;
}

/* The beginning of a text as a number that is ordered as the texts are, up to
 * a number in it: of most pairs of texts it decides, and it is at hand. */
static uint64_t
beginning(struct text text, bool numbers)
{
	uint64_t number = 0;

	if (!text_seen(text))
		return UINT64_MAX;
	for (unsigned i = 0; i < sizeof(number); i++) {
		uint8_t byte = 0;

		if (numbers && is_digit(text)) {
			byte = '0';
			text.length = 1;
		} else if (text.length > 0) {
			byte = folded(text.bytes[0]);
		}
		number = number << 8 | byte;
		text.bytes += text.length > 0;
		text.length -= text.length > 0;
	}
	return number;
}

static int
compare_by(enum device_column column, const void *a, const void *b)
{
	const struct device_row *left = *(struct device_row *const *)a;
	const struct device_row *right = *(struct device_row *const *)b;
	int order;

	if (column == DEVICE_STATE)
		order = compare_numbers(left->state, right->state);
	else if (column == DEVICE_KEY)
		order = compare_numbers(left->key, right->key);
	else if (column == DEVICE_PROVISIONS)
		order = compare_numbers(left->provisions, right->provisions);
	else if (column == DEVICE_LAST)
		order = moment_compare(left->heard, right->heard);
	else if (left->beginning != right->beginning)
		order = compare_numbers(left->beginning, right->beginning);
	else
		order = compare_texts(
		    left->sorted_by, right->sorted_by, has_numbers(column));
	return order != 0 ? order : compare_numbers(left->place, right->place);
}

#define X(symbol, heading, name, least, most, rank)                            \
	static int by_##symbol(const void *a, const void *b)                   \
	{                                                                      \
		return compare_by(DEVICE_##symbol, a, b);                      \
	}
DEVICE_COLUMNS(X)
#undef X

static void
arrange(struct device_rows *rows)
{
	static int (*const orders[])(const void *, const void *) = {
#define X(symbol, heading, name, least, most, rank) by_##symbol,
	    DEVICE_COLUMNS(X)
#undef X
	};
	bool all = rows->filter.length == 0;
	bool sorted = rows->column < DEVICE_COLUMN_COUNT;

	rows->shown_count = 0;
	for (size_t i = 0; i < VIEW_STATE_COUNT; i++)
		rows->in_state[i] = 0;
	for (size_t i = 0; i < rows->count; i++) {
		struct device_row *row = &rows->rows[i];

		if (!all && !device_row_holds(row, rows->filter))
			continue;
		rows->shown[rows->shown_count++] = row;
		rows->in_state[row->state]++;
		if (!sorted)
			continue;
		row->sorted_by = device_row_text(row, rows->column);
		row->beginning =
		    beginning(row->sorted_by, has_numbers(rows->column));
	}
	if (sorted && rows->shown_count > 1)
		qsort(rows->shown, rows->shown_count,
		    sizeof(struct device_row *), orders[rows->column]);
}

bool
device_rows_follow(struct device_rows *rows, const struct ledger *ledger)
{
	bool changed = rows->dirty;

	if (!rows->followed || rows->revision != ledger_revision(ledger)) {
		rows->followed = true;
		rows->revision = ledger_revision(ledger);
		changed = update(rows, ledger) || changed;
	}
	if (changed)
		arrange(rows);
	rows->dirty = false;
	return changed;
}

size_t
device_rows_count(const struct device_rows *rows)
{
	return rows->shown_count;
}

size_t
device_rows_in_state(const struct device_rows *rows, enum view_state state)
{
	return rows->in_state[state];
}

unsigned
device_rows_user_width(const struct device_rows *rows)
{
	return rows->user_width;
}

static size_t
turned(const struct device_rows *rows, size_t place)
{
	return rows->reversed ? rows->shown_count - 1 - place : place;
}

const struct device_row *
device_rows_at(const struct device_rows *rows, size_t place)
{
	if (place >= rows->shown_count)
		return NULL;
	return rows->shown[turned(rows, place)];
}

bool
device_rows_find(
    const struct device_rows *rows, const struct device *device, size_t *place)
{
	for (size_t i = 0; i < rows->shown_count; i++) {
		if (rows->shown[i]->device == device) {
			*place = turned(rows, i);
			return true;
		}
	}
	return false;
}

bool
device_row_holds(const struct device_row *row, struct text part)
{
	const struct device *device = row->device;

	return view_holds(device->id, part) || view_holds(device->user, part) ||
	       view_holds(view_newest(&device->types), part) ||
	       view_holds(text_from(view_state_word(row->state)), part);
}
