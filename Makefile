# easlens: build, test, measure. `make help` lists the targets.

CC ?= cc
BUILD ?= build
SAN ?=
WERROR ?= -Werror
OPT ?= -O3
CLANG_FORMAT ?= clang-format
CLANG_TIDY ?= clang-tidy
CPPCHECK ?= cppcheck
GCC ?= gcc
Q := $(if $(V),,@)    # make V=1 shows the commands
say = @printf '  %s\n' '$(1)'

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wvla \
	-Wformat=2 -Wundef -Wcast-qual -Wcast-align -Wpointer-arith \
	-Wwrite-strings -Wswitch-enum -Wnull-dereference -Wdouble-promotion \
	-Wredundant-decls -Wimplicit-fallthrough
ifeq ($(shell $(CC) --version 2>/dev/null | grep -c clang),0)
WARN_GCC := -Wlogical-op -Wduplicated-cond -Wduplicated-branches \
	-Wjump-misses-init -Walloca
WARN += $(WARN_GCC)
ifeq ($(SAN),)
LTO := -flto=auto -ffat-lto-objects
endif
endif
# What not every compiler and processor has: $(call accepted,FLAG).
accepted = $(shell echo | $(CC) -Werror $(1) -fsyntax-only -x c - 2>/dev/null && echo $(1))
HARDEN := -fstack-protector-strong -fPIE \
	$(call accepted,-fstack-clash-protection) $(call accepted,-fcf-protection)
ifeq ($(SAN),)
HARDEN += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
endif

system = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I $(1) 2>/dev/null))
LIBS := libpcap zlib expat jansson libwbxml2 ncursesw
ifeq ($(shell uname -s),Linux)
LIBS += libseccomp
endif
SYSTEM := $(call system,$(LIBS))
LDLIBS := $(filter -l%,$(shell pkg-config --libs $(LIBS) 2>/dev/null))

# llhttp: the library where there is one, else Debian 12's C sources.
ifeq ($(shell pkg-config --exists libllhttp 2>/dev/null && echo yes),yes)
SYSTEM += $(call system,libllhttp)
LDLIBS += $(shell pkg-config --libs libllhttp)
else
LLHTTP := /usr/share/llhttp
SYSTEM += -isystem /usr/share/include/llhttp
LLHTTP_OBJ := $(patsubst %,$(BUILD)/llhttp/%.o,api http llhttp)
endif

FLAGS := -std=c17 -D_DEFAULT_SOURCE -D_XOPEN_SOURCE=700 -I. $(SYSTEM) $(OPT) -g $(WARN) $(WERROR) \
	$(HARDEN) $(SAN)
# Sanitizers need system calls of their own behind the shut door.
ifneq ($(SAN),)
FLAGS += -DDOOR_AJAR
endif
LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code $(SAN)

SOURCES := $(wildcard capture/*.c decode/*.c decode/model/*.c ui/*.c)
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
PARTS := $(filter-out $(BUILD)/ui/main.o,$(OBJECTS)) $(LLHTTP_OBJ)

# Tests: a binary per tests/NAME_test.c; captures made from tests/made/*.conv.
SUPPORT := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
TESTS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/*_test.c))
MAKER := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/maker/*.c))
MADE := $(patsubst tests/made/%.conv,$(BUILD)/made/%.pcap,$(wildcard tests/made/*.conv))
BENCH := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))
FUZZ := $(patsubst tests/fuzz/%_fuzz.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_SHARED := $(patsubst %,$(BUILD)/tests/fuzz/%.o,fuzz chain pressing replay dictionary)
FUZZ_SECONDS ?= 60
TEST_SOURCES := $(wildcard tests/*_test.c tests/*/*.c)
HEADERS := $(wildcard capture/*.h decode/*.h decode/model/*.h ui/*.h tests/*/*.h)
TEST_ENV = EASLENS=$(abspath $(BUILD))/easlens MADE=$(abspath $(BUILD))/made \
	FUZZ=$(abspath $(BUILD))/fuzz \
	LC_ALL=C.UTF-8 TZ=UTC HARDENED='$(CC) $(OPT) $(HARDEN) $(filter-out $(SAN),$(LINK))' \
	SANITIZED='$(SAN)'

.SECONDARY:
.PHONY: all ready deps demo check run-tests build-tests golden bench bench-view \
	soak fuzz lint arrows tidy analyze cppcheck cover clean help
all: $(BUILD)/easlens    ## build build/easlens

