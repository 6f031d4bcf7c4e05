#!/bin/sh
# Line coverage of decode/ after an instrumented test run, file by file (worst
# first), and fails where the whole is below the threshold.
#   tests/cover.sh BUILD-FOLDER PERCENT
set -eu
find "$1/decode" -name '*.gcda' -exec gcov -n {} + 2>/dev/null | awk -v least="$2" '
	/^File / { file = $2; gsub(/\047/, "", file) }
	/^Lines executed:/ && file ~ /^decode\/.*\.c$/ {
		split($0, part, /[:%]| of /)
		percent = part[2]; lines = $NF
		printf "%7.2f %%  %5d lines  %s\n", percent, lines, file | "sort -n"
		hit += percent * lines / 100; all += lines; file = ""
	}
	END {
		close("sort -n")
		if (all == 0) { print "no coverage data"; exit 1 }
		printf "%7.2f %%  %5d lines  decode/\n", 100 * hit / all, all
		exit 100 * hit / all < least
	}'
