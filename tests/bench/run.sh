#!/bin/sh
# Measures easlens against an empty libpcap loop and, where it is installed,
# tshark: alternately, in one run, and compares medians. The goals are those
# of the project; the figures hold for this machine and this run.
#   EASLENS=program tests/bench/run.sh FOLDER-OF-INPUTS-AND-TOOLS
set -eu
folder=$1
rounds=${ROUNDS:-5}
times=$folder/times
: >"$times"

"$folder/make_inputs" "$folder" samples/outcomes-nginx.pcap

# Notes "INPUT PROGRAM seconds cpu KiB".
note() { # $1: input, $2: name; then the command
	label="$1 $2"
	shift 2
	echo "$label $("$folder/measure" "$@")" >>"$times"
}

for input in bulk dense wide; do
	capture=$folder/$input.pcap
	[ -f "$capture" ] || continue
	echo "measuring $input, $rounds rounds" >&2
	cat "$capture" >/dev/null
	for _ in $(seq "$rounds"); do
		note "$input" loop "$folder/loop" "$capture"
		note "$input" json "$EASLENS" report -T json -r "$capture"
		note "$input" text "$EASLENS" report -r "$capture"
		[ "$input" = dense ] && command -v tshark >/dev/null || continue
		note "$input" tshark tshark -r "$capture" \
			-Y 'http.request.uri contains "Cmd=Provision"' \
			-T fields -e http.request.uri
	done
done
for _ in $(seq 21); do
	note start json "$EASLENS" --version
done
# Median seconds and highest peak of each; ratios to the loop; goals.
sort -k1,2 -k3n "$times" | awk '
	{ key = $1 " " $2; n[key]++; time[key, n[key]] = $3
	  if ($5 > peak[key]) peak[key] = $5 }
	function median(key) { return time[key, int((n[key] + 1) / 2)] }
	function goal(what, is, reached) {
		printf "  %-44s %8.2f  %s\n", what, is, reached ? "reached" : "MISSED"
	}
	END {
		printf "%-7s %-8s %10s %8s %10s\n", "input", "program", "seconds", "ratio", "peak MiB"
		split("bulk dense wide", inputs); split("loop json text tshark", programs)
		for (i = 1; i <= 3; i++) for (p = 1; p <= 4; p++) {
			key = inputs[i] " " programs[p]
			if (!(key in n)) continue
			printf "%-7s %-8s %10.3f %8.2f %10.1f\n", inputs[i], programs[p],
				median(key), median(key) / median(inputs[i] " loop"), peak[key] / 1024
		}
		print "goals"
		if ("bulk json" in n) {
			ratio = median("bulk json") / median("bulk loop")
			goal("bulk, times the empty loop (at most 1.3)", ratio, ratio <= 1.3)
		} else print "  bulk was left out: no room on the disk"
		ratio = median("dense json") / median("dense loop")
		goal("dense, times the empty loop (at most 5)", ratio, ratio <= 5)
		if ("dense tshark" in n) {
			ratio = median("dense tshark") / median("dense json")
			goal("dense, times faster than tshark (at least 40)", ratio, ratio >= 40)
		}
		goal("wide, peak MiB (under 64)", peak["wide json"] / 1024, peak["wide json"] < 65536)
		goal("start, milliseconds (under 20)", 1000 * median("start json"), median("start json") < 0.02)
	}'
