"""Citations that reference managers read: CSL-JSON, BibTeX and RIS.

The address in each is the figure's permanent link, so that every style that prints one leads to the evidence; the
source's own address stands in the note.
"""

import datetime as dt
import json
import re
from typing import Any
from urllib.parse import quote

from metrics.models import Citation

from .prose import SITE
from .reference import Name, Reference

SEPARATOR = Citation.SEPARATOR
# Item types of CSL 1.0.2 and of RIS for each Source.Kind. CSL has no type for a statement to the press, RIS none for a
# speech.
TYPES = {
    "article": ("webpage", "ELEC"),
    "fact_sheet": ("report", "RPRT"),
    "update": ("report", "RPRT"),
    "remarks": ("speech", "ELEC"),
    "statement": ("document", "ELEC"),
    "report": ("report", "RPRT"),
    "dataset": ("dataset", "DATA"),
}


def note(ref: Reference) -> str:
    """What has no field of its own: the words that state the figure, where they stand, and the source's addresses."""
    where = f", under “{SEPARATOR.join(ref.section)}”" if ref.section else ""
    accessed = f" (accessed {ref.accessed_on.isoformat()})" if ref.accessed_on else ""
    parts = [
        f"Stated as “{ref.quoted}”{where}.",
        f"{SITE}, figure {ref.figure_id} as of {ref.day.isoformat()}.",
        f"Source at {ref.source_url}{accessed}." if ref.source_url else "",
        f"Archived at {ref.archived_url}." if ref.archived_url else "",
    ]
    return " ".join(filter(None, parts))


# --- CSL-JSON --------------------------------------------------------------------------------------------------------


def csl_date(day: dt.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    named = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle}
    return {key: value for key, value in named.items() if value}


def csl_item(ref: Reference) -> dict[str, Any]:
    """The figure's source as an item of CSL 1.0.2, without empty fields."""
    item = {
        "id": f"throughline-figure-{ref.figure_id}",
        "type": TYPES[ref.kind][0],
        "genre": ref.kind_words,
        "title": ref.title,
        "author": [csl_name(name) for name in ref.authors],
        "issued": csl_date(ref.date) if ref.date else None,
        "event-place": ref.place,
        "container-title": ref.container,
        "publisher": ref.publisher,
        "section": SEPARATOR.join(ref.section),
        "language": ref.language,
        "URL": ref.link,
        "accessed": csl_date(ref.day),
        "source": SITE,
        "note": note(ref),
    }
    return {key: value for key, value in item.items() if value}


def csl_json(ref: Reference) -> str:
    """An array of one item, a field a line."""
    fields = [f"    {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in csl_item(ref).items()]
    return "[\n  {\n" + ",\n".join(fields) + "\n  }\n]\n"


# --- BibTeX ----------------------------------------------------------------------------------------------------------

# BibTeX counts braces, escaped ones too, so these are commands that have none.
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "#$%&_"},
}
# BibTeX's own names of months, which each style writes as it does.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def latex(text: str) -> str:
    """The text for a field in braces: what means something to LaTeX is written as itself."""
    return "".join(LATEX.get(character, character) for character in text)


def bibtex_name(name: Name) -> str:
    """Organizations in braces, which keep BibTeX from looking for a family name; so do parts that hold "and" or ","."""
    if name.literal:
        return f"{{{latex(name.literal)}}}"
    parts = [
        f"{{{latex(part)}}}" if re.search(r",|\band\b", part, re.IGNORECASE) else latex(part)
        for part in (name.sorted_family, name.given)
        if part
    ]
    return ", ".join(parts)


def bibtex(ref: Reference) -> str:
    """One entry, in UTF-8. In titles a second pair of braces keeps capital letters from being set small."""
    if ref.container:
        kind = "incollection"
    elif TYPES[ref.kind][1] == "RPRT" and ref.publisher:
        kind = "techreport"
    else:
        kind = "misc"
    where = f"{ref.kind_words}, {ref.place}" if ref.place else ref.kind_words
    fields = {
        "author": " and ".join(map(bibtex_name, ref.responsible)),
        "title": f"{{{latex(ref.title)}}}",
        "booktitle": f"{{{latex(ref.container)}}}" if ref.container else "",
        "institution" if kind == "techreport" else "publisher": latex(ref.publisher),
        "howpublished" if kind == "misc" else "type": latex(where),
        "year": str(ref.date.year) if ref.date else "n.d.",
        "day": str(ref.date.day) if ref.date else "",
        "url": quote(ref.link, safe="/:?=&-._~[]@"),
        "urldate": ref.day.isoformat(),
        "note": latex(note(ref)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if ref.date:
        lines.append(f"  month = {MONTHS[ref.date.month - 1]}")
    return f"@{kind}{{throughline-figure-{ref.figure_id},\n" + ",\n".join(lines) + "\n}\n"


# --- RIS -------------------------------------------------------------------------------------------------------------


def slashed(day: dt.date | None) -> str:
    return day.isoformat().replace("-", "/") if day else ""


def ris(ref: Reference) -> str:
    """One record. A line is a tag and a value; values hold no line breaks, so none can begin a tag of its own."""
    lines = [
        ("TY", TYPES[ref.kind][1]),
        ("ID", f"throughline-figure-{ref.figure_id}"),
        *(("AU", name.inverted) for name in ref.responsible),
        ("TI", ref.title),
        ("T2", ref.container),
        ("PB", ref.publisher),
        ("PP", ref.place),
        ("PY", str(ref.date.year) if ref.date else ""),
        ("DA", slashed(ref.date)),
        ("M3", ref.kind_words),
        ("SE", SEPARATOR.join(ref.section)),
        ("LA", ref.language),
        ("UR", ref.link),
        ("Y2", slashed(ref.day)),
        ("DP", SITE),
        ("N1", note(ref)),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"
