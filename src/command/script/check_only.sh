cat >"$work/list"
take_part
total=$(($(wc -l <"$work/list")))
# Called with `before`, a tool runs next. If it ran before and no check followed, it was interrupted, and may go on with its halves.
if [ "${1:-}" = before ]; then
  [ ! -f "./$parts/running" ] || keep_halves=1
  check_all
  mkdir -p -- "./$parts" && : >"./$parts/running"
  echo "$right of $total files are here and right."
  exit 0
fi
check_all
rm -f -- "./$parts/running"
echo "$right of $total files are here and right."
report
