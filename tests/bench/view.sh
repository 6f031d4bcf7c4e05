#!/bin/sh
# Measures the live view: what it costs when nothing comes and when 1,000
# exchanges a second do, how soon it answers keys, and what it adds to reading.
# The goals are those of the project; the figures hold for this machine and
# this run. What captures needs a network namespace of its own.
#   EASLENS=program tests/bench/view.sh FOLDER-OF-INPUTS-AND-TOOLS
set -eu
folder=$(cd "$1" && pwd)
program=$(realpath "$EASLENS")
rounds=${ROUNDS:-5}
seconds=${SECONDS_LIVE:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
figures=$work/figures

"$folder/make_inputs" "$folder" samples/outcomes-nginx.pcap
cd "$work"

# Repeats steps: repeat COUNT STEP...
repeat() {
	count=$1
	shift
	for _ in $(seq "$count"); do printf '%s ' "$@"; done
}
# Every line that the driver prints, with the measurement's name before it.
note() { # $1: name; then what drive takes
	label=$1
	shift
	"$folder/drive" "$@" | sed "s/^/$label /" >>"$figures"
}

echo "measuring the live view, twice $seconds s" >&2
# dense has 7.5 packets an exchange.
live() { # $1: name, $2: packets a second; then steps
	label=$1 rate=$2
	shift 2
	"$folder/replay" "$folder/dense.pcap" "$rate" "$folder/drive" \
		"$@" -- "$program" -i wire0 | sed "s/^/$label /" >>"$figures"
}
live idle 0 until LIVE processor "$seconds"
if grep -q '^idle' "$figures"; then
	live busy 7500 until LIVE processor "$seconds" key s key t
	sed -n 's/,//g; 2s/.*Drops \([0-9]*\).*EAS \([0-9]*\).*/busy drops \1\nbusy exchanges \2/p' \
		easlens-screen-1.txt >>"$figures"
fi

if [ -f "$folder/bulk.pcap" ]; then
	echo "measuring keys while 2 GB are read" >&2
	file=$folder/bulk.pcap
	# shellcheck disable=SC2046
	for _ in $(seq "$rounds"); do
		note keys $(repeat 6 answer '?' this_help answer '?' Order:) \
			times keys -- "$program" -r "$file" -r "$file" -r "$file"
	done
fi

for input in bulk dense; do
	capture=$folder/$input.pcap
	[ -f "$capture" ] || continue
	echo "measuring reading $input, $rounds rounds" >&2
	cat "$capture" >/dev/null
	for _ in $(seq "$rounds"); do
		note "$input-view" until read_to_its -- "$program" -r "$capture"
		echo "$input-text until $("$folder/measure" "$program" report \
			-r "$capture")" >>"$figures"
	done
done

echo "measuring a list of 100,000 devices" >&2
# shellcheck disable=SC2046
note many until read_to_its \
	$(repeat 20 key j) times j $(repeat 20 key PgDn) times PgDn \
	$(repeat 10 key G key g) times G,g $(repeat 22 key '>') times sort \
	$(repeat 10 key z) times reverse \
	type f key u type ser9999 key Enter times filter memory MiB \
	-- "$program" -r "$folder/many.pcap"

sort -k1,2 -k3n "$figures" | awk '
	{ key = $1 " " $2; value[key, ++n[key]] = $3
	  if ($4 > worst[key]) worst[key] = $4 }
	function median(key) { return value[key, int((n[key] + 1) / 2)] }
	function goal(what, is, reached) {
		printf "  %-52s %8.2f  %s\n", what, is, reached ? "reached" : "MISSED"
	}
	function keys(what, key, most) {
		goal(what ", median ms", median(key), median(key) <= most)
		goal(what ", worst ms (at most " most ")", worst[key], worst[key] <= most)
	}
	function slower(input,   percent) {
		if (!((input "-view until") in n)) return
		percent = 100 * (median(input "-view until") / median(input "-text until") - 1)
		printf "  %s: view %.3f s, text %.3f s\n", input,
			median(input "-view until"), median(input "-text until")
		goal(input ", slower by percent (under 10)", percent, percent < 10)
	}
	END {
		if ("idle processor" in n) {
			goal("idle, percent of a core (under 1)",
				median("idle processor"), median("idle processor") < 1)
			printf "  busy: %d exchanges, %d frames a second, %d dropped\n",
				median("busy exchanges"), worst["busy sent"], median("busy drops")
			goal("busy, percent of a core (at most 25)",
				median("busy processor"), median("busy processor") <= 25)
		} else print "  live was left out: no network namespace"
		if ("keys keys" in n) keys("key while 2 GB are read", "keys keys", 50)
		slower("bulk"); slower("dense")
		keys("100,000 devices, j", "many j", 50)
		keys("100,000 devices, PgDn", "many PgDn", 50)
		keys("100,000 devices, G and g", "many G,g", 50)
		keys("100,000 devices, sort", "many sort", 50)
		keys("100,000 devices, reverse", "many reverse", 50)
		keys("100,000 devices, filter", "many filter", 50)
		printf "  100,000 devices: %.1f MiB\n", median("many MiB")
	}'
