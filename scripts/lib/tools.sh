# shellcheck shell=bash disable=SC2034  # names are shared between these files
# Programs that the build calls: the compiler, Node, trunk, wasm-bindgen, wasm-opt. For each: have_X looks (and chooses), install_X gets it.

rust_oldest() { sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml; }
wasm_bindgen_version() {
  awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock
}

have_cc() { command -v cc >/dev/null; }
# shellcheck disable=SC2046  # a list of packages
install_cc() { apt_install $(packages_of cc); }

have_cxx() { command -v c++ >/dev/null; }
# shellcheck disable=SC2046  # a list of packages
install_cxx() { apt_install $(packages_of cxx); }

have_rust() { command -v cargo >/dev/null && at_least "$(first_number "$(rustc --version)")" "$(rust_oldest)"; }
install_rust() {
  fail "Rust $(rust_oldest) or newer is needed. Install it by https://rustup.rs, or bring it up to date:" "rustup update stable"
}

have_rust_lints() { cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; }
install_rust_lints() {
  run_logged rustup-components rustup component add rustfmt clippy ||
    fail "rustup could not add rustfmt and clippy. Try:" "rustup component add rustfmt clippy"
}

node_works() { [ -x "$1" ] && at_least "$(first_number "$("$1" --version 2>/dev/null)")" "$NODE_OLDEST"; }
have_node() {
  command -v npm >/dev/null || return 1
  local node
  for node in $(PATH=$USER_PATH command -v node) "$PWD/$TOOLS/node/node_modules/node/bin/node"; do
    if node_works "$node"; then choose node "$node"; return; fi
  done
  return 1
}
install_node() {
  command -v npm >/dev/null || fail "Node and npm are needed. On Debian:" "sudo apt-get install -y nodejs npm"
  mkdir -p "$TOOLS/node"
  run_logged npm-node npm install --prefix "$TOOLS/node" --no-save --no-audit --no-fund "node@$NODE_VERSION" ||
    fail "Node $NODE_OLDEST or newer is needed, and npm could not install a private copy. See https://nodejs.org"
}

# cargo_tool CRATE VERSION OPTIMISATION [cargo install options…]: prebuilt where the user has cargo-binstall, else compiled,
# with no more optimisation (0 to 3) than the tool's work is worth.
cargo_tool() {
  local crate=$1 version=$2 optimisation=$3
  shift 3
  if command -v cargo-binstall >/dev/null; then
    say "    cargo-binstall is here: looking for a prebuilt $crate."
    if run_logged "$crate-prebuilt" cargo binstall --no-confirm --disable-strategies compile --root "$TOOLS" "$crate@$version"; then
      return
    fi
    say "    No prebuilt $crate can be had; compiling it."
  fi
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=$optimisation CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_TARGET_DIR=$TOOLS/build run_logged "$crate" cargo install "$crate" --version "$version" --root "$TOOLS" --force "$@" ||
    fail "$crate $version could not be installed. Try:" "cargo install $crate --version $version $*"
  rm -rf "$TOOLS/build"
}

trunk_works() {
  local version
  version=$(first_number "$("$1" --version 2>/dev/null)")
  [ -n "$version" ] && at_least "$version" "$TRUNK_OLDEST"
}
have_trunk() {
  local trunk
  for trunk in $(candidates trunk); do
    if trunk_works "$trunk"; then choose trunk "$trunk"; return; fi
  done
  return 1
}
# Without its default features, which download tools and ask the network for a newer version. Unoptimised it is as quick (9 s
# after a change, measured November 2026) and compiles in half the time.
install_trunk() { cargo_tool trunk "$TRUNK_VERSION" 0 --locked --no-default-features; }

# The crate in Cargo.lock and the program must be the same version: the generated code has no stable form.
have_wasm_bindgen() {
  local program want
  want=$(wasm_bindgen_version)
  for program in $(candidates wasm-bindgen); do
    [ "$(first_number "$("$program" --version 2>/dev/null)")" = "$want" ] || continue
    [ -x "${program}-test-runner" ] || continue
    choose wasm-bindgen "$program"
    choose wasm-bindgen-test-runner "${program}-test-runner"
    return
  done
  return 1
}
# Without --locked: the published lock file names a crate version that was withdrawn.
install_wasm_bindgen() { cargo_tool wasm-bindgen-cli "$(wasm_bindgen_version)" 1; }

have_wasm_split() {
  local program
  program=$(candidates wasm-split-cli | head -n 1)
  [ -n "$program" ] && choose wasm-split-cli "$program"
}
install_wasm_split() { cargo_tool wasm_split_cli_support "$WASM_SPLIT_VERSION" 0 --locked --features build-binary; }

wasm_opt_version() { first_number "$("$1" --version 2>/dev/null)"; }
have_wasm_opt() {
  local program version
  for program in $(PATH=$USER_PATH command -v wasm-opt) "$PWD/scripts/node/node_modules/.bin/wasm-opt"; do
    [ -x "$program" ] || continue
    case $program in */scripts/node/*) npm_fresh scripts/node || continue ;; esac
    version=$(wasm_opt_version "$program")
    at_least "${version:-0}" "$WASM_OPT_OLDEST" || continue
    choose wasm-opt "$program"
    WASM_OPT_VERSION=$version
    return
  done
  return 1
}
install_wasm_opt() { npm_install scripts/node; }

have_map() { npm_fresh scripts/node; }
install_map() { npm_install scripts/node; }

# npm_fresh DIR: is what package-lock.json names there?
npm_fresh() { cmp -s "$1/package-lock.json" "$1/node_modules/.installed-lock.json"; }
npm_install() {
  run_logged "npm-$(basename "$1")" npm ci --prefix "$1" --no-audit --no-fund ||
    fail "npm could not install the packages of $1. Try:" "npm ci --prefix $1"
  cp "$1/package-lock.json" "$1/node_modules/.installed-lock.json"
}