# The program is optimised as a whole; tests link the same objects plainly.
$(OBJECTS) $(LLHTTP_OBJ): WHOLE := $(LTO)
$(BUILD)/easlens: WHOLE := $(LTO) $(OPT) $(HARDEN)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,$(CC) $<)
	$(Q)$(CC) $(FLAGS) $(WHOLE) -MMD -MP -c -o $@ $<

$(BUILD)/llhttp/%.o: $(LLHTTP)/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,$(CC) $<)
	$(Q)$(CC) -std=c17 $(OPT) -g $(HARDEN) $(SAN) $(WHOLE) -I/usr/share/include/llhttp -w -c -o $@ $<

# As archives, so that a test links only what it calls.
$(BUILD)/tests/support.a: $(SUPPORT)
$(BUILD)/parts.a: $(PARTS)
$(BUILD)/tests/support.a $(BUILD)/parts.a:
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/tests/%_test: $(BUILD)/tests/%_test.o $(BUILD)/tests/support.a $(BUILD)/parts.a
	$(call say,link $@)
	$(Q)$(CC) $(LINK) -fno-lto -o $@ $^ -lcmocka $(LDLIBS)

$(BUILD)/easlens: $(OBJECTS) $(LLHTTP_OBJ)
$(BUILD)/tests/make_capture: $(MAKER)
$(BUILD)/easlens $(BUILD)/tests/make_capture:
	$(call say,link $@)
	$(Q)$(CC) $(LINK) $(WHOLE) -o $@ $^ $(LDLIBS)

$(BUILD)/made/%.pcap: tests/made/%.conv $(wildcard tests/made/*.inc) $(BUILD)/tests/make_capture
	@mkdir -p $(@D)
	$(Q)$(BUILD)/tests/make_capture $< $@

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/tests/support.a
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(CC) $(LINK) -fno-lto -o $@ $^ $(LDLIBS)

$(BUILD)/soak: $(BUILD)/tests/soak/soak.o $(BUILD)/tests/support.a $(BUILD)/parts.a
	$(call say,link $@)
	$(Q)$(CC) $(LINK) -fno-lto -o $@ $^ -lcmocka $(LDLIBS)

# A fuzz target gets its main() from the archive where no fuzzer brings one.
$(BUILD)/tests/fuzz.a: $(FUZZ_SHARED)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/tests/fuzz.a $(BUILD)/tests/support.a $(BUILD)/parts.a
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(CC) $(LINK) -fno-lto -o $@ $^ -lcmocka $(LDLIBS)

$(BUILD)/make_seeds: $(BUILD)/tests/fuzz/seeds.o $(BUILD)/tests/fuzz.a $(BUILD)/tests/support.a $(BUILD)/parts.a
	$(call say,link $@)
	$(Q)$(CC) $(LINK) -fno-lto -o $@ $^ -lcmocka $(LDLIBS)

# Seeds and dictionaries, from captures, vectors and lists.
$(BUILD)/fuzz/made: $(BUILD)/make_seeds $(MADE) $(wildcard samples/*.pcap* tests/corpus/*.pcap* tests/vectors/* tests/fuzz/found/*/*)
	@mkdir -p $(@D)
	$(Q)rm -rf $(@D)/seeds && $< $(@D) $(filter %.pcap %.pcapng,$^) && touch $@

ready:
	@.ci/deps check
# Objects are made anew when the compiler or its flags change.
$(BUILD)/flags: ready
	@mkdir -p $(@D)
	@echo '$(CC) $(FLAGS) $(LTO) $(LINK)' >$@.new
	@cmp -s $@.new $@ || cp $@.new $@

deps:    ## install what is missing for build and tests
	@.ci/deps install tests

demo: deps    ## install what is missing, build, report on a sample
	@$(MAKE) --no-print-directory all
	$(BUILD)/easlens report -r samples/outcomes-nginx.pcap

check: deps    ## install what is missing, build and run all tests
	@$(MAKE) --no-print-directory run-tests

build-tests: $(BUILD)/easlens $(TESTS) $(MADE) $(FUZZ) $(BUILD)/fuzz/made

# Loaded before the program: memory and input fail on demand. Not with
# sanitizers, which want to be first themselves; without fortification, whose
# headers bring read() and poll() as inline functions of their own.
ifeq ($(SAN),)
build-tests: $(BUILD)/tests/faults.so
TEST_ENV += FAULTS=$(abspath $(BUILD))/tests/faults.so
endif
$(BUILD)/tests/faults.so: tests/preload/faults.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,$(CC) $<)
	$(Q)$(CC) $(FLAGS) -U_FORTIFY_SOURCE -fPIC -shared -o $@ $<

