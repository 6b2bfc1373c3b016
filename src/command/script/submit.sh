#!/bin/sh
# Submits the parts that are not done. Options are passed on to sbatch: sh submit.sh --partition=long --account=mine
set -u
parts=
part=1
while [ "$part" -le NUMBER_OF_PARTS ]; do
  [ -e "done.$part" ] || parts=$parts,$part
  part=$((part + 1))
done
if [ -z "$parts" ]; then
  echo 'All parts are done. To check all files once more: sh check.sh'
  exit 0
fi
exec sbatch --array="${parts#,}%PARTS_AT_ONCE" "$@" array.sbatch
