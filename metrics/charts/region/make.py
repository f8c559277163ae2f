"""Makes region.json, the outlines of the map, from Natural Earth's 1:50,000,000 countries. make.sh fetches them.

    python make.py countries-50m.json VERSION

Outlines are projected to Lambert's azimuthal equal-area projection (Snyder, Map Projections, 1987, p. 185), so that no
country's shade looks weightier for lying farther from the equator; simplified along shared borders, so that neighbors
still meet; cut at the frame; and written as paths in whole units of a frame WIDTH wide.
"""

import hashlib
import json
import math
import sys
from pathlib import Path

WIDTH = 1000
CENTER = (-87.0, 8.5)
# Of the frame: west, east, south, north, where the central meridian and parallel cross it.
EDGES = (-118.5, -57.5, -18.6, 33.5)
TOLERANCE = 0.9
# Smaller rings are specks that cost more bytes than they show, unless they are all that there is of a country.
SPECK = 12.0

# ISO 3166 numeric codes, as world-atlas names countries, of those in the frame.
COUNTRIES = {
    "484": "MEX", "320": "GTM", "084": "BLZ", "222": "SLV", "340": "HND", "558": "NIC", "188": "CRI", "591": "PAN",
    "192": "CUB", "332": "HTI", "214": "DOM", "388": "JAM", "044": "BHS", "630": "PRI",
    "659": "KNA", "028": "ATG", "212": "DMA", "662": "LCA", "670": "VCT", "308": "GRD", "052": "BRB", "780": "TTO",
    "170": "COL", "862": "VEN", "218": "ECU", "604": "PER", "840": "USA", "328": "GUY", "740": "SUR", "076": "BRA",
    "068": "BOL", "032": "ARG", "152": "CHL", "600": "PRY",
}  # fmt: skip


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Of degrees to a plane, east and north, in radii of the earth."""
    x0, y0 = math.radians(CENTER[0]), math.radians(CENTER[1])
    x, y = math.radians(longitude), math.radians(latitude)
    cosine = math.sin(y0) * math.sin(y) + math.cos(y0) * math.cos(y) * math.cos(x - x0)
    k = math.sqrt(2 / (1 + cosine))
    return (
        k * math.cos(y) * math.sin(x - x0),
        k * (math.cos(y0) * math.sin(y) - math.sin(y0) * math.cos(y) * math.cos(x - x0)),
    )


WEST, EAST = project(EDGES[0], CENTER[1])[0], project(EDGES[1], CENTER[1])[0]
SOUTH, NORTH = project(CENTER[0], EDGES[2])[1], project(CENTER[0], EDGES[3])[1]
SCALE = WIDTH / (EAST - WEST)
HEIGHT = round((NORTH - SOUTH) * SCALE)


def on_frame(longitude: float, latitude: float) -> tuple[float, float]:
    """Of degrees to units of the frame, right and down from its corner."""
    x, y = project(longitude, latitude)
    return (x - WEST) * SCALE, (NORTH - y) * SCALE


def arcs_of(topology: dict) -> list[list[tuple[float, float]]]:
    """The topology's lines, in degrees: they are kept as whole steps, each relative to the one before."""
    (step_x, step_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * step_x + left, y * step_y + bottom))
        arcs.append(points)
    return arcs


def simplified(points: list, tolerance: float = TOLERANCE) -> list:
    """Douglas and Peucker's: without the points that lie within `tolerance` of the line between those kept."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)

    def distance(point):
        x, y = point
        if length == 0:
            return math.hypot(x - ax, y - ay)
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    farthest = max(range(1, len(points) - 1), key=lambda index: distance(points[index]))
    if distance(points[farthest]) <= tolerance:
        return [points[0], points[-1]]
    return simplified(points[: farthest + 1], tolerance)[:-1] + simplified(points[farthest:], tolerance)


def ring_of(indices: list[int], arcs: list) -> list:
    points: list = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def cut(points: list) -> list:
    """Sutherland and Hodgman's: the part of a ring within the frame."""
    sides = (
        (0, 0, 1),
        (0, WIDTH, -1),
        (1, 0, 1),
        (1, HEIGHT, -1),
    )
    for axis, edge, sign in sides:
        found: list = []
        for index, point in enumerate(points):
            before = points[index - 1]
            inside, was_inside = (point[axis] - edge) * sign >= 0, (before[axis] - edge) * sign >= 0
            if inside != was_inside:
                part = (edge - before[axis]) / (point[axis] - before[axis])
                found.append(tuple(before[i] + part * (point[i] - before[i]) for i in (0, 1)))
            if inside:
                found.append(point)
        points = found
    return points


def area(points: list) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2


def path_of(points: list) -> str:
    """A closed path in whole units, each step relative to the one before."""
    whole = [(round(x), round(y)) for x, y in points]
    steps, here = [], whole[0]
    for point in whole[1:]:
        if point != here:
            steps.append(f"{point[0] - here[0]} {point[1] - here[1]}")
            here = point
    return f"M{whole[0][0]} {whole[0][1]}l{' '.join(steps)}z".replace(" -", "-") if len(steps) > 1 else ""


def middle_of(points: list) -> tuple[int, int]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return round((min(xs) + max(xs)) / 2), round((min(ys) + max(ys)) / 2)


def outline_of(geometry: dict, arcs: list) -> dict | None:
    """`d`: the path; `x`, `y`: the middle of the largest part; `area`: of all, in square units."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [ring for ring in (cut(ring_of(indices, arcs)) for polygon in polygons for indices in polygon) if ring]
    if not rings:
        return None
    largest = max(rings, key=area)
    paths = [path_of(ring) for ring in rings if ring is largest or area(ring) >= SPECK]
    x, y = middle_of(largest)
    return {"d": "".join(paths), "x": x, "y": y, "area": round(sum(map(area, rings)))}


def main(source: Path, version: str) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [simplified([on_frame(*point) for point in arc]) for arc in arcs_of(topology)]
    outlines = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = COUNTRIES.get(geometry.get("id"))
        outline = code and outline_of(geometry, arcs)
        if outline:
            outlines[code] = outline
    target = Path(__file__).with_name("region.json")
    # A country a line, so that a change shows which one changed.
    lines = [f'"{code}": {json.dumps(outline)}' for code, outline in sorted(outlines.items())]
    text = f'{{"width": {WIDTH}, "height": {HEIGHT}, "outlines": {{\n' + ",\n".join(lines) + "\n}}\n"
    target.write_text(text, encoding="utf-8")
    manifest = {
        "file": target.name,
        "package": "world-atlas",
        "version": version,
        "source": "Natural Earth 1:50m Admin 0 countries, in the public domain, as TopoJSON: countries-50m.json",
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "license": "ISC",
        "changes": "made by make.py: cut to the region, projected, simplified",
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
    }
    target.with_name("MANIFEST.json").write_text(json.dumps([manifest], indent=2) + "\n", encoding="utf-8")
    print(f"{len(outlines)} countries, {target.stat().st_size:,} bytes, {WIDTH} by {HEIGHT}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
