/*
 * An object file or program in ELF, as its linker and its loader see it
 * (System V ABI, "Object Files"), of this machine's own kind. What cannot be
 * read fails the test. Everything lent lives as long as the file is open.
 */
#ifndef EASLENS_TESTS_ELF_FILE_H
#define EASLENS_TESTS_ELF_FILE_H

#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct elf_file {
	uint8_t *bytes;
	size_t length;
};

struct elf_file elf_open(const char *path);
void elf_close(struct elf_file *file);

const ElfW(Ehdr) * elf_header(const struct elf_file *file);

/* The segments and the sections, in order; NULL after the last. */
const ElfW(Phdr) * elf_segment(const struct elf_file *file, size_t nth);
const ElfW(Shdr) * elf_section(const struct elf_file *file, size_t nth);

/* The first segment of a kind, and the first entry of the dynamic section
 * with this tag; NULL: there is none. */
const ElfW(Phdr) * elf_segment_of(const struct elf_file *file, unsigned type);
const ElfW(Dyn) * elf_dynamic(const struct elf_file *file, long tag);

/* The bytes of a section, at most `size` of them at an offset into it. */
const void *elf_content(const struct elf_file *file, const ElfW(Shdr) * section,
    size_t offset, size_t size);

/* What is loaded at an address; NULL: nothing of the file is, or less than
 * `size` bytes. */
const void *elf_loaded(
    const struct elf_file *file, ElfW(Addr) address, size_t size);

/* Calls `found` with each name that the file uses and does not define. */
void elf_each_import(const struct elf_file *file,
    void (*found)(void *context, const char *name), void *context);

#endif
