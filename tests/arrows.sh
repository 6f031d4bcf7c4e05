#!/bin/sh
# tests/arrows.sh BUILD-FOLDER: what may know what, which file alone knows a
# library, no cycles of includes or (by the objects) calls, sizes, banned words.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:-build}

complain() { # $1: what is wrong; standard input: where
	lines=$(cat)
	[ -z "$lines" ] && return
	printf '%s:\n%s\n' "$1" "$lines"
}

strays() { # our own includes in files; $1: what they may include; then files
	allowed=$1
	shift
	grep -Hn '^#include "' "$@" /dev/null | grep -Ev "#include \"($allowed)"
}
shippable() { find capture decode ui -name '*.[ch]' | sort; }
everything() { find capture decode ui tests -name '*.[ch]' -o -name '*.sh' | sort; }
laws() {
strays 'decode/model/' decode/model/*.[ch] |
	complain 'the model includes only the model'
strays 'decode/' decode/*.[ch] |
	complain 'decode includes neither capture nor ui'
strays 'capture/|decode/frame\.h|decode/model/memory\.h' capture/*.[ch] |
	complain 'of decode, capture includes only frame.h and model/memory.h'
# shellcheck disable=SC2046
strays 'ui/|decode/model/' $(find ui -name '*.[ch]' ! -name main.c) |
	complain 'only ui/main.c sees more than the model'

shippable | xargs grep -H '^#include "' |
	sed -n 's/^\(.*\):#include "\(.*\)".*/\1 \2/p' |
	tsort 2>&1 >/dev/null | complain 'includes in a circle'
find "$build/capture" "$build/decode" "$build/ui" -name '*.o' -exec nm -AgP {} + |
	awk '$3 == "U" { wants[$1 " " $2] } $3 != "U" { has[$2] = $1 }
	END { for (w in wants) { split(w, a, " "); if (a[2] in has)
		print a[1], has[a[2]] } }' | awk '$1 != $2' |
	tsort 2>&1 >/dev/null | complain 'calls between files in a circle'
for library in pcap seccomp llhttp zlib wbxml expat jansson n*cursesw* term; do
	found=$(shippable | xargs grep -El "^#include <($library/)?$library\.h>")
	[ "$(echo "$found" | wc -l)" -le 1 ] || echo "$found" |
		complain "more than one file includes $library"
done
word='(^|[^_[:alnum:]])'
banned=$(sed -n 's/^BANNED(\([a-z0-9_]*\),.*/\1/p' tests/banned.def | paste -sd '|' -)
shippable | xargs grep -En "$word($banned)\(" | complain 'banned functions'
shippable | grep -v '^ui/' | xargs grep -En "$word"'(exit|printf|puts|perror)\(' |
	complain 'below ui, nobody prints or ends the program'

everything | xargs wc -l | awk '$2 != "total" && $1 > 500' | complain 'long files'
everything | grep -v 'sh$' | xargs awk '/^{/ { start = FNR }
	/^}/ && start { if (FNR - start > 60) print FILENAME ":" start; start = 0 }' |
	complain 'functions above 60 lines'

}
found=$(laws)
[ -z "$found" ] && exit 0
echo "$found"
exit 1
