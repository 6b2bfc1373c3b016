# shellcheck shell=bash disable=SC2034  # read by the scripts that source this file
# Every version that the set-up needs, in one place. Two others live where their own tools read them:
# wasm-bindgen in Cargo.lock, binaryen (wasm-opt) in scripts/node/package.json.

# Installed when the machine has no workable trunk. 0.22.1 needs a newer Rust than 0.21.14.
TRUNK_VERSION=0.21.14
TRUNK_OLDEST=0.21.0

# Cuts the page's program in parts.
WASM_SPLIT_VERSION=0.2.4

# wasm-opt before this one rejects what current Rust compilers write.
WASM_OPT_OLDEST=123

# The tests' npm packages need this Node; an older one gets a private companion, NODE_VERSION.
NODE_OLDEST=20.19
NODE_VERSION=22.23.3

# Debian's packages for WebAssembly where rustup cannot fetch the target; the three always match each other.
DEBIAN_RUST_PACKAGES="rustc-web rust-web-src lld-22"
DEBIAN_CLIPPY_PACKAGE=rust-web-clippy
DEBIAN_WASM_LINKER=wasm-ld-22

# For the fuzzing in `make test`.
CARGO_FUZZ_VERSION=0.13.2

# For `make lint`.
CARGO_DENY_VERSION=0.20.2
TYPOS_VERSION=1.52.0
