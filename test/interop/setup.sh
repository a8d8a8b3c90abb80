#!/usr/bin/env bash
# Puts the tools that the interop tests compare with into .cache/interop; does nothing when they are there.
set -euo pipefail
cd "$(dirname "$0")/../.."
home=.cache/interop
wanted="dvc==3.67.1"
if [ "$(cat "$home/wanted.txt" 2>/dev/null || true)" = "$wanted" ]; then exit 0; fi
rm -rf "$home"
mkdir -p .cache
python3 -m venv "$home"
"$home/bin/pip" install --quiet --disable-pip-version-check "$wanted"
echo "$wanted" > "$home/wanted.txt"
