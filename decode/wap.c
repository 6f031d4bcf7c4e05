/*
 * WAP provisioning XML as the legacy policy form, see wap.h.
 *
 * The document is a tree of `characteristic` elements with `parm` leaves; a
 * setting is a parm at a path. One branch may come once with several parms or
 * several times with one each: only the path counts. A parm that is not known
 * at its path keeps both, joined by '/'.
 */
#include "decode/wap.h"

#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/model/memory.h"
#include "decode/xml.h"

/* clang-format off */
#define LASSD "Registry/HKLM\\Comm\\Security\\Policy\\LASSD"
#define LOCK LASSD "\\AE\\{50C13377-C66D-400C-889E-C316FC4AB374}"

static const struct {
	const char *parm;
	const char *path;
} known[] = {
	{ "4131", "SecurityPolicy" },
	{ "4133", "SecurityPolicy" },
	{ "AEFrequencyType", LOCK },
	{ "AEFrequencyValue", LOCK },
	{ "DeviceWipeThreshold", LASSD },
	{ "CodewordFrequency", LASSD },
	{ "MinimumPasswordLength", LASSD "\\LAP\\lap_pw" },
	{ "PasswordComplexity", LASSD "\\LAP\\lap_pw" },
};
/* clang-format on */

struct wap_reader {
	struct xml *xml;
	struct policy_builder *builder;
	size_t fed;
	unsigned depth;
	size_t outer[LIMIT_WAP_DEPTH]; /* length of the path outside */
	size_t path_length;
	char path[LIMIT_VALUE];
};

static const char *
attribute(const char *const *attributes, const char *name)
{
	for (; attributes[0] != NULL; attributes += 2) {
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	}
	return NULL;
}

/* Lengthens the path by '/' and a step. False: there is no room. */
static bool
path_push(struct wap_reader *w, const char *step)
{
	size_t length = strlen(step);
	size_t slash = w->path_length > 0 ? 1 : 0;
	size_t room = sizeof(w->path) - w->path_length;

	if (slash > room || length > room - slash) {
		xml_stop(w->xml, VERDICT_LIMIT);
		return false;
	}
	if (slash == 1)
		w->path[w->path_length++] = '/';
	memcpy(w->path + w->path_length, step, length);
	w->path_length += length;
	return true;
}

static int
fold(char c)
{
	if (c == '/')
		return '\\';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* Whether the path in force is this one. Case does not count in a registry,
 * nor whether a branch was nested or written in one step. */
static bool
path_is(const struct wap_reader *w, const char *path)
{
	if (strlen(path) != w->path_length)
		return false;
	for (size_t i = 0; i < w->path_length; i++) {
		if (fold(path[i]) != fold(w->path[i]))
			return false;
	}
	return true;
}

/* The setting of a parm at the path in force. */
static enum setting
find_setting(const struct wap_reader *w, const char *parm)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(known[i].parm, parm) == 0 &&
		    path_is(w, known[i].path))
			return setting_by_name(text_from(parm));
	}
	return SETTING_UNKNOWN;
}

static void
add_parm(struct wap_reader *w, const char *parm, const char *value)
{
	enum setting setting = find_setting(w, parm);
	struct text name = text_from(parm);

	if (strlen(value) > LIMIT_VALUE) {
		xml_stop(w->xml, VERDICT_LIMIT);
		return;
	}
	if (setting == SETTING_UNKNOWN) {
		if (!path_push(w, parm))
			return;
		name = text_over(w->path, w->path_length);
	}
	if (!policy_add(w->builder, setting, name, text_from(value)))
		xml_stop(w->xml, VERDICT_LIMIT);
}

static void
on_start(void *context, const char *name, const char *const *attributes)
{
	struct wap_reader *w = context;
	const char *parm = attribute(attributes, "name");
	const char *type = attribute(attributes, "type");
	const char *value = attribute(attributes, "value");

	if (w->depth == 0 && strcmp(name, "wap-provisioningdoc") != 0) {
		xml_stop(w->xml, VERDICT_MALFORMED);
		return;
	}
	if (w->depth == LIMIT_WAP_DEPTH) {
		xml_stop(w->xml, VERDICT_LIMIT);
		return;
	}
	w->outer[w->depth++] = w->path_length;
	if (strcmp(name, "characteristic") == 0 && type != NULL)
		(void)path_push(w, type);
	else if (strcmp(name, "parm") == 0 && parm != NULL)
		add_parm(w, parm, value == NULL ? "" : value);
}

static void
on_end(void *context)
{
	struct wap_reader *w = context;

	/* expat may report the end of an empty element that was stopped. */
	if (w->depth > 0)
		w->path_length = w->outer[--w->depth];
}

static void
on_text(void *context, const char *bytes, size_t length)
{
	(void)context;
	(void)bytes;
	(void)length;
}

static const struct xml_handlers handlers = {on_start, on_end, on_text};

struct wap_reader *
wap_reader_new(void)
{
	return memory_get(1, sizeof(struct wap_reader));
}

void
wap_reader_free(struct wap_reader *w)
{
	if (w != NULL)
		xml_free(w->xml);
	free(w);
}

void
wap_begin(struct wap_reader *w, struct policy_builder *builder)
{
	xml_free(w->xml);
	w->xml = xml_new(&handlers, w);
	w->builder = builder;
	w->fed = 0;
	w->depth = 0;
	w->path_length = 0;
}

void
wap_feed(struct wap_reader *w, struct text text)
{
	if (text.length > LIMIT_WAP_DOCUMENT - w->fed) {
		text.length = (uint32_t)(LIMIT_WAP_DOCUMENT - w->fed);
		xml_feed(w->xml, text.bytes, text.length);
		xml_stop(w->xml, VERDICT_LIMIT);
		text.length = 0;
	}
	xml_feed(w->xml, text.bytes, text.length);
	w->fed += text.length;
}

enum verdict
wap_end(struct wap_reader *w, bool whole)
{
	enum verdict verdict = xml_end(w->xml);

	if (verdict == VERDICT_SHORT && whole)
		verdict = VERDICT_MALFORMED;
	return verdict;
}