run-tests: build-tests
	@$(TEST_ENV) tests/run.sh $(TESTS)

golden: $(BUILD)/easlens $(BUILD)/tests/readme_test $(MADE)    ## rewrite tests/golden and the screens of README (NAME=x: one report)
	@$(TEST_ENV) tests/golden.sh $(NAME)
	@[ -n "$(NAME)" ] || $(TEST_ENV) GOLDEN=1 $(BUILD)/tests/readme_test

bench: $(BUILD)/easlens $(BENCH)    ## measure time and memory against a bare loop and tshark
	@EASLENS=$(BUILD)/easlens tests/bench/run.sh $(BUILD)/bench

bench-view: $(BUILD)/easlens $(BENCH)    ## measure what the live view costs and how it answers
	@EASLENS=$(BUILD)/easlens tests/bench/view.sh $(BUILD)/bench

SOAK_PACKETS ?= 20000000
soak: $(BUILD)/easlens $(BUILD)/bench/make_inputs $(BUILD)/soak    ## capture SOAK_PACKETS (20000000) at full speed: memory, losses
	@$(BUILD)/bench/make_inputs $(BUILD)/bench samples/outcomes-nginx.pcap dense
	@$(TEST_ENV) SOAK_INPUT=$(abspath $(BUILD))/bench/dense.pcap \
		SOAK_PACKETS=$(SOAK_PACKETS) $(BUILD)/soak

FUZZING := $(BUILD)/fuzzing
fuzz: $(BUILD)/fuzz/made    ## fuzz each target for FUZZ_SECONDS (60), or TARGETS="http wbxml" (clang)
	@$(MAKE) --no-print-directory CC=clang BUILD=$(FUZZING) OPT=-O1 WERROR= \
		SAN='-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all' \
		$(FUZZ:$(BUILD)/%=$(FUZZING)/%)
	@tests/fuzz/run.sh $(abspath $(FUZZING)) $(abspath $(BUILD)/fuzz) \
		$(FUZZ_SECONDS) $(or $(TARGETS),$(notdir $(FUZZ)))

# cppcheck is left out of lint where it is not installed; CI asks for it.
lint: arrows tidy analyze $(if $(shell command -v $(CPPCHECK)),cppcheck)    ## the four that follow

arrows: $(OBJECTS)    ## who may include what, sizes, banned words, format
	tests/arrows.sh $(BUILD)
	$(CLANG_FORMAT) --dry-run -Werror $(SOURCES) $(TEST_SOURCES) $(HEADERS)

tidy:    ## clang-tidy, clang's static analyzer within
	printf '%s\n' $(SOURCES) | xargs -P 2 -n 1 sh -c '$(CLANG_TIDY) --quiet \
		--warnings-as-errors="*" "$$@" -- $(filter-out $(WARN_GCC),$(FLAGS)) 2>/dev/null' tidy

# Not the tests: the analyzer takes it that a failed assertion of cmocka goes on.
analyze:    ## gcc's static analyzer
	printf '%s\n' $(SOURCES) | xargs -P 2 -n 1 $(GCC) $(filter-out $(OPT),$(FLAGS)) \
		-O1 -fanalyzer -S -o /dev/null

CHECKED := $(CPPCHECK) -j2 --quiet --error-exitcode=1 --std=c11 -I. -D_DEFAULT_SOURCE \
	-D_XOPEN_SOURCE=700 '-DElfW(type)=Elf64_ \#\# type' \
	--suppressions-list=tests/cppcheck.txt --inline-suppr
cppcheck:    ## cppcheck
	$(CHECKED) --enable=warning,performance,portability,style capture decode ui
	$(CHECKED) --enable=warning,performance,portability tests

cover:    ## line coverage of decode/; fails below 95 %
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/cover OPT=-O0 WERROR= \
		SAN='--coverage -DCOVERAGE' run-tests
	@tests/cover.sh $(BUILD)/cover 95

compile_commands.json: $(SOURCES) $(TEST_SOURCES)    ## for editors
	@{ sep='['; for f in $^; do printf '%s\n{"directory":"%s","file":"%s","command":"%s"}' \
		"$$sep" "$(CURDIR)" "$$f" '$(CC) $(FLAGS) -c '"$$f"; sep=','; \
		done; printf '\n]\n'; } >$@

clean:    ## remove what was built
	rm -rf $(BUILD) compile_commands.json

help:    ## this list
	@sed -n 's/^\([a-z_.-]*\):.*  ## /\1\t/p' Makefile | expand -t 24

-include $(OBJECTS:.o=.d) $(TEST_SOURCES:%.c=$(BUILD)/%.d)
