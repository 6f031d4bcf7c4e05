#!/bin/sh
# Runs test programs, two at a time, and adds up what they say in TAP. A test
# program that dies without naming a failed test counts as one failed test. A
# test that lacks something on this machine is skipped, and counted as such.
# The last line is "N passed, M failed", then ", K skipped" where some were.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Where nothing may be given up (capture/privileges.h), the program refuses to
# read. Its tests then run it without that, the tests of that are skipped.
sample=samples/behind-tls-offloader.pcap
refusal=$("$EASLENS" devices -q -r $sample 2>&1 >/dev/null)
case $refusal in
*--no-sandbox* | *--stay-root*)
	echo "$refusal"
	printf '#!/bin/sh\nexec "%s" --no-sandbox --stay-root "$@"\n' "$EASLENS" \
		>"$work/easlens"
	chmod 755 "$work" "$work/easlens"
	EASLENS=$work/easlens
	unset FAULTS
	;;
esac

# shellcheck disable=SC2016
printf '%s\n' "$@" | WORK=$work CMOCKA_MESSAGE_OUTPUT=TAP xargs -P 2 -n 1 sh -c '
	name=$(basename "$1")
	"$1" >"$WORK/$name.out" 2>&1
	code=$?
	sed "/# SKIP/s/^\(not \)\{0,1\}ok/skipped/" "$WORK/$name.out" \
		>"$WORK/$name.tap"
	failed=$(grep -c "^not ok" "$WORK/$name.tap")
	if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
		echo "not ok - $name ended with $code" >>"$WORK/$name.tap"
		failed=1
	fi
	[ "$failed" -eq 0 ] || grep -v "^ok" "$WORK/$name.tap" | sed "s/^/$name: /"
	printf "%-28s %s ok, %s failed\n" "$name" \
		"$(grep -c "^ok" "$WORK/$name.tap")" "$failed"
' run

passed=$(cat "$work"/*.tap | grep -c '^ok')
failed=$(cat "$work"/*.tap | grep -c '^not ok')
skipped=$(cat "$work"/*.tap | grep -c '^skipped')
[ "$skipped" -eq 0 ] || grep -h '^skipped' "$work"/*.tap
[ "$skipped" -eq 0 ] && skips= || skips=", $skipped skipped"
echo "$passed passed, $failed failed$skips"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
