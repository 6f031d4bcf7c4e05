/*
 * Policies with numbers, and which device got which as its n-th.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "decode/model/listing.h"
#include "tests/support/exchanges.h"
#include "tests/support/written.h"

static struct ledger *ledger;
static struct listing *listing;

static int
begin(void **state)
{
	(void)state;
	ledger = ledger_new();
	listing = NULL;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	listing_free(listing);
	ledger_free(ledger);
	return 0;
}

static void
offer(int second, const char *device, const char *document)
{
	struct exchange exchange =
	    download_at(second, "T", policy_written(document));

	exchange.seen.device_id = text_from(device);
	tell(ledger, exchange);
}

/* "D1 1, D2 2" of the policy of that number. */
static void
revisions_are(size_t number, const char *expected)
{
	const struct listed *row = &listing->policies[number - 1];
	char words[256] = "";

	for (size_t i = 0; i < row->revision_count; i++) {
		const struct revision *revision = &row->revisions[i];
		size_t used = strlen(words);

		assert_int_equal(revision->place, number - 1);
		snprintf(words + used, sizeof(words) - used, "%s%.*s %u",
		    i > 0 ? ", " : "", (int)revision->device->id.length,
		    revision->device->id.bytes, (unsigned)revision->nth);
	}
	assert_string_equal(words, expected);
}

static void
policies_are_numbered_as_they_appeared(void **state)
{
	(void)state;
	offer(3, "D1", "AllowCamera=0");
	offer(2, "D2", "AllowWiFi=0|AllowCamera=1");
	offer(4, "D3", "AllowCamera=1|AllowWiFi=0");
	listing = listing_of(ledger);
	assert_int_equal(listing->count, 2);
	assert_int_equal(listing->policies[0].first.frame, 20);
	assert_int_equal(listing->policies[0].last.frame, 40);
	revisions_are(1, "D2 1, D3 1");
	revisions_are(2, "D1 1");
}

static void
a_revision_is_a_change_and_going_back_is_one(void **state)
{
	(void)state;
	offer(1, "D1", "AllowCamera=0");
	offer(2, "D1", "AllowCamera=0");
	offer(3, "D1", "AllowCamera=1");
	offer(4, "D1", "AllowCamera=0");
	listing = listing_of(ledger);
	revisions_are(1, "D1 1, D1 3");
	revisions_are(2, "D1 2");
	assert_int_equal(
	    listing->policies[0].revisions[1].offer->request.frame, 40);
}

static void
a_cut_document_is_listed_last_and_nobodys_revision(void **state)
{
	(void)state;
	offer(1, "D1", "AllowCamera=0|...");
	offer(2, "D1", "AllowCamera=0");
	offer(3, "D1", "AllowCamera=0|...");
	offer(4, "D1", "AllowCamera=0");
	offer(5, "D2", "AllowWiFi=0|...");
	listing = listing_of(ledger);
	assert_int_equal(listing->count, 3);
	assert_true(listing->policies[0].policy->complete);
	assert_string_equal(listing->policies[1].policy->id, "");
	revisions_are(1, "D1 1");
	revisions_are(2, "D1 0");
	revisions_are(3, "D2 0");
	assert_int_equal(listing->policies[1].last.frame, 30);
}

static void
found(const char *word, size_t number)
{
	const struct listed *row = NULL;

	assert_int_equal(listing_find(listing, word, &row), LISTING_FOUND);
	assert_ptr_equal(row, &listing->policies[number - 1]);
}

static void
not_found(const char *word, enum listing_result result)
{
	const struct listed *row = NULL;

	assert_int_equal(listing_find(listing, word, &row), result);
}

static void
a_policy_is_found_by_number_or_beginning_of_its_id(void **state)
{
	char word[POLICY_ID];
	char document[32];

	(void)state;
	for (int i = 1; i <= 40; i++) {
		snprintf(
		    document, sizeof(document), "DevicePasswordHistory=%d", i);
		offer(i, "D1", document);
	}
	listing = listing_of(ledger);
	found("40", 40);
	found("7", 7);
	for (size_t i = 1; i <= 40; i++) {
		memcpy(word, listing->policies[i - 1].policy->id, POLICY_ID);
		found(word, i);
		word[9] = '\0';
		found(word, i);
		for (char *at = word; *at != '\0'; at++)
			*at = (char)(*at >= 'a' ? *at - 'a' + 'A' : *at);
		found(word, i);
	}
	not_found("", LISTING_NONE);
	not_found("xyz", LISTING_NONE);
	not_found("00000007", LISTING_NONE); /* a beginning, no number */
}

static void
the_beginning_of_two_ids_names_none(void **state)
{
	const char *first;
	char word[2] = "";
	char document[32];

	(void)state;
	for (int i = 1; i <= 40; i++) {
		snprintf(
		    document, sizeof(document), "DevicePasswordHistory=%d", i);
		offer(i, "D1", document);
	}
	listing = listing_of(ledger);
	/* Of forty ids, one of six letters begins more than one. */
	for (size_t i = 0; i < 40 && word[0] == '\0'; i++) {
		first = listing->policies[i].policy->id;
		for (size_t k = i + 1; k < 40; k++) {
			if (first[0] >= 'a' &&
			    listing->policies[k].policy->id[0] == first[0])
				word[0] = first[0];
		}
	}
	assert_true(word[0] != '\0');
	not_found(word, LISTING_AMBIGUOUS);
}

static void
an_empty_ledger_has_an_empty_listing(void **state)
{
	(void)state;
	listing = listing_of(ledger);
	assert_int_equal(listing->count, 0);
	not_found("1", LISTING_NONE);
	listing_free(NULL);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(policies_are_numbered_as_they_appeared),
	    TEST(a_revision_is_a_change_and_going_back_is_one),
	    TEST(a_cut_document_is_listed_last_and_nobodys_revision),
	    TEST(a_policy_is_found_by_number_or_beginning_of_its_id),
	    TEST(the_beginning_of_two_ids_names_none),
	    TEST(an_empty_ledger_has_an_empty_listing),
	};
#undef TEST

	return cmocka_run_group_tests_name("listing", tests, NULL, NULL);
}
