# shellcheck shell=bash disable=SC2034  # names are shared between these files
# Words on the terminal, version comparison, and commands that take minutes. Sourced, never run.
# Plain enough for the bash 3.2 that macOS has.

TOOLS=target/tools
USE=$TOOLS/use # links to the programs that were chosen; first on PATH

say() { printf '%s\n' "$*"; }

# fail SENTENCE [LINE…]: stops, with the lines to run indented below the sentence.
fail() {
  printf '\nStopped: %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '    %s\n' "$line" >&2; done
  exit 1
}

# minutes SECONDS: "45 s" or "2 min 5 s".
minutes() {
  if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %d s' $(($1 / 60)) $(($1 % 60)); fi
}

# at_least VERSION OLDEST: compares dotted numbers, without `sort -V`.
at_least() {
  awk -v have="$1" -v want="$2" 'BEGIN {
    split(have, h, "[.+-]"); n = split(want, w, "[.+-]")
    for (i = 1; i <= n; i++) { if (h[i] + 0 > w[i] + 0) exit 0; if (h[i] + 0 < w[i] + 0) exit 1 }
    exit 0
  }'
}

# first_number TEXT: the first dotted number in it, such as a version in `tool --version`.
first_number() { printf '%s' "$1" | sed -n 's/[^0-9]*\([0-9][0-9.]*\).*/\1/p' | head -n 1; }

is_debian() { [ -r /etc/os-release ] && (. /etc/os-release && [ "$ID" = debian ]); }

system_name() {
  case $(uname -s) in
    Darwin) echo macOS ;;
    MINGW* | MSYS* | CYGWIN*) echo Windows ;;
    Linux) if is_debian; then echo Debian; else echo Linux; fi ;;
    *) uname -s ;;
  esac
}

# Says every 20 seconds that LOG still grows, until the script that started it ends.
ticker() {
  local log=$1 began=$SECONDS crates
  while sleep 20 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
    crates=$(grep -c '^ *Compiling' "$log" 2>/dev/null || true)
    if [ "${crates:-0}" -gt 0 ]; then
      say "    … $(minutes $((SECONDS - began))), $crates crates compiled so far"
    else
      say "    … $(minutes $((SECONDS - began)))"
    fi
  done
}

TICKER=
stop_ticker() {
  [ -z "$TICKER" ] || { kill "$TICKER" && wait "$TICKER"; } 2>/dev/null || true
  TICKER=
}
trap stop_ticker EXIT

# run_logged NAME COMMAND…: output goes to a log, a line says every 20 s that it lives; on failure the log's end is shown.
run_logged() {
  local log=$TOOLS/log/$1.log began=$SECONDS status=0
  shift
  mkdir -p "$TOOLS/log"
  : >"$log"
  ticker "$log" &
  TICKER=$!
  "$@" >"$log" 2>&1 || status=$?
  stop_ticker
  if [ "$status" -eq 0 ]; then
    say "    done in $(minutes $((SECONDS - began)))"
  else
    say "    failed after $(minutes $((SECONDS - began))); the last lines of $log:"
    tail -n 15 "$log" | sed 's/^/      /'
  fi
  return "$status"
}

can_be_root() { [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }

# as_root COMMAND…: runs it with the rights that apt needs, or stops with the line to run.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif can_be_root; then
    sudo -n "$@"
  else
    fail "this needs administrator rights. Run this, then start again:" "sudo $*"
  fi
}

# apt_install PACKAGE…: refreshes the package lists only when they do not know the package, or are out of date.
apt_install() {
  local get="env DEBIAN_FRONTEND=noninteractive apt-get"
  local install="$get install -y --no-install-recommends $*" log=apt-$1
  if ! can_be_root; then
    fail "Debian packages need administrator rights. Run these, then start again:" \
      "sudo apt-get update" "sudo apt-get install -y --no-install-recommends $*"
  fi
  # shellcheck disable=SC2086  # the command is built from words
  if apt-cache show "$@" >/dev/null 2>&1 && run_logged "$log" as_root $install; then return; fi
  say "    Refreshing Debian's package lists."
  # shellcheck disable=SC2086
  run_logged apt-update as_root $get update || fail "the package lists could not be refreshed." "apt-get update"
  # shellcheck disable=SC2086
  run_logged "$log" as_root $install ||
    fail "apt-get could not install it. Try:" "apt-get install --no-install-recommends $*"
}

# choose NAME PROGRAM: puts a link to PROGRAM first on PATH, so that later steps use the one that was checked.
choose() {
  mkdir -p "$USE"
  [ "$(readlink "$USE/$1" 2>/dev/null)" = "$2" ] || ln -sfn "$2" "$USE/$1"
}

# candidates NAME: absolute paths of that program: the user's own on PATH, then the copy below target/tools.
candidates() {
  PATH=$USER_PATH command -v "$1" || true
  [ ! -x "$PWD/$TOOLS/bin/$1" ] || echo "$PWD/$TOOLS/bin/$1"
}
