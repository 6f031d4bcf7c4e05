/*
 * The finished program has the defences that its flags ask for: what the
 * compiler and the linker really did, read from the ELF file (System V ABI
 * and its supplement for x86-64). Each check is shown to be able to fail: a
 * small program is built with the flags of easlens and passes it, and once
 * more without the one flag, and is refused.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/elf_file.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#define SOURCE "tests/hardened/small.c"

/* What can be had and seen only here. */
#ifdef __x86_64__
#define ON_X86_64 true
#else
#define ON_X86_64 false
#endif
#ifdef __GLIBC__
#define ON_GLIBC true
#else
#define ON_GLIBC false
#endif

struct defence {
	const char *claim;
	bool (*holds)(const struct elf_file *file);
	const char *without; /* flags that take it away */
	bool possible;
	bool spoilt; /* sanitizers leave no room for it */
};

/* Whether some segment that is loaded has all these permissions. */
static bool
some_segment_is(const struct elf_file *file, unsigned permissions)
{
	const ElfW(Phdr) * segment;

	for (size_t i = 0; (segment = elf_segment(file, i)) != NULL; i++)
		if (segment->p_type == PT_LOAD &&
		    (segment->p_flags & permissions) == permissions)
			return true;
	return false;
}

static bool
loads_anywhere(const struct elf_file *file)
{
	return elf_header(file)->e_type == ET_DYN;
}

static bool
seals_its_tables(const struct elf_file *file)
{
	return elf_segment_of(file, PT_GNU_RELRO) != NULL;
}

static bool
binds_at_once(const struct elf_file *file)
{
	const ElfW(Dyn) *flags = elf_dynamic(file, DT_FLAGS);
	const ElfW(Dyn) *flags_1 = elf_dynamic(file, DT_FLAGS_1);

	return elf_dynamic(file, DT_BIND_NOW) != NULL ||
	       (flags != NULL && (flags->d_un.d_val & DF_BIND_NOW) != 0) ||
	       (flags_1 != NULL && (flags_1->d_un.d_val & DF_1_NOW) != 0);
}

/* Without a word about the stack the kernel makes it executable. */
static bool
stack_holds_no_code(const struct elf_file *file)
{
	const ElfW(Phdr) *stack = elf_segment_of(file, PT_GNU_STACK);

	return stack != NULL && (stack->p_flags & PF_X) == 0;
}

static bool
code_is_never_written(const struct elf_file *file)
{
	return !some_segment_is(file, PF_W | PF_X);
}

static bool
code_needs_no_relocation(const struct elf_file *file)
{
	const ElfW(Dyn) *flags = elf_dynamic(file, DT_FLAGS);

	return elf_dynamic(file, DT_TEXTREL) == NULL &&
	       (flags == NULL || (flags->d_un.d_val & DF_TEXTREL) == 0);
}

static bool
libraries_come_from_the_system(const struct elf_file *file)
{
	return elf_dynamic(file, DT_RPATH) == NULL &&
	       elf_dynamic(file, DT_RUNPATH) == NULL;
}

/* No executable segment begins with the ELF header, as it does where constants
 * lie among code. */
static bool
constants_are_no_code(const struct elf_file *file)
{
	const ElfW(Phdr) * segment;
	bool some = false;

	for (size_t i = 0; (segment = elf_segment(file, i)) != NULL; i++) {
		if (segment->p_type != PT_LOAD ||
		    (segment->p_flags & PF_X) == 0)
			continue;
		if (segment->p_offset == 0)
			return false;
		some = true;
	}
	return some;
}

static void
note_stack_check(void *context, const char *name)
{
	bool *found = context;

	*found = *found || strcmp(name, "__stack_chk_fail") == 0;
}

static bool
frames_are_guarded(const struct elf_file *file)
{
	bool found = false;

	elf_each_import(file, note_stack_check, &found);
	return found;
}

/* __memcpy_chk and its like, which know the room that they write to. */
static void
note_fortified(void *context, const char *name)
{
	bool *found = context;
	size_t length = strlen(name);

	*found = *found || (length > 6 && strncmp(name, "__", 2) == 0 &&
			       strcmp(name + length - 4, "_chk") == 0);
}

static bool
copies_are_checked(const struct elf_file *file)
{
	bool found = false;

	elf_each_import(file, note_fortified, &found);
	return found;
}

static bool
contains(const uint8_t *bytes, size_t length, const void *part, size_t size)
{
	for (size_t i = 0; i + size <= length; i++)
		if (bytes[i] == *(const uint8_t *)part &&
		    memcmp(bytes + i, part, size) == 0)
			return true;
	return false;
}

/* The instruction that touches each page of a large frame. */
static bool
large_frames_are_probed(const struct elf_file *file)
{
#ifdef __clang__
	/* movq $0, (%rsp) */
	static const char probe[] = "\x48\xc7\x04\x24\0\0\0\0";
#else
	/* orq $0, (%rsp) */
	static const char probe[] = "\x48\x83\x0c\x24\0";
#endif
	const ElfW(Shdr) * section;

	for (size_t i = 0; (section = elf_section(file, i)) != NULL; i++)
		if ((section->sh_flags & SHF_EXECINSTR) != 0 &&
		    contains(elf_content(file, section, 0, section->sh_size),
			section->sh_size, probe, sizeof(probe) - 1))
			return true;
	return false;
}

#ifdef __x86_64__
static bool
is_code(const struct elf_file *file, ElfW(Addr) address)
{
	const ElfW(Phdr) * segment;

	for (size_t i = 0; (segment = elf_segment(file, i)) != NULL; i++)
		if (segment->p_type == PT_LOAD &&
		    (segment->p_flags & PF_X) != 0 &&
		    address - segment->p_vaddr < segment->p_memsz)
			return true;
	return false;
}

