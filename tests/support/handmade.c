/*
 * Captures made by hand, see handmade.h.
 */
#include "tests/support/check.h"

#include "tests/support/handmade.h"
#include "tests/support/opened.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct handmade made;

int
handmade_set_up(void **state)
{
	int descriptor;

	(void)state;
	(void)snprintf(
	    made.path, sizeof(made.path), "%s/capture-XXXXXX", P_tmpdir);
	descriptor = mkstemp(made.path);
	if (descriptor < 0)
		return -1;
	made.file = fdopen(descriptor, "wb");
	made.big_endian = false;
	made.capture = NULL;
	memset(made.message, 0, sizeof(made.message));
	return made.file == NULL ? -1 : 0;
}

int
handmade_tear_down(void **state)
{
	(void)state;
	capture_close(made.capture);
	if (made.file != NULL)
		(void)fclose(made.file);
	return unlink(made.path);
}

void
put16(unsigned value)
{
	unsigned high = value >> 8 & 0xff;
	unsigned low = value & 0xff;

	assert_int_not_equal(
	    putc((int)(made.big_endian ? high : low), made.file), EOF);
	assert_int_not_equal(
	    putc((int)(made.big_endian ? low : high), made.file), EOF);
}

void
put32(uint32_t value)
{
	put16(made.big_endian ? value >> 16 : value & 0xffff);
	put16(made.big_endian ? value & 0xffff : value >> 16);
}

void
put_pcap_header(uint32_t magic, uint32_t link)
{
	put32(magic);
	put16(2);
	put16(4);
	put32(0);
	put32(0);
	put32(262144);
	put32(link);
}

void
put_packet(uint32_t fraction, uint32_t captured, uint32_t wire)
{
	uint32_t i;

	put32(SECONDS);
	put32(fraction);
	put32(captured);
	put32(wire);
	for (i = 0; i < captured; i++)
		assert_int_equal(putc('p', made.file), 'p');
}

void
put_section(void)
{
	put32(0x0a0d0d0a);
	put32(28);
	put32(0x1a2b3c4d);
	put16(1);
	put16(0);
	put32(0xffffffff);
	put32(0xffffffff);
	put32(28);
}

void
put_limited_interface(unsigned link, uint32_t snaplen)
{
	put32(1);
	put32(32);
	put16(link);
	put16(0);
	put32(snaplen);
	put16(9);
	put16(1);
	put16(made.big_endian ? 0x0900 : 0x0009);
	put16(0);
	put32(0);
	put32(32);
}

void
put_interface(unsigned link)
{
	put_limited_interface(link, 0);
}

void
put_enhanced(uint32_t interface, uint64_t time)
{
	put32(6);
	put32(36);
	put32(interface);
	put32((uint32_t)(time >> 32));
	put32((uint32_t)time);
	put32(4);
	put32(60);
	put32(0x70707070);
	put32(36);
}

void
finish_file(void)
{
	assert_int_equal(fclose(made.file), 0);
	made.file = NULL;
}

void
opens(void)
{
	finish_file();
	made.capture = capture_open_file(made.path, NULL, made.message);
	if (made.capture == NULL)
		fail_msg("%s", made.message);
}

void
gives_frame(int64_t fraction, uint32_t captured, uint32_t wire)
{
	assert_int_equal(
	    capture_next(made.capture, &made.frame), CAPTURE_FRAME);
	assert_int_equal(made.frame.time, SECONDS * 1000000000LL + fraction);
	assert_int_equal(made.frame.captured, captured);
	assert_int_equal(made.frame.wire, wire);
	assert_int_equal(made.frame.bytes[captured - 1], 'p');
}

void
ends_with(enum capture_result result, const char *problem)
{
	assert_int_equal(capture_next(made.capture, &made.frame), result);
	assert_string_equal(capture_problem(made.capture), problem);
	assert_int_equal(capture_next(made.capture, &made.frame), result);
	assert_string_equal(capture_problem(made.capture), problem);
}

int
replace_input(int descriptor)
{
	int kept = dup(STDIN_FILENO);

	assert_true(kept >= 0);
	assert_true(dup2(descriptor, STDIN_FILENO) >= 0);
	return kept;
}

void
restore_input(int kept)
{
	assert_true(dup2(kept, STDIN_FILENO) >= 0);
	assert_int_equal(close(kept), 0);
	clearerr(stdin);
}
