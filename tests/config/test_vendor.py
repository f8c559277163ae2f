import hashlib
import json
import re
from pathlib import Path, PurePosixPath

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "config" / "static" / "vendor"
PDF_FONTS = Path(__file__).resolve().parents[2] / "metrics" / "exports" / "typst" / "fonts"
MANIFESTS = {folder: json.loads((folder / "MANIFEST.json").read_text("utf-8")) for folder in (VENDOR, PDF_FONTS)}
# What makes the vendored files is ours and is not listed among them.
OWN = {"MANIFEST.json", "README.md", "icons.txt", "update.sh", "uswds.scss"}


@pytest.mark.parametrize("folder", MANIFESTS, ids=lambda folder: folder.name)
def test_every_vendored_file_is_listed_and_every_listed_file_is_there(folder):
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert found - OWN == {entry["file"] for entry in MANIFESTS[folder]}


@pytest.mark.parametrize(
    ("folder", "entry"),
    [(folder, entry) for folder, entries in MANIFESTS.items() for entry in entries],
    ids=lambda part: part["file"] if isinstance(part, dict) else part.name,
)
def test_a_vendored_file_is_what_the_manifest_says(folder, entry):
    assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert entry["package"]
    assert entry["version"]
    assert entry["license"]


@pytest.mark.parametrize("style_sheet", sorted(VENDOR.parent.rglob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_names_only_files_that_are_there(style_sheet):
    text = style_sheet.read_text(encoding="utf-8")
    for name in re.findall(r"""url\(\s*["']?([^"')]*)""", text):
        # Empty in USWDS's "@supports (mask: url(""))", a question to the browser and no file.
        if not name:
            continue
        assert not re.match(r"[a-z]+:|//", name), f"{name} is not a file of this site"
        assert (style_sheet.parent / PurePosixPath(name.split("#")[0])).resolve().is_file()


@pytest.mark.parametrize(
    "asset",
    sorted(p for p in VENDOR.rglob("*") if p.suffix in {".css", ".js"}),
    ids=lambda path: path.name,
)
def test_no_asset_names_a_source_map(asset):
    assert "sourceMappingURL" not in asset.read_text(encoding="utf-8")
