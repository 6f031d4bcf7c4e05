/*
 * The code pages: names, versions, the legacy mark, and what is not there.
 */
#include "tests/support/check.h"

#include "decode/codepages.h"

static void
elements_have_their_names(void **state)
{
	(void)state;
	assert_string_equal(codepage_element(0, 0x05)->name, "Sync");
	assert_string_equal(codepage_element(14, 0x05)->name, "Provision");
	assert_string_equal(
	    codepage_element(14, 0x3b)->name, "AccountOnlyRemoteWipe");
	assert_string_equal(codepage_element(25, 0x22)->name, "Picture");
}

static void
a_token_with_two_names_has_the_current_one(void **state)
{
	const struct codepage_element *element = codepage_element(14, 0x10);

	(void)state;
	assert_string_equal(element->name, "RequireStorageCardEncryption");
	assert_string_equal(element->libwbxml_name, "DeviceEncryptionEnabled");
	assert_false(element->legacy);
}

static void
withdrawn_tokens_are_marked(void **state)
{
	const struct codepage_element *element = codepage_element(14, 0x12);

	(void)state;
	assert_string_equal(element->name, "DocumentBrowseEnabled");
	assert_true(element->legacy);
	assert_string_equal(element->first_version, "12.0");
}

static void
versions_say_when_an_element_came(void **state)
{
	(void)state;
	assert_string_equal(codepage_element(14, 0x0b)->first_version, "2.5");
	assert_string_equal(codepage_element(14, 0x3b)->first_version, "16.1");
	assert_string_equal(codepage_element(18, 0x20)->first_version, "12.1");
}

static void
the_page_of_an_extension_is_known(void **state)
{
	(void)state;
	assert_string_equal(codepage_name(254), "WindowsLive");
	assert_string_equal(codepage_element(254, 0x06)->name, "Annotation");
	assert_null(codepage_element(254, 0x09));
}

static void
pages_have_their_namespaces(void **state)
{
	(void)state;
	assert_string_equal(codepage_name(0), "AirSync");
	assert_string_equal(codepage_name(PAGE_PROVISION), "Provision");
	assert_string_equal(codepage_name(PAGE_SETTINGS), "Settings");
	assert_string_equal(codepage_name(25), "Find");
}

static void
what_is_not_in_the_list_is_not_there(void **state)
{
	(void)state;
	assert_null(codepage_element(14, 0x3c));
	assert_null(codepage_element(14, 0x04));
	assert_null(codepage_element(14, 0x45));
	assert_null(codepage_element(26, 0x05));
	assert_null(codepage_element(255, 0x05));
	assert_null(codepage_name(26));
	assert_null(codepage_name(255));
}

static void
the_list_has_all_its_rows_once(void **state)
{
	unsigned rows = 0;
	unsigned legacy = 0;

	(void)state;
	for (unsigned page = 0; page < 256; page++) {
		for (unsigned token = 0; token < 256; token++) {
			const struct codepage_element *element =
			    codepage_element((uint8_t)page, (uint8_t)token);

			rows += element != NULL;
			legacy += element != NULL && element->legacy;
			if (element != NULL)
				assert_non_null(codepage_name((uint8_t)page));
		}
	}
	assert_int_equal(rows, 660);
	assert_int_equal(legacy, 74);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(elements_have_their_names),
	    cmocka_unit_test(a_token_with_two_names_has_the_current_one),
	    cmocka_unit_test(withdrawn_tokens_are_marked),
	    cmocka_unit_test(versions_say_when_an_element_came),
	    cmocka_unit_test(the_page_of_an_extension_is_known),
	    cmocka_unit_test(pages_have_their_namespaces),
	    cmocka_unit_test(what_is_not_in_the_list_is_not_there),
	    cmocka_unit_test(the_list_has_all_its_rows_once),
	};

	return cmocka_run_group_tests_name("codepages", tests, NULL, NULL);
}
