
cat >"$work/list"
take_part
total=$(($(wc -l <"$work/list")))
check_all
echo "$right of $total files are here and right."
report
