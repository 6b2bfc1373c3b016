
# Lists for each host, and two connections, what is to be fetched in this round; each round asks the next mirror of a file.
share_out() { # ROUND
  rm -rf -- "$work/share"
  mkdir -- "$work/share"
  awk -F "$tab" -v round="$1" -v folder="$work/share/" -v connections="${IGSR_FETCH_CONNECTIONS:-2}" '{
    url = $(5 + (round - 1) % (NF - 4))
    split(url, part, "/")
    print url "\t" $1 > (folder part[3] "." (count[part[3]]++ % connections))
  }' "$work/todo"
}

if command -v curl >/dev/null 2>&1; then
  # curl continues by itself, keeps connections, waits as servers ask by Retry-After, and reads the proxies of https_proxy and no_proxy.
  fetch_share() { # SHARE
    awk -F "$tab" -v parts="$parts" '{
      print "url = \"" $1 "\"\noutput = \"" parts "/" $2 ".part\""
    }' "$1" >"$1.curl"
    exec curl -q --config "$1.curl" --globoff --fail --location --continue-at - --silent --show-error \
      --retry 3 --connect-timeout 30 --speed-limit 1 --speed-time 60
  }
elif command -v wget >/dev/null 2>&1; then
  # That of busybox gives up by itself, and ends at once in a fault of memory if it is told when (1.35 in Debian 12).
  again=
  case $(wget --version 2>/dev/null) in *'GNU Wget'*) again='-T 60 --tries=4 --waitretry=30 --retry-on-http-error=429,500,502,503,504 --no-iri -nv' ;; esac
  fetch_share() { # SHARE
    while IFS=$tab read -r url number; do
      # shellcheck disable=SC2086  # a list of options
      wget $again -c -O "$parts/$number.part" "$url" </dev/null
    done <"$1"
  }
else
  echo 'There is no curl and no wget here: install one of them.' >&2
  exit 2
fi

# Keeps what can be continued, and removes the rest: without an MD5, nothing would tell whether two halves are of one file.
prepare() {
  mkdir -p -- "$parts"
  while IFS=$tab read -r number md5 size name urls; do
    part=$parts/$number.part
    if [ -f "./$name" ] && [ ! -f "$part" ]; then
      # Shorter than it should be: another tool was interrupted.
      mv -- "./$name" "$part"
    fi
    [ -f "$part" ] || continue
    if [ "$md5" = - ] || [ ! -s "$part" ]; then
      rm -f -- "$part"
    elif [ "$size" != - ] && [ "$(($(wc -c <"$part")))" -ge "$size" ]; then
      rm -f -- "$part"
    fi
  done <"$work/todo"
}

# Removes a wrong file, unless it may be the beginning of the right one: its size is not known, and the server has sent more of it.
drop_unless_short() {
  if [ "$md5" != - ] && [ "$size" = - ]; then
    came=$(($(wc -c <"$part")))
    before=0
    [ ! -f "$part.bytes" ] || read -r before <"$part.bytes"
    if [ "$came" -gt "$before" ]; then
      echo "$came" >"$part.bytes"
      return
    fi
  fi
  rm -f -- "$part" "$part.bytes"
}

# Gives each file that was fetched its name if it is right, and removes it if it is wrong.
take_all() {
  file_of() {
    file=$parts/$number.part
    [ "$size" != 0 ] || [ -f "$file" ] || : >"$file"
  }
  judged() {
    case $state in
      right)
        case $name in */*) [ -d "./${name%/*}" ] || mkdir -p -- "./${name%/*}" ;; esac
        mv -f -- "$file" "./$name" || state=unwritable
        ;;
      wrong) part=$file && drop_unless_short ;;
    esac
  }
  judge "$work/todo"
  mv -f -- "$work/next" "$work/todo"
}

# Stops before the disk is full.
check_space() {
  needed=$(awk -F "$tab" '$3 != "-" { bytes += $3 } END { printf "%.0f", bytes / 1024 }' "$work/todo")
  free=$(df -Pk . | awk 'NR == 2 { printf "%.0f", $4 }')
  if [ "${free:-0}" -lt "$needed" ] && [ -z "${IGSR_FETCH_IGNORE_SPACE:-}" ]; then
    echo "There are $free KiB free in $dest, and $needed KiB are still needed. To go on all the same, set IGSR_FETCH_IGNORE_SPACE=1." >&2
    exit 1
  fi
}

# Reports every half minute how much of the round has come.
show_progress() {
  while sleep 30 >/dev/null 2>&1; do
    echo "$(du -sk -- "$parts" | cut -f 1) KiB of this round are here."
  done
}

fetch_all() {
  round=1
  # What an earlier run fetched and did not come to check.
  [ ! -d "$parts" ] || take_all
  wait_for=${IGSR_FETCH_WAIT:-5}
  while [ -s "$work/todo" ] && [ "$round" -le "$rounds" ]; do
    if [ "$round" -gt 1 ]; then
      echo "Round $round: $(($(wc -l <"$work/todo"))) files again, from the next mirror where there is one, in $wait_for seconds."
      sleep "$wait_for"
      wait_for=$((wait_for * 2))
    fi
    prepare
    share_out "$round"
    running=
    for share in "$work"/share/*; do
      fetch_share "$share" &
      running="$running $!"
    done
    show_progress &
    progress=$!
    # shellcheck disable=SC2086  # a list of process numbers
    wait $running
    kill "$progress"
    running=
    take_all
    echo "$right of $total files are here and right."
    round=$((round + 1))
  done
}

cat >"$work/list"
take_part
total=$(($(wc -l <"$work/list")))
check_all
echo "$right of $total files are here and right."
check_space
fetch_all
report
