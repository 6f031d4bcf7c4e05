#!/bin/sh
# Writes the expected text reports of tests/golden/ anew: of all samples and
# made captures, or of the one that is named. The difference is for review.
#   EASLENS=program MADE=folder tests/golden.sh [NAME]
set -eu
golden=$(cd "$(dirname "$0")/golden" && pwd)

for capture in "$(dirname "$0")"/../samples/*.pcap* "$MADE"/*.pcap; do
	file=$(basename "$capture")
	name=${file%.pcap*}
	[ "${1:-$name}" = "$name" ] || continue
	(cd "$(dirname "$capture")" &&
		"$EASLENS" report -r "$file" >"$golden/$name.txt") || [ $? -eq 3 ]
done
