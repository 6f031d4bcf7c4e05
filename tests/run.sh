#!/bin/sh
# Runs test programs, two at a time, and adds up what they say in TAP. A test
# program that dies without naming a failed test counts as one failed test.
# The last line is "N passed, M failed".
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2016
printf '%s\n' "$@" | WORK=$work CMOCKA_MESSAGE_OUTPUT=TAP xargs -P 2 -n 1 sh -c '
	name=$(basename "$1")
	"$1" >"$WORK/$name.out" 2>&1
	code=$?
	failed=$(grep -c "^not ok" "$WORK/$name.out")
	if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
		echo "not ok - $name ended with $code" >>"$WORK/$name.out"
		failed=1
	fi
	[ "$failed" -eq 0 ] || grep -v "^ok" "$WORK/$name.out" | sed "s/^/$name: /"
	printf "%-28s %s ok, %s failed\n" "$name" \
		"$(grep -c "^ok" "$WORK/$name.out")" "$failed"
' run

passed=$(cat "$work"/*.out | grep -c '^ok')
failed=$(cat "$work"/*.out | grep -c '^not ok')
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
