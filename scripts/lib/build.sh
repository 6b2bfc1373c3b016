# shellcheck shell=bash
# The page (dist/) and the demonstration mirror, built only when something they are made of has changed.

DEMO_MIRROR=target/debug/examples/demo_mirror
PAGE_STAMP=target/tools/page.stamp
PAGE_INPUTS="src static index.html Trunk.toml Cargo.toml Cargo.lock scripts/node/package-lock.json scripts/node/finish-page.mjs target/tools/wasm-compiler"

page_is_fresh() {
  [ -f dist/index.html ] && [ -f "$PAGE_STAMP" ] || return 1
  # Folders count too: a deleted file changes its folder's time.
  # shellcheck disable=SC2086  # a list of paths
  [ -z "$(find $PAGE_INPUTS -newer "$PAGE_STAMP" -print 2>/dev/null | head -n 1)" ]
}

check_wasm_bindgen() {
  local want have
  want=$(wasm_bindgen_version)
  have=$(first_number "$(wasm-bindgen --version)")
  [ "$have" = "$want" ] || fail "wasm-bindgen is $have but Cargo.lock says $want; they must be equal. Run:" "scripts/setup serve"
}

build_page() {
  if page_is_fresh; then
    say "The page in dist/ is up to date."
    return
  fi
  check_wasm_bindgen
  say "Building the page for release (about 2 min the first time, 40 s after a change)."
  : >"$PAGE_STAMP.next"
  with_wasm trunk build --release || fail "trunk could not build the page; the reason stands above."
  mv "$PAGE_STAMP.next" "$PAGE_STAMP"
}

# The pure core is enough for it, and builds faster.
build_demo_mirror() {
  cargo build --quiet --no-default-features --example demo_mirror ||
    fail "the demonstration mirror could not be built; the reason stands above."
}
