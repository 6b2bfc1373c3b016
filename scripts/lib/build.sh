# shellcheck shell=bash
# The page, the demonstration mirror and the command, built only when something they are made of has changed.

DEMO_MIRROR=target/debug/examples/demo_mirror
# The site as it is hosted, and as this computer serves it to itself.
SITE=target/site
LOCAL_SITE=target/local-site
PAGE_STAMP=target/tools/page.stamp
PAGE_INPUTS="src static .cargo build.rs index.html Trunk.toml Cargo.toml Cargo.lock scripts/node/package-lock.json scripts/node/finish-site.mjs scripts/node/name-worker.mjs scripts/node/split-page.mjs scripts/node/local-page.mjs examples/demo_mirror/mirror.json target/tools/wasm-compiler"

page_is_fresh() {
  [ -f "$SITE/index.html" ] && [ -f "$LOCAL_SITE/index.html" ] && [ -f "$PAGE_STAMP" ] || return 1
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

# A list that the app refuses would stop it at its start, as the list is compiled in.
check_mirror_list() {
  cargo run --quiet --no-default-features --example check_mirrors "$1" ||
    fail "the app refuses $1; the field and the reason stand above. static/mirrors.schema.json describes the form."
}

build_page() {
  if page_is_fresh; then
    say "The built page is up to date."
    return
  fi
  check_wasm_bindgen
  check_mirror_list static/mirrors.json
  say "Building the page for release (about 2 min the first time, 40 s after a change)."
  : >"$PAGE_STAMP.next"
  with_wasm trunk build --release || fail "trunk could not build the page; the reason stands above."
  node scripts/node/local-page.mjs "$SITE" "$LOCAL_SITE"
  check_mirror_list "$LOCAL_SITE/static/mirrors.json"
  mv "$PAGE_STAMP.next" "$PAGE_STAMP"
}

# The folder to host.
build_site() {
  build_page
  rm -rf dist
  cp -R "$SITE" dist
}

# The pure core is enough for it, and builds faster.
build_demo_mirror() {
  cargo build --quiet --no-default-features --example demo_mirror ||
    fail "the demonstration mirror could not be built; the reason stands above."
}

# The command igsr-fetch, as it is given to people.
build_command() {
  cargo build --quiet --release --no-default-features --features cli --bin igsr-fetch ||
    fail "the command igsr-fetch could not be built; the reason stands above."
}
