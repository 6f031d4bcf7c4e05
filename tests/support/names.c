/*
 * The names of a capture, see names.h.
 */
#include "tests/support/names.h"
#include "tests/support/check.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "tests/support/truth.h"

/* Shorter ones stand in anything. */
#define NAME_LEAST 3u

/* Members whose values are names, in reports and truths. */
static const char *const keys[] = {"device_id", "user", "IMEI", "PhoneNumber",
    "FriendlyName", "client", "server", "servers", "sources"};

static void
add(struct name_list *names, const char *name, size_t length)
{
	if (length < NAME_LEAST)
		return;
	for (size_t i = 0; i < names->count; i++)
		if (strlen(names->items[i]) == length &&
		    memcmp(names->items[i], name, length) == 0)
			return;
	names->items =
	    realloc(names->items, (names->count + 1) * sizeof(*names->items));
	assert_non_null(names->items);
	names->items[names->count++] = strndup(name, length);
}

/* "10.0.0.1:80" is 10.0.0.1, "[fd00::1]:80" is fd00::1. */
static void
add_value(struct name_list *names, const char *value)
{
	size_t length = strlen(value);
	const char *colon = strrchr(value, ':');

	if (value[0] == '[')
		add(names, value + 1, strcspn(value + 1, "]"));
	else if (colon != NULL && strspn(colon + 1, "0123456789") > 0)
		add(names, value, (size_t)(colon - value));
	else
		add(names, value, length);
}

static void
walk(struct name_list *names, const json_t *json, bool is_name)
{
	const char *key;
	json_t *value;
	size_t index;

	if (json_is_string(json) && is_name)
		add_value(names, json_string_value(json));
	json_array_foreach(json, index, value)
	{
		walk(names, value, is_name);
	}
	/* jansson's iterators take no const; nothing is changed. */
	json_object_foreach((json_t *)(uintptr_t)json, key, value)
	{
		bool named = false;

		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			named |= strcmp(key, keys[i]) == 0;
		walk(names, value, named);
	}
}

void
names_from_json(struct name_list *names, const char *text)
{
	size_t left = strlen(text);
	json_error_t error;
	json_t *json;

	while (left > 1) {
		json = json_loadb(text, left, JSON_DISABLE_EOF_CHECK, &error);
		if (json == NULL)
			return;
		walk(names, json, false);
		json_decref(json);
		text += error.position;
		left -= (size_t)error.position;
	}
}

void
names_from_truth(struct name_list *names, const char *capture)
{
	json_t *truth = truth_of(capture);

	walk(names, truth, false);
	json_decref(truth);
}

void
names_from_heads(struct name_list *names, const uint8_t *bytes, size_t length)
{
	static const char host[] = "\r\nHost: ";
	size_t front = sizeof(host) - 1;
	char value[256];

	for (size_t i = 0; i + front < length; i++) {
		size_t end = i + front;

		if (strncasecmp((const char *)bytes + i, host, front) != 0)
			continue;
		while (end < length && isgraph(bytes[end]))
			end++;
		snprintf(value, sizeof(value), "%.*s", (int)(end - i - front),
		    (const char *)bytes + i + front);
		add_value(names, value);
	}
}

static bool
holds(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = text; *at != '\0'; at++)
		if ((at == text || !isalnum((unsigned char)at[-1])) &&
		    strncasecmp(at, name, length) == 0 &&
		    !isalnum((unsigned char)at[length]))
			return true;
	return false;
}

const char *
names_found(const struct name_list *names, const char *text)
{
	for (size_t i = 0; i < names->count; i++)
		if (holds(text, names->items[i]))
			return names->items[i];
	return NULL;
}

void
names_end(struct name_list *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i]);
	free(names->items);
	*names = (struct name_list){0};
}
