"""What tests ask of every drawing, and how they read one."""

import re

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawing) -> etree._Element:
    """The drawing as a file, read by an XML parser, after what holds for every drawing has been checked."""
    text = str(drawing.svg(width=720, xmlns=True))
    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))
    assert not re.search(r"<(script|style|foreignObject|image|use)\b", text)
    for node in root.iter():
        for name, value in node.attrib.items():
            assert name != "style", text
            assert not name.startswith("on"), name
            assert not value.strip().lower().startswith("javascript:"), value
            assert "nan" not in value.lower().split("%")[0] or name not in GEOMETRY, value
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    for name in root.get("aria-labelledby").split():
        (named,) = [node for node in root.iter() if node.get("id") == name]
        assert named.text.strip()
    used = re.findall(r"url\(#([^)]+)\)", text)
    assert set(used) <= set(ids)
    assert root.get("role") == ("group" if root.findall(f".//{SVG}a") else "img")
    widths = {len(row) for row in drawing.table.rows}
    assert widths <= {len(drawing.table.columns)}
    return root


GEOMETRY = {"x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "r", "dx", "dy"}


def of_class(root, name: str) -> list:
    return [node for node in root.iter() if name in (node.get("class") or "").split()]


def texts(root) -> str:
    """All that is written in the drawing."""
    return " ".join(" ".join(node.itertext()) for node in root.iter(f"{SVG}text"))


def share(value: str) -> float:
    """Of "12.5%"."""
    assert value.endswith("%"), value
    return float(value.removesuffix("%"))
