# shellcheck shell=bash
# Debian's packages, unpacked and not installed: no service starts, nothing changes outside. Sourced, never run.

# download FOLDER PACKAGE…: refreshes the package lists only when they do not know a package, or are out of date.
download() {
  local folder=$1
  shift
  # Root may write to the folder, the user to whom apt else steps down may not.
  local get="apt-get download -qq -o APT::Sandbox::User=root"
  if apt-cache show "$@" >/dev/null 2>&1 && (cd "$folder" && $get "$@" 2>/dev/null); then return; fi
  say "    Refreshing Debian's package lists."
  as_root apt-get update -qq
  (cd "$folder" && $get "$@")
}

unpack() {
  local package
  for package in "$1"/*.deb; do dpkg-deb -x "$package" "$2"; done
}

# lacks_libraries FOLDER: does a program or module below it need a library that is not here?
lacks_libraries() {
  local linked
  # ldd fails where a file is no program.
  linked=$(find "$1/usr" -type f \( -perm -u+x -o -name '*.so' \) -print0 |
    LD_LIBRARY_PATH=$PWD/$1/libraries xargs -0 ldd 2>/dev/null) || true
  case $linked in *"not found"*) return 0 ;; *) return 1 ;; esac
}

# libraries_of PACKAGE…: the packages of libraries that apt would install with them, as this machine lacks them.
libraries_of() {
  apt-get install -s --no-install-recommends "$@" 2>/dev/null | sed -n 's/^Inst \(z\{0,1\}lib[^ ]*\) .*/\1/p'
}

# unpack_programs FOLDER PACKAGE…: the programs below FOLDER, and libraries that the machine lacks in its folder libraries.
unpack_programs() {
  local folder=$1 work libraries
  shift
  work=$(mktemp -d)
  mkdir "$work/packages" "$work/libraries"
  rm -rf "$folder"
  mkdir -p "$folder/libraries"
  download "$work/packages" "$@"
  unpack "$work/packages" "$folder"
  libraries=$(libraries_of "$@")
  if [ -n "$libraries" ]; then
    # shellcheck disable=SC2086  # a list of packages
    download "$work/libraries" $libraries
    unpack "$work/libraries" "$work/unpacked"
    find "$work/unpacked" -name '*.so.*' -exec cp -L {} "$folder/libraries/" \;
  fi
  rm -rf "$work"
}
