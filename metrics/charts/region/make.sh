#!/usr/bin/env bash
# Renews region.json and MANIFEST.json from the npm package named below. Needs npm and python3, and nothing at run time.
set -euo pipefail

WORLD_ATLAS=2.0.2

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "world-atlas@$WORLD_ATLAS"
tar xzf "world-atlas-$WORLD_ATLAS.tgz"
python3 "$here/make.py" package/countries-50m.json "$WORLD_ATLAS"
