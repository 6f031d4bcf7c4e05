/*
 * What servers do for people, see text_story.h.
 */
#include "ui/text_story.h"

#include "ui/layout.h"
#include "ui/story_words.h"

#define INDENT 4u

static void
print_words(FILE *file, size_t indent, const char *words)
{
	struct paragraph line = paragraph_at(file, indent);

	paragraph_words(&line, text_from(words));
	paragraph_end(&line);
}

static void
print_not_seen(FILE *file, const struct server_story *story)
{
	struct paragraph line = paragraph_at(file, INDENT);
	bool any = false;

	for (unsigned i = 0; i < STORY_FACT_COUNT; i++) {
		enum story_fact fact = (enum story_fact)i;

		if (story_seen(story, fact))
			continue;
		if (!any)
			paragraph_words(&line, text_from("not seen:"));
		paragraph_put(&line, any ? "; " : " ",
		    text_from(story_fact_label(fact)), "");
		any = true;
	}
	if (any)
		paragraph_end(&line);
}

void
text_stories(FILE *file, const struct server_stories *stories)
{
	char words[STORY_WORDS];
	char line[STORY_WORDS + STORY_LABEL + 2];

	for (uint32_t i = 0; i < stories->count; i++) {
		const struct server_story *story = &stories->items[i];

		story_title(story, words);
		print_words(file, 2, words);
		for (unsigned j = 0; j < STORY_FACT_COUNT; j++) {
			enum story_fact fact = (enum story_fact)j;

			if (!story_seen(story, fact))
				continue;
			story_words(story, fact, words);
			snprintf(line, sizeof(line), "%s: %s",
			    story_fact_label(fact), words);
			print_words(file, INDENT, line);
		}
		print_not_seen(file, story);
	}
}
