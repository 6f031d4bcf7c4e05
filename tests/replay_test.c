/*
 * Every capture again, in ways that must not change what is true: the same
 * streams cut into other segments give the same devices; without any one of
 * its packets, ended early, or with its packets cut short, a capture shows no
 * device that was not there and no state that the device never had.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/assess.h"
#include "tests/support/digest.h"
#include "tests/support/frames.h"
#include "tests/support/run.h"
#include "tests/support/truth.h"

#define MOST_CAPTURES 128
/* Replays of one capture at most; larger ones leave out every n-th packet. */
#define MOST_REPLAYS 1300
/* Packets of one capture's replays in all, for the sake of time. */
#define MOST_PACKETS 2000000

/* NULL where a limit of the program was reached: a window of tiny segments
 * behind a hole is more than it lets wait. */
static char *
digest_of_frames(const struct frames *frames)
{
	struct ledger *ledger = frames_replay(frames, NO_FRAME);
	char *digest = NULL;

	if (ledger_health_seen(ledger)->limits_reached == 0)
		digest = digest_of(ledger);
	ledger_free(ledger);
	return digest;
}

/* Shows where two digests part, not the whole of them. */
static void
check_same(const char *expected, const char *got, const char *how)
{
	size_t same = 0;

	if (got == NULL)
		return;
	while (expected[same] != '\0' && expected[same] == got[same])
		same++;
	if (expected[same] == got[same])
		return;
	while (same > 0 && expected[same - 1] != '\n')
		same--;
	fail_msg("%s:\n%.200s\ninstead of\n%.200s", how, got + same,
	    expected + same);
}

/* Behind a hole the start of a message is looked for at the front of each
 * segment; one or two letters cannot tell it, so that a capture that lacks
 * part of the traffic is not cut that small. */
static void
other_segments_change_nothing(void **state)
{
	static const struct {
		size_t least, most;
		const char *how;
	} cuts[] = {{536, 536, "536 bytes"}, {4, 200, "4 to 200 bytes"},
	    {1, 7, "1 to 7 bytes"}, {1, 1, "byte by byte"}};
	const struct capture_file *capture = *state;
	json_t *truth = truth_of(capture->name);
	size_t count = truth_is_partial(truth) ? 2 : 4;
	struct frames frames;
	struct frames other;
	char *expected;
	char *got;

	frames_load(&frames, capture->folder, capture->file);
	expected = digest_of_frames(&frames);
	assert_non_null(expected);
	for (size_t i = 0; i < count; i++) {
		frames_split(&other, &frames, cuts[i].least, cuts[i].most, 7);
		got = digest_of_frames(&other);
		check_same(expected, got, cuts[i].how);
		frames_done(&other);
		free(got);
	}
	frames_merge(&other, &frames);
	got = digest_of_frames(&other);
	check_same(expected, got, "merged");
	frames_done(&other);
	free(got);
	free(expected);
	frames_done(&frames);
	json_decref(truth);
}

static const char *
copy_text(struct text text, char *out, size_t size)
{
	if (!text_seen(text))
		return NULL;
	snprintf(out, size, "%.*s", (int)text.length, text.bytes);
	return out;
}

/* The truth's device; where the user is not known, any with that id. */
static const json_t *
real_device(const json_t *truth, const char *id, const char *user)
{
	size_t index;
	json_t *device;

	if (user != NULL)
		return device_in(truth, id, user);
	json_array_foreach(json_object_get(truth, "devices"), index,
	    device) if (strcmp(text_in(device, "device_id"), id) ==
			0) return device;
	return NULL;
}

/* No device that was not there, no state that it never had. */
static void
check_device(const json_t *truth, const struct device *device, const char *how,
    size_t number)
{
	char id[256];
	char user[256];
	const char *known_user = copy_text(device->user, user, sizeof(user));
	const json_t *real;
	struct assessment *assessment = assess_device(device);
	const char *state = state_name(assessment->state);

	copy_text(device->id, id, sizeof(id));
	real = real_device(truth, id, known_user);
	if (real == NULL)
		disagree("%s %zu: no such device: %s of %s", how, number, id,
		    known_user == NULL ? "nobody" : known_user);
	else if (assessment->state != STATE_UNKNOWN &&
		 !truth_had_state(real, state))
		disagree("%s %zu: %s was never \"%s\"", how, number, id, state);
	assessment_free(assessment);
}

