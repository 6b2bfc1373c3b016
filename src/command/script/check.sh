# zsh by its own name divides no words and has a variable `path` of its own, which no name here takes.
[ -z "${ZSH_VERSION:-}" ] || emulate sh
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
  md5_of_many=md5sum
elif command -v md5 >/dev/null 2>&1; then
  md5_of() { md5 <"$1"; }
  md5_of_many='md5 -q'
elif command -v openssl >/dev/null 2>&1; then
  md5_of() { openssl md5 -r <"$1"; }
  md5_of_many='openssl md5 -r'
else
  echo 'There is no md5sum, md5 or openssl here: install one of them.' >&2
  exit 2
fi

mkdir -p -- "$dest" && cd -- "$dest" || exit 2

# Says what a file is by all but its MD5: right, missing, short or wrong; "by-md5" where its MD5 decides. Where no MD5 is known the
# size decides, and where none is known, that something is there.
state_of() { # FILE MD5S SIZE
  state=missing
  [ -f "$1" ] || return 0
  state=right
  if [ "$3" != - ]; then
    bytes=$(($(wc -c <"$1")))
    [ "$bytes" -ge "$3" ] || state=short
    [ "$bytes" -le "$3" ] || state=wrong
  elif [ "$2" = - ] && [ ! -s "$1" ]; then
    state=wrong
  fi
  if [ "$state" = right ] && [ "$2" != - ]; then state=by-md5; fi
}

# Writes to $work/sums the MD5 of each file of a list of names: many at once, as a process for each small file takes longer than the
# file. Where that does not give one for each, as a file cannot be read, they are taken one by one.
sums_of() { # LIST
  # shellcheck disable=SC2086  # a program and its option
  tr '\n' '\000' <"$1" | xargs -0 $md5_of_many 2>/dev/null | sed 's/^\\//' | cut -c 1-32 >"$work/sums"
  [ "$(($(wc -l <"$1")))" -ne "$(($(wc -l <"$work/sums")))" ] || return 0
  while IFS= read -r file; do
    sum=$(md5_of "$file") || sum=unreadable
    echo "${sum%% *}"
  done <"$1" >"$work/sums"
}

# Reads rows of files, calls `judged` for each with its state, and lists in $work/next those that are not right. The names of the files
# come from `file_of`.
judge() { # ROWS
  : >"$work/to-sum"
  while IFS=$tab read -r number md5 size name urls; do
    file_of
    state_of "$file" "$md5" "$size"
    echo "$state"
    [ "$state" != by-md5 ] || printf '%s\n' "$file" >>"$work/to-sum"
  done <"$1" >"$work/states"
  sums_of "$work/to-sum"
  exec 3<"$work/states" 4<"$work/sums"
  while IFS=$tab read -r number md5 size name urls; do
    file_of
    read -r state <&3
    if [ "$state" = by-md5 ]; then
      read -r sum <&4
      state=right
      case ",$md5," in *",$sum,"*) ;; *) state=wrong ;; esac
    fi
    judged
    count
  done <"$1" >"$work/next"
  exec 3<&- 4<&-
}

# Keeps one part of the list, where a cluster divides the work: each part has a list of failures and a folder of its own.
take_part() {
  [ -n "${IGSR_FETCH_PARTS:-}" ] || return 0
  failed_list=$started_in/failed.$IGSR_FETCH_PART.txt
  parts=$parts-$IGSR_FETCH_PART
  awk -v part="$IGSR_FETCH_PART" -v parts="$IGSR_FETCH_PARTS" '(NR - part) % parts == 0' "$work/list" >"$work/part"
  mv -f -- "$work/part" "$work/list"
}

# Lists in $work/todo what is not here and right. What is here and wrong moves aside, so that no tool takes it for finished; not where
# `keep_halves` is set and it may be half a file, as only its MD5 is known.
keep_halves=
check_all() {
  right=0 unchecked=0
  file_of() { file=./$name; }
  judged() {
    if [ "$state" = wrong ] && { [ -z "$keep_halves" ] || [ "$size" != - ]; }; then
      mkdir -p -- "./$parts" && mv -f -- "$file" "./$parts/$number.wrong"
    fi
  }
  judge "$work/list"
  mv -f -- "$work/next" "$work/todo"
}

# Counts a file that is right, and prints the row of one that is not.
count() {
  if [ "$state" = right ]; then
    right=$((right + 1))
    [ "$md5" != - ] || unchecked=$((unchecked + 1))
  else
    printf '%s\t%s\t%s\t%s\t%s\n' "$number" "$md5" "$size" "$name" "$urls"
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
  if [ "$right" != "$total" ]; then
    echo "Only $right of $total files could be judged: this shell or a program of this system does not do what is expected." >&2
    exit 2
  fi
  rm -rf -- "$failed_list" "./$parts"
  exit 0
}
