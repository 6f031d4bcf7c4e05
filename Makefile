# easlens: build, test, measure. `make help` lists the targets.

CC ?= cc
BUILD ?= build
SAN ?=
WERROR ?= -Werror
OPT ?= -O2

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wvla \
	-Wformat=2 -Wundef -Wcast-qual -Wcast-align -Wpointer-arith \
	-Wwrite-strings -Wswitch-enum -Wnull-dereference -Wdouble-promotion \
	-Wredundant-decls -Wimplicit-fallthrough
ifeq ($(shell $(CC) --version 2>/dev/null | grep -c clang),0)
WARN += -Wlogical-op -Wduplicated-cond -Wduplicated-branches \
	-Wjump-misses-init -Walloca
endif
HARDEN := -fstack-protector-strong -fPIE
ifeq ($(SAN),)
HARDEN += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
endif

system = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(1) 2>/dev/null))
LIBS := libpcap zlib expat jansson libwbxml2
SYSTEM := $(call system,$(LIBS))
LDLIBS := $(filter -l%,$(shell pkg-config --libs $(LIBS) 2>/dev/null))

# llhttp: the library where there is one, else Debian 12's C sources.
ifeq ($(shell pkg-config --exists libllhttp && echo yes),yes)
SYSTEM += $(call system,libllhttp)
LDLIBS += $(shell pkg-config --libs libllhttp)
else
LLHTTP := /usr/share/llhttp
SYSTEM += -isystem /usr/share/include/llhttp
LLHTTP_OBJ := $(patsubst %,$(BUILD)/llhttp/%.o,api http llhttp)
endif

FLAGS := -std=c17 -D_DEFAULT_SOURCE -I. $(SYSTEM) $(OPT) -g $(WARN) $(WERROR) \
	$(HARDEN) $(SAN) -MMD -MP
LINK := -pie -Wl,-z,relro,-z,now $(SAN)

SOURCES := $(wildcard capture/*.c decode/*.c decode/model/*.c ui/*.c)
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
PARTS := $(filter-out $(BUILD)/ui/main.o,$(OBJECTS)) $(LLHTTP_OBJ)

.PHONY: all
all: $(BUILD)/easlens

$(BUILD)/easlens: $(OBJECTS) $(LLHTTP_OBJ)
	$(CC) $(LINK) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -c -o $@ $<

$(BUILD)/llhttp/%.o: $(LLHTTP)/%.c
	@mkdir -p $(@D)
	$(CC) -std=c17 $(OPT) -g $(HARDEN) $(SAN) -I/usr/share/include/llhttp -w -c -o $@ $<

-include $(OBJECTS:.o=.d)
