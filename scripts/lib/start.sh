# shellcheck shell=bash disable=SC2034  # names are shared between these files
# What every script but the set-up begins with: the libraries, the set-up for GOAL, and what it found.
# Sourced from the project's folder with the goal as its argument.

# The path as it is without our own links, which would otherwise come to point at themselves.
USER_PATH=$(printf ':%s:' "$PATH" | sed "s|:$PWD/target/tools/use:|:|g; s|^:||; s|:\$||")
export USER_PATH
. scripts/lib/versions.sh
. scripts/lib/common.sh
. scripts/lib/wasm.sh
. scripts/lib/tools.sh
. scripts/lib/build.sh

export CARGO_TARGET_DIR=$PWD/target
mkdir -p "$TOOLS/log"
scripts/setup "$1"
[ ! -f "$TOOLS/env-$1.sh" ] || . "$TOOLS/env-$1.sh"
