# shellcheck shell=bash disable=SC2034  # names are shared between these files
# What every script but the set-up begins with: the libraries, the set-up for GOAL, and what it found.
# Sourced from the project's folder with the goal as its argument.

export USER_PATH=$PATH
. scripts/lib/versions.sh
. scripts/lib/common.sh
. scripts/lib/wasm.sh
. scripts/lib/tools.sh
. scripts/lib/build.sh

export CARGO_TARGET_DIR=$PWD/target
mkdir -p "$TOOLS/log"
scripts/setup "$1"
[ ! -f "$TOOLS/env-$1.sh" ] || . "$TOOLS/env-$1.sh"