/* Counts the functions whose address the loader writes down somewhere, and
 * those of them that do not begin with ENDBR64. */
static void
count_targets(const struct elf_file *file, const ElfW(Shdr) * section,
    size_t *targets, size_t *bare)
{
	static const uint8_t endbr64[4] = {0xf3, 0x0f, 0x1e, 0xfa};

	for (size_t i = 0; i < section->sh_size / sizeof(ElfW(Rela)); i++) {
		const ElfW(Rela) *entry = elf_content(
		    file, section, i * sizeof(*entry), sizeof(*entry));
		ElfW(Addr) target = (ElfW(Addr))entry->r_addend;
		const void *code;

		if (ELF64_R_TYPE(entry->r_info) != R_X86_64_RELATIVE ||
		    !is_code(file, target))
			continue;
		code = elf_loaded(file, target, sizeof(endbr64));
		++*targets;
		if (code == NULL || memcmp(code, endbr64, sizeof(endbr64)) != 0)
			++*bare;
	}
}

/* The C library's own beginnings of a program (crt1.o) are not marked in
 * Debian 12, so that the whole file's mark is missing: the functions are. */
static bool
call_targets_are_marked(const struct elf_file *file)
{
	const ElfW(Shdr) * section;
	size_t targets = 0;
	size_t bare = 0;

	for (size_t i = 0; (section = elf_section(file, i)) != NULL; i++)
		if (section->sh_type == SHT_RELA)
			count_targets(file, section, &targets, &bare);
	return targets > 0 && bare == 0;
}
#else
static bool
call_targets_are_marked(const struct elf_file *file)
{
	(void)file;
	return false;
}
#endif

static struct defence defences[] = {
    {"the program loads at any address", loads_anywhere, "-fno-pie -no-pie",
	true, false},
    {"the loader's tables are sealed after use", seals_its_tables,
	"-Wl,-z,norelro", true, false},
    {"all functions are bound before main", binds_at_once, "-Wl,-z,lazy", true,
	false},
    {"the stack holds no code", stack_holds_no_code, "-Wl,-z,execstack", true,
	false},
    {"no segment is both written and executed", code_is_never_written,
	"-DWRITTEN_CODE", true, false},
    {"code needs no relocation", code_needs_no_relocation,
	"-DADDRESS_IN_CODE -Wl,-z,notext", true, false},
    {"libraries come from the system's folders alone",
	libraries_come_from_the_system, "-Wl,-rpath,/tmp", true, false},
    {"constants do not lie among code", constants_are_no_code,
	"-Wl,-z,noseparate-code", true, false},
    {"frames are guarded by a canary", frames_are_guarded,
	"-fno-stack-protector", true, false},
    {"copies are checked against the room for them", copies_are_checked,
	"-U_FORTIFY_SOURCE", ON_GLIBC, true},
    {"large frames are probed page by page", large_frames_are_probed,
	"-fno-stack-clash-protection", ON_X86_64, false},
    {"targets of indirect calls are marked", call_targets_are_marked,
	"-fcf-protection=none", ON_X86_64, false},
};

#define DEFENCES (sizeof(defences) / sizeof(defences[0]))

static bool
holds(const struct defence *defence, const char *path)
{
	struct elf_file file = elf_open(path);
	bool answer = defence->holds(&file);

	elf_close(&file);
	return answer;
}

static void
skip_what_cannot_be(const struct defence *defence)
{
	if (!defence->possible ||
	    (defence->spoilt && *from_environment("SANITIZED") != '\0'))
		skip();
}

static void
easlens_has_it(void **state)
{
	const struct defence *defence = *state;

	skip_what_cannot_be(defence);
	assert_true(holds(defence, from_environment("EASLENS")));
}

/* Builds the small program as easlens is built, then with other flags. */
static bool
small_holds(const struct defence *defence, const char *without)
{
	const char *hardened = from_environment("HARDENED");
	char command[1024];
	char path[SCRATCH_PATH];
	bool answer;

	scratch_path(path, "small");
	assert_true(snprintf(command, sizeof(command), "%s %s -w -o %s " SOURCE,
			hardened, without, path) < (int)sizeof(command));
	assert_int_equal(system(command), 0);
	answer = holds(defence, path);
	unlink(path);
	return answer;
}

static void
a_program_without_it_is_refused(void **state)
{
	const struct defence *defence = *state;

	skip_what_cannot_be(defence);
	(void)from_environment("HARDENED");
	if (system("$HARDENED --version >/dev/null 2>&1") != 0)
		skip();
	assert_true(small_holds(defence, ""));
	assert_false(small_holds(defence, defence->without));
}

int
main(void)
{
	static struct CMUnitTest tests[2 * DEFENCES];
	static char refusals[DEFENCES][96];

	for (size_t i = 0; i < DEFENCES; i++) {
		tests[i] = (struct CMUnitTest){.name = defences[i].claim,
		    .test_func = easlens_has_it,
		    .initial_state = &defences[i]};
		snprintf(refusals[i], sizeof(refusals[i]),
		    "refused without: %s", defences[i].claim);
		tests[DEFENCES + i] = (struct CMUnitTest){.name = refusals[i],
		    .test_func = a_program_without_it_is_refused,
		    .initial_state = &defences[i]};
	}
	return _cmocka_run_group_tests(
	    "hardened", tests, 2 * DEFENCES, scratch_set_up, scratch_tear_down);
}
