"""Typesetting: a template of typst/ and data become a tagged PDF (PDF/UA-1), without network and without system fonts.

Data go in as JSON that the template reads, never as markup, so nothing anybody writes is an instruction to typst. The
same data and day make the same bytes: the time in the file is the day's, fonts are those of the repository.
"""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder

from .plain import folded

FOLDER = Path(__file__).with_name("typst")
PDF_TYPE = "application/pdf"

# What stands for a character that no font has.
UNPRINTABLE = "\ufffd"
NO_FONT_HAS = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
PAGE_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# How many scripts and blocks a text may hold that no font has, before all but Latin letters are given up.
TRIES = 8
# The last Latin letter that our own fonts have.
LATIN = 0x24F
# So many letters without a place to break would stand out of their column. Addresses have places, after each slash.
LONG_RUN = re.compile(r"[^\W_]{32,}")
BREAK = "\u200b"


@cache
def fonts() -> typst.Fonts:
    """Ours, and those that typst brings for symbols and scripts that ours lack."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FOLDER / "fonts"])


def mapped(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with every string changed, keys excepted."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: mapped(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [mapped(value, change) for value in data]
    return data


def breakable(text: str) -> str:
    """An invisible place to break after every twelve letters of a run that is too long for a line."""
    return LONG_RUN.sub(lambda run: re.sub(r"(.{12})(?=.)", rf"\1{BREAK}", run[0]), text)


def kin(character: str) -> tuple[str, int | str]:
    """What a character shares with those that a font lacks, too, if it lacks this one: its script or its block."""
    if unicodedata.category(character)[0] in "LM":
        return "script", unicodedata.name(character, "?").split(" ")[0]
    return "block", ord(character) // 256


def refused_by(error: typst.TypstError) -> str:
    """The characters that no font has, of which typst names the first; empty where the error is another one."""
    found = NO_FONT_HAS.search(error.message)
    return ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), found[1]) if found else ""


def without(text: str, kinds: set[tuple[str, int | str]]) -> str:
    return "".join(UNPRINTABLE if ord(c) > LATIN and c != UNPRINTABLE and kin(c) in kinds else c for c in text)


def typeset(template: str, data: dict[str, Any], day: dt.date) -> bytes:
    """The PDF that the template makes of the data, dated `day`. Characters that no font has become UNPRINTABLE.

    Raises typst.TypstError where the template itself is wrong, such as a picture without alternative text.
    """
    data = mapped(data, lambda text: breakable(folded(text)))
    lacking: set[tuple[str, int | str]] = set()
    for _ in range(TRIES):
        try:
            return compiled(template, data, day)
        except typst.TypstError as error:
            new = {kin(c) for c in refused_by(error) if ord(c) > LATIN} - lacking
            if not new:
                raise
            lacking |= new
            data = mapped(data, partial(without, kinds=lacking))
    return compiled(template, mapped(data, lambda text: re.sub(r"[^\u0000-\u024f]", "?", text)), day)


def pages_of(file: bytes) -> int:
    """How many pages a file of typst has: it does not compress the tree that says so."""
    return max(int(count) for count in PAGE_COUNT.findall(file))


def compiled(template: str, data: dict[str, Any], day: dt.date) -> bytes:
    return typst.compile(
        FOLDER / template,
        root=FOLDER,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)},
        pdf_standards=["ua-1"],
        timestamp=dt.datetime.combine(day, dt.time(), dt.UTC),
    )
