#!/usr/bin/env bash
# Renews uswds/ and MANIFEST.json from the npm packages named below. Needs node, npm and python3; see README.md.
set -euo pipefail

USWDS=3.14.0
SASS=1.108.2
WEIGHTS="Regular Italic Bold BoldItalic"
# What PDF files are set in. Browsers take the woff2 above; typst reads TrueType.
PDF_WEIGHTS="Regular Bold"

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

cd "$work"
echo '{"private": true}' > package.json
npm install --silent --ignore-scripts --save-exact "@uswds/uswds@$USWDS" "sass@$SASS"
package=$work/node_modules/@uswds/uswds

rm -rf "$here/uswds"
mkdir -p "$here/uswds/css" "$here/uswds/js" "$here/uswds/img" "$here/uswds/fonts/public-sans"
cp "$package/LICENSE.md" "$here/uswds/LICENSE.md"
for weight in $WEIGHTS; do
  cp "$package/dist/fonts/public-sans/PublicSans-$weight.woff2" "$here/uswds/fonts/public-sans/"
done
fonts=$here/../../../metrics/exports/typst/fonts
rm -f "$fonts"/*.ttf
for weight in $PDF_WEIGHTS; do
  cp "$package/dist/fonts/public-sans/PublicSans-$weight.ttf" "$fonts/"
done
npx sass --load-path="$package/packages" --style=compressed --no-charset --no-source-map --quiet \
  "$here/uswds.scss" "$here/uswds/css/uswds.min.css"

USWDS=$USWDS SASS=$SASS python3 - "$here" "$package" "$fonts" <<'PYTHON'
import hashlib, json, os, pathlib, re, shutil, sys

here, package, fonts = map(pathlib.Path, sys.argv[1:])
target, dist = here / "uswds", package / "dist"

# Source maps are not shipped, and a comment that names one stops the manifest storage.
for name in ("uswds.min.js", "uswds-init.min.js"):
    text = (dist / "js" / name).read_text(encoding="utf-8")
    text = re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", text)
    (target / "js" / name).write_text(text, encoding="utf-8")

# Every picture the style sheet names, and no other.
css = (target / "css" / "uswds.min.css").read_text(encoding="utf-8")
for picture in sorted(set(re.findall(r'url\("?\.\./img/([^")]+)"?\)', css))):
    (target / "img" / picture).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(dist / "img" / picture, target / "img" / picture)

# The whole sprite is 71 kB; a page pays for the icons that icons.txt lists.
wanted = (here / "icons.txt").read_text(encoding="utf-8").split()
sprite = (dist / "img" / "sprite.svg").read_text(encoding="utf-8")
symbols = dict((s[1], s[0]) for s in re.findall(r'(<symbol id="([^"]+)".*?</symbol>)', sprite, re.S))
missing = sorted(set(wanted) - set(symbols))
if missing:
    sys.exit(f"icons.txt names what the sprite does not have: {', '.join(missing)}")
(target / "img" / "sprite.svg").write_text(
    '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols[name] for name in wanted) + "</svg>\n",
    encoding="utf-8",
)

def license_of(path):
    if path.suffix in (".woff2", ".ttf"):
        return "OFL-1.1"
    if path.suffix == ".svg":
        return "Apache-2.0 AND CC0-1.0"
    if path.suffix == ".css":
        return "CC0-1.0 AND MIT"
    return "CC0-1.0"

def origin(path):
    changes = {
        "uswds.min.css": f"compiled from uswds.scss with sass {os.environ['SASS']}",
        "sprite.svg": "cut to the icons of icons.txt",
        "uswds.min.js": "source map comment removed",
        "uswds-init.min.js": "source map comment removed",
    }
    return changes.get(path.name, "unchanged")

def write_manifest(folder, paths):
    manifest = [
        {
            "file": path.relative_to(folder).as_posix(),
            "package": "@uswds/uswds",
            "version": os.environ["USWDS"],
            "license": license_of(path),
            "changes": origin(path),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(paths)
        if path.is_file()
    ]
    (folder / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{len(manifest)} files, {sum((folder / m['file']).stat().st_size for m in manifest):,} bytes")

write_manifest(here, target.rglob("*"))
write_manifest(fonts, fonts.glob("*.ttf"))
PYTHON
