/*
 * Reads ELF files for the tests, see elf_file.h. The files come from our own
 * compiler, but an offset that leads outside is a failed test all the same.
 */
#include "tests/support/check.h"

#include "tests/support/elf_file.h"

#include <stdlib.h>
#include <string.h>

static const void *
at(const struct elf_file *file, size_t offset, size_t size)
{
	if (offset > file->length || size > file->length - offset)
		fail_msg("%zu bytes at %zu are outside the file", size, offset);
	return file->bytes + offset;
}

struct elf_file
elf_open(const char *path)
{
	struct elf_file file;

	file.bytes = from_file(path, &file.length);
	if (memcmp(at(&file, 0, SELFMAG), ELFMAG, SELFMAG) != 0 ||
	    elf_header(&file)->e_shentsize != sizeof(ElfW(Shdr)))
		fail_msg("%s is no ELF file of this machine", path);
	return file;
}

void
elf_close(struct elf_file *file)
{
	free(file->bytes);
	file->bytes = NULL;
}

const ElfW(Ehdr) * elf_header(const struct elf_file *file)
{
	return at(file, 0, sizeof(ElfW(Ehdr)));
}

const ElfW(Phdr) * elf_segment(const struct elf_file *file, size_t nth)
{
	const ElfW(Ehdr) *header = elf_header(file);

	if (nth >= header->e_phnum)
		return NULL;
	return at(file, header->e_phoff + nth * sizeof(ElfW(Phdr)),
	    sizeof(ElfW(Phdr)));
}

const ElfW(Shdr) * elf_section(const struct elf_file *file, size_t nth)
{
	const ElfW(Ehdr) *header = elf_header(file);

	if (nth >= header->e_shnum)
		return NULL;
	return at(file, header->e_shoff + nth * sizeof(ElfW(Shdr)),
	    sizeof(ElfW(Shdr)));
}

const ElfW(Phdr) * elf_segment_of(const struct elf_file *file, unsigned type)
{
	const ElfW(Phdr) * segment;

	for (size_t i = 0; (segment = elf_segment(file, i)) != NULL; i++)
		if (segment->p_type == type)
			return segment;
	return NULL;
}

const ElfW(Dyn) * elf_dynamic(const struct elf_file *file, long tag)
{
	const ElfW(Phdr) *segment = elf_segment_of(file, PT_DYNAMIC);
	size_t count;
	const ElfW(Dyn) * entry;

	if (segment == NULL)
		return NULL;
	count = segment->p_filesz / sizeof(*entry);
	entry = at(file, segment->p_offset, count * sizeof(*entry));
	for (; count > 0 && entry->d_tag != DT_NULL; count--, entry++)
		if (entry->d_tag == tag)
			return entry;
	return NULL;
}

const void *
elf_content(const struct elf_file *file, const ElfW(Shdr) * section,
    size_t offset, size_t size)
{
	assert_true(offset <= section->sh_size);
	assert_true(size <= section->sh_size - offset);
	return at(file, section->sh_offset + offset, size);
}

const void *
elf_loaded(const struct elf_file *file, ElfW(Addr) address, size_t size)
{
	const ElfW(Phdr) * segment;

	for (size_t i = 0; (segment = elf_segment(file, i)) != NULL; i++)
		if (segment->p_type == PT_LOAD && address >= segment->p_vaddr &&
		    address - segment->p_vaddr <= segment->p_filesz &&
		    size <= segment->p_filesz - (address - segment->p_vaddr))
			return at(file,
			    segment->p_offset + (address - segment->p_vaddr),
			    size);
	return NULL;
}

static void
each_import_of(const struct elf_file *file, const ElfW(Shdr) * symbols,
    void (*found)(void *context, const char *name), void *context)
{
	const ElfW(Shdr) *names = elf_section(file, symbols->sh_link);
	const char *words;

	if (names == NULL || names->sh_size == 0)
		fail_msg("symbols without names");
	words = elf_content(file, names, 0, names->sh_size);
	assert_int_equal(words[names->sh_size - 1], '\0');
	for (size_t i = 0; i < symbols->sh_size / sizeof(ElfW(Sym)); i++) {
		const ElfW(Sym) *symbol = elf_content(
		    file, symbols, i * sizeof(*symbol), sizeof(*symbol));

		assert_true(symbol->st_name < names->sh_size);
		if (symbol->st_shndx == SHN_UNDEF && symbol->st_name != 0)
			found(context, words + symbol->st_name);
	}
}

void
elf_each_import(const struct elf_file *file,
    void (*found)(void *context, const char *name), void *context)
{
	const ElfW(Shdr) * section;

	for (size_t i = 0; (section = elf_section(file, i)) != NULL; i++)
		if (section->sh_type == SHT_SYMTAB ||
		    section->sh_type == SHT_DYNSYM)
			each_import_of(file, section, found, context);
}
