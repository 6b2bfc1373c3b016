set -u
LC_ALL=C
export LC_ALL
unset CDPATH
tab=$(printf '\t')
started_in=$(pwd)
failed_list=$started_in/failed.txt
work=$(mktemp -d "${TMPDIR:-/tmp}/igsr-fetch.XXXXXX") || exit 2
running=
clean() { rm -rf -- "$work"; }
stop() {
  trap - INT TERM HUP
  # shellcheck disable=SC2086  # a list of process numbers
  [ -z "$running" ] || kill $running 2>/dev/null
  clean
  exit 130
}
trap clean EXIT
trap stop INT TERM HUP

if command -v md5sum >/dev/null 2>&1; then
  md5_of() { md5sum <"$1"; }
elif command -v md5 >/dev/null 2>&1; then
  md5_of() { md5 <"$1"; }
elif command -v openssl >/dev/null 2>&1; then
  md5_of() { openssl md5 -r <"$1"; }
else
  echo 'There is no md5sum, md5 or openssl here: install one of them.' >&2
  exit 2
fi

mkdir -p -- "$dest" && cd -- "$dest" || exit 2

# Says what a file is: right, missing, short or wrong. Where no MD5 is known the size decides, and where none is known, that it is there.
state_of() { # FILE MD5S SIZE
  state=missing
  [ -f "$1" ] || return 0
  state=right
  if [ "$3" != - ]; then
    bytes=$(($(wc -c <"$1")))
    [ "$bytes" -ge "$3" ] || state=short
    [ "$bytes" -le "$3" ] || state=wrong
    [ "$state" = right ] || return 0
  fi
  if [ "$2" != - ]; then
    sum=$(md5_of "$1") || sum=unreadable
    case ",$2," in *",${sum%% *},"*) ;; *) state=wrong ;; esac
  elif [ "$3" = - ] && [ ! -s "$1" ]; then
    state=wrong
  fi
}

# Keeps one part of the list, where a cluster divides the work: each part has a list of failures and a folder of its own.
take_part() {
  [ -n "${IGSR_FETCH_PARTS:-}" ] || return 0
  failed_list=$started_in/failed.$IGSR_FETCH_PART.txt
  parts=$parts-$IGSR_FETCH_PART
  awk -v part="$IGSR_FETCH_PART" -v parts="$IGSR_FETCH_PARTS" '(NR - part) % parts == 0' "$work/list" >"$work/part"
  mv -f -- "$work/part" "$work/list"
}

# Lists in $work/todo what is not here and right. What is here and wrong moves aside, so that no tool takes it for finished.
check_all() {
  right=0 unchecked=0
  while IFS=$tab read -r number md5 size path urls; do
    state_of "./$path" "$md5" "$size"
    if [ "$state" = wrong ]; then
      mkdir -p -- "./$parts" && mv -f -- "./$path" "./$parts/$number.wrong"
    fi
    count
  done <"$work/list" >"$work/todo"
}

# Counts a file that is right, and prints the row of one that is not.
count() {
  if [ "$state" = right ]; then
    right=$((right + 1))
    [ "$md5" != - ] || unchecked=$((unchecked + 1))
  else
    printf '%s\t%s\t%s\t%s\t%s\n' "$number" "$md5" "$size" "$path" "$urls"
  fi
}

# Ends with what was found: the exit status, and failed.txt with a line for each file that is not here and right.
report() {
  [ "$unchecked" = 0 ] || echo "$unchecked of them by size or presence only: no MD5 is known for these."
  if [ -s "$work/todo" ]; then
    cut -f 4 <"$work/todo" >"$failed_list"
    echo "$(($(wc -l <"$failed_list"))) of $total files failed; their names are in ${failed_list##*/}. Run the same again: it fetches only these." >&2
    exit 1
  fi
  rm -rf -- "$failed_list" "./$parts"
  exit 0
}
