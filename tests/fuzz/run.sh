#!/bin/sh
# tests/fuzz/run.sh BUILD DATA SECONDS TARGET...: runs fuzz targets for so long
# each, as many at a time as there are cores. BUILD/corpus keeps what was new,
# BUILD/findings the inputs that broke something, BUILD/log what was said. The
# exit code says whether any did.
set -u
build=$1 data=$2 seconds=$3
shift 3
mkdir -p "$build/corpus" "$build/findings" "$build/log"

cat >"$build/one.sh" <<'END'
target=$1
log=$BUILD/log/$target
mkdir -p "$BUILD/corpus/$target"
dictionary=
[ -f "$DATA/dict/$target" ] && dictionary=-dict=$DATA/dict/$target
"$BUILD/fuzz/$target" -max_total_time="$SECONDS_EACH" -timeout=10 \
	-max_len=16384 -print_final_stats=1 $dictionary \
	-artifact_prefix="$BUILD/findings/$target-" \
	"$BUILD/corpus/$target" "$DATA/seeds/$target" >"$log" 2>&1
code=$?
figure() { sed -n "s/.*$1 *\([0-9]*\).*/\1/p" "$log" | tail -n 1; }
printf '%-10s %10s executions  %6s a second  coverage %s, %s\n' "$target" \
	"$(figure stat::number_of_executed_units:)" \
	"$(figure stat::average_exec_per_sec:)" "$(figure 'cov:')" \
	"$([ $code -eq 0 ] && echo 'nothing found' || echo FOUND)"
[ $code -eq 0 ] && exit
grep -E 'does not hold|ERROR|runtime error|Test unit written|^    #[0-7] ' \
	"$log" | head -n 16
exit 1
END
printf '%s\n' "$@" | BUILD=$build DATA=$data SECONDS_EACH=$seconds \
	xargs -P "$(nproc)" -n 1 sh "$build/one.sh"