static void
check_replay(const json_t *truth, const struct frames *frames, size_t left_out,
    const char *how, size_t number)
{
	struct ledger *ledger = frames_replay(frames, left_out);
	size_t count = ledger_device_count(ledger);

	if (truth_is_negative(truth) && count > 0)
		disagree("%s %zu: a device", how, number);
	else
		for (size_t i = 0; i < count; i++)
			check_device(
			    truth, ledger_device(ledger, i), how, number);
	ledger_free(ledger);
}

/* Packets of a capture are tried one by one, every n-th of a large one. */
static size_t
stride_for(const struct frames *frames)
{
	size_t replays = MOST_REPLAYS;

	if (frames->count * replays > MOST_PACKETS)
		replays = MOST_PACKETS / frames->count;
	return frames->count / replays + 1;
}

static void
a_lost_packet_makes_nothing_up(void **state)
{
	const struct capture_file *capture = *state;
	json_t *truth = truth_of(capture->name);
	struct frames frames;

	assert_non_null(truth);
	frames_load(&frames, capture->folder, capture->file);
	for (size_t i = 0; i < frames.count; i += stride_for(&frames))
		check_replay(truth, &frames, i, "without packet", i + 1);
	frames_done(&frames);
	json_decref(truth);
	assert_int_equal(disagreements(), 0);
}

static void
an_early_end_makes_nothing_up(void **state)
{
	const struct capture_file *capture = *state;
	json_t *truth = truth_of(capture->name);
	struct frames frames;

	assert_non_null(truth);
	frames_load(&frames, capture->folder, capture->file);
	for (size_t i = 0; i < frames.count; i += stride_for(&frames)) {
		struct frames first = {.items = frames.items, .count = i};

		check_replay(truth, &first, NO_FRAME, "packets", i);
	}
	frames_done(&frames);
	json_decref(truth);
	assert_int_equal(disagreements(), 0);
}

static void
a_short_snapshot_makes_nothing_up(void **state)
{
	const struct capture_file *capture = *state;
	json_t *truth = truth_of(capture->name);
	struct frames frames;

	assert_non_null(truth);
	frames_load(&frames, capture->folder, capture->file);
	for (uint32_t most = 1500; most > 16; most -= most / 16) {
		for (size_t i = 0; i < frames.count; i++)
			if (frames.items[i].captured > most)
				frames.items[i].captured = most;
		check_replay(truth, &frames, NO_FRAME, "snapshot", most);
	}
	frames_done(&frames);
	json_decref(truth);
	assert_int_equal(disagreements(), 0);
}

int
main(void)
{
	static const struct {
		const char *name;
		CMUnitTestFunction function;
	} replays[] = {
	    {"other segments change nothing", other_segments_change_nothing},
	    {"a lost packet makes nothing up", a_lost_packet_makes_nothing_up},
	    {"an early end makes nothing up", an_early_end_makes_nothing_up},
	    {"a short snapshot makes nothing up",
		a_short_snapshot_makes_nothing_up},
	};
	static struct capture_file captures[MOST_CAPTURES];
	static struct CMUnitTest tests[4 * MOST_CAPTURES];
	static char names[4 * MOST_CAPTURES][160];
	size_t count = captures_in("samples", captures, 0, MOST_CAPTURES);

	count = captures_in("tests/corpus", captures, count, MOST_CAPTURES);
	for (size_t i = 0; i < 4 * count; i++) {
		snprintf(names[i], sizeof(names[i]), "%s: %s",
		    captures[i / 4].name, replays[i % 4].name);
		tests[i] = (struct CMUnitTest){.name = names[i],
		    .test_func = replays[i % 4].function,
		    .initial_state = &captures[i / 4]};
	}
	return _cmocka_run_group_tests("replay", tests, 4 * count, NULL, NULL);
}
