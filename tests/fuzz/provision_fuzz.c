/*
 * The bodies of a Provision or Settings exchange into facts, of either type
 * of policy. A reader that knows the documents already says the same as one
 * that sees them for the first time.
 *
 *   flags 1: SETTINGS, CUT_REQUEST, CUT_RESPONSE, the version | the request:
 *   length 2, bytes | the response: the rest
 */
#include "decode/model/policy.h"
#include "decode/provision.h"
#include "tests/fuzz/fuzz.h"

enum {
	SETTINGS = 0x80,
	CUT_REQUEST = 0x40,
	CUT_RESPONSE = 0x20,
};

struct verdicts {
	enum verdict request, response;
};

static struct verdicts
read_both(struct provision_reader *reader, struct cursor input)
{
	static const char *const versions[] = {
	    NULL, "2.5", "12.0", "12.1", "14.0", "14.1", "16.1", ""};
	uint8_t flags = cursor_u8(&input);
	struct cursor request = fuzz_record(&input);
	bool cut_request = (flags & CUT_REQUEST) != 0;
	bool cut_response = (flags & CUT_RESPONSE) != 0;

	provision_begin(reader, text_from(versions[flags & 7]));
	if ((flags & SETTINGS) != 0)
		return (struct verdicts){
		    settings_read_request(
			reader, request.at, request.left, !cut_request),
		    settings_read_response(
			reader, input.at, input.left, !cut_response)};
	return (struct verdicts){provision_read_request(reader, request.at,
				     request.left, !cut_request),
	    provision_read_response(
		reader, input.at, input.left, !cut_response)};
}

static void
same_policy(const struct policy *one, const struct policy *other)
{
	HOLDS((one == NULL) == (other == NULL));
	if (one == NULL)
		return;
	HOLDS(one->complete == other->complete);
	HOLDS(policy_equal(one, other));
}

static void
same_facts(
    const struct provision_result *one, const struct provision_result *other)
{
	const struct provision_seen *a = &one->seen;
	const struct provision_seen *b = &other->seen;

	HOLDS(a->phase == b->phase);
	HOLDS(text_equal(a->policy_type, b->policy_type));
	HOLDS(text_equal(a->request_policy_key, b->request_policy_key));
	HOLDS(text_equal(a->ack_status, b->ack_status));
	HOLDS(text_equal(a->wipe_status, b->wipe_status));
	HOLDS(text_equal(a->account_wipe_status, b->account_wipe_status));
	HOLDS(text_equal(a->response_status, b->response_status));
	HOLDS(text_equal(a->response_policy_status, b->response_policy_status));
	HOLDS(text_equal(a->response_policy_key, b->response_policy_key));
	HOLDS(a->remote_wipe_requested == b->remote_wipe_requested);
	HOLDS(a->account_only_remote_wipe_requested ==
	      b->account_only_remote_wipe_requested);
	HOLDS(a->request_whole == b->request_whole);
	HOLDS(a->response_whole == b->response_whole);
	same_policy(a->policy, b->policy);
	HOLDS(one->has_information == other->has_information);
	HOLDS(text_equal(one->information_status, other->information_status));
#define X(field, element)                                                      \
	HOLDS(text_equal(one->information.field, other->information.field));
	INFORMATION(X)
#undef X
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct cursor input = cursor_over(bytes, length);
	struct provision_reader *fresh = provision_reader_new();
	struct provision_reader *knowing = provision_reader_new();
	struct verdicts first = read_both(fresh, input);
	struct verdicts again = read_both(knowing, input);

	again = read_both(knowing, input);
	HOLDS(first.request == again.request);
	HOLDS(first.response == again.response);
	same_facts(provision_result(fresh), provision_result(knowing));
	fuzz_tell("request %s, response %s", verdict_name(first.request),
	    verdict_name(first.response));
	provision_reader_free(fresh);
	provision_reader_free(knowing);
	return 0;
}
