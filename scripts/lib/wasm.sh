# shellcheck shell=bash
# The compiler for WebAssembly: rustup's target, or Debian's compiler with a standard library built here.
# Nothing is written outside target/ except Debian packages by apt.

DEBIAN_SYSROOT=$PWD/target/tools/debian-rust # a sysroot of links, plus the WebAssembly standard library
DEBIAN_RUSTC=$DEBIAN_SYSROOT/bin/rustc       # named rustc, because clippy-driver looks at the name
WASM_TARGET=wasm32-unknown-unknown

# wasm_works RUSTC: can it compile an empty library for the browser? (0.1 s)
wasm_works() {
  echo '#![no_main] pub fn f() { println!() }' |
    "$1" --target $WASM_TARGET --crate-type lib --crate-name probe --emit metadata -o "$TOOLS/probe.rmeta" - 2>/dev/null
}

# WASM_COMPILER=rustup or debian asks for one of them; without it, what works is taken, rustup's first.
have_rustup_wasm() { [ "${WASM_COMPILER:-rustup}" = rustup ] && wasm_works rustc; }
have_debian_wasm() { [ "${WASM_COMPILER:-debian}" = debian ] && [ -x "$DEBIAN_RUSTC" ] && wasm_works "$DEBIAN_RUSTC"; }
have_wasm() { mkdir -p "$TOOLS" && { have_rustup_wasm || have_debian_wasm; }; }

install_wasm() {
  if [ "${WASM_COMPILER:-rustup}" = rustup ] && command -v rustup >/dev/null; then
    say "    Asking rustup for the target $WASM_TARGET."
    if RUSTUP_MAX_RETRIES=1 run_logged rustup-target timeout 300 rustup target add $WASM_TARGET && wasm_works rustc; then
      return
    fi
    say "    rustup could not fetch it, so Debian's compiler is used for the WebAssembly part (about 2 min)."
  fi
  # shellcheck disable=SC2086  # a list of packages
  have_debian_rust || apt_install $DEBIAN_RUST_PACKAGES
  run_logged wasm-std build_debian_std || fail "the standard library for WebAssembly could not be built. Try rustup instead:" \
    "rustup target add $WASM_TARGET"
  wasm_works "$DEBIAN_RUSTC" || fail "Debian's compiler still cannot build for WebAssembly. Try rustup instead:" \
    "rustup target add $WASM_TARGET"
}

have_debian_rust() {
  [ -x /usr/bin/rustc ] && command -v "$DEBIAN_WASM_LINKER" >/dev/null && [ -d /usr/lib/rustlib/src/rust/library ] &&
    at_least "$(first_number "$(/usr/bin/rustc --version)")" "$(rust_oldest)"
}

# Builds std for WebAssembly from Debian's sources. `test` is what in-browser tests link; without embedded bitcode, `lto = true` fails.
build_debian_std() {
  local stub=$TOOLS/wasm-std lib=$DEBIAN_SYSROOT/lib/rustlib host
  host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
  rm -rf "$stub" "$DEBIAN_SYSROOT" target/wasm/$WASM_TARGET
  mkdir -p "$stub/src" "$lib/$WASM_TARGET/lib" "$DEBIAN_SYSROOT/bin"
  printf '[package]\nname = "wasm-std-stub"\nedition = "2024"\n[workspace]\n' >"$stub/Cargo.toml"
  : >"$stub/src/lib.rs"
  env -u CARGO_TARGET_DIR RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
    cargo build --manifest-path "$stub/Cargo.toml" --target-dir "$stub/target" --release \
    -Zbuild-std=std,panic_abort,test --target $WASM_TARGET || return 1
  rm -f "$stub/target/$WASM_TARGET/release/deps/"libwasm_std_stub*
  cp "$stub/target/$WASM_TARGET/release/deps/"*.rlib "$lib/$WASM_TARGET/lib/" || return 1
  ln -s "/usr/lib/rustlib/$host" "$lib/$host"
  # shellcheck disable=SC2016  # "$@" belongs to the program that is written
  printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot "%s" "$@"\n' "$DEBIAN_SYSROOT" >"$DEBIAN_RUSTC"
  chmod +x "$DEBIAN_RUSTC"
  rm -rf "$stub"
}

# Clippy over the browser code needs the compiler that compiles it.
have_wasm_clippy() { have_rustup_wasm || [ -x /usr/bin/clippy-driver ]; }
install_wasm_clippy() { have_wasm_clippy || apt_install "$DEBIAN_CLIPPY_PACKAGE"; }

# with_wasm COMMAND…: runs it with the compiler for the browser and a target folder of its own
# (two compilers in one folder rebuild each other's work at every turn).
with_wasm() {
  local -a settings=(CARGO_TARGET_DIR="$PWD/target/wasm")
  if [ "${IGSR_WASM_COMPILER:-rustup}" = debian ]; then
    settings+=(RUSTC="$DEBIAN_RUSTC" SYSROOT="$DEBIAN_SYSROOT" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$DEBIAN_WASM_LINKER")
  fi
  env "${settings[@]}" "$@"
}

# wasm_clippy ARGUMENTS…: cargo clippy for the browser code.
wasm_clippy() {
  if [ "${IGSR_WASM_COMPILER:-rustup}" = debian ]; then
    with_wasm /usr/bin/cargo-clippy clippy --target $WASM_TARGET "$@"
  else
    with_wasm cargo clippy --target $WASM_TARGET "$@"
  fi
}
