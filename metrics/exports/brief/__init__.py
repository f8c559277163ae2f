"""The country brief: a country's page on one to four pages of PDF, to print, to hand over and to keep."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from metrics.reports.country import CountryReport
from metrics.reports.documents import Document

from ..typeset import pages_of, typeset
from .content import Link, content_of
from .shown import shown_of, sources_of

# The names of paper as readers ask for them, and as typst does.
PAPERS = {"letter": "us-letter", "a4": "a4"}
MOST_PAGES = 4
# Points of plain text. Tables are half a point smaller, notes have eight.
SIZE = 9
# Of all there is: so much is set at most in the last try, which even a hundred long entries come down to.
LEAST = 0.05

__all__ = ["MOST_PAGES", "PAPERS", "Link", "country_brief", "sources_of", "tried"]


class Step(NamedTuple):
    """How much of everything is set, of 1; `tight`: with less space between, and in notes without the words quoted."""

    share: float
    tight: bool


def country_brief(
    report: CountryReport, documents: dict[str, Document], day: dt.date, link: Link, paper: str = "letter"
) -> bytes:
    """The PDF. The same report, documents, day, addresses and language make the same bytes.

    `documents` are the sources that `sources_of(report)` names, by slug. `link(name, *args)` is the permanent address
    of a page. `paper` is one of PAPERS.
    """
    return tried(report, documents, day, link, paper)[0]


def tried(
    report: CountryReport, documents: dict[str, Document], day: dt.date, link: Link, paper: str
) -> tuple[bytes, Step]:
    """The PDF, and how much of everything is in it."""

    def made(step: Step) -> bytes:
        content = content_of(shown_of(report, step.share), documents, day, link, quotes=not step.tight)
        return typeset("country_brief.typ", {**content, "paper": PAPERS[paper], "size": SIZE, "tight": step.tight}, day)

    return fitted(made)


def fitted(made: Callable[[Step], bytes]) -> tuple[bytes, Step]:
    """The first file of MOST_PAGES or fewer, and its step: with everything, set tighter, then cut.

    Each cut is reckoned from the pages that the last try took, so that two or three are enough.
    """
    step = Step(1.0, tight=False)
    while True:
        file = made(step)
        pages = pages_of(file)
        if pages <= MOST_PAGES or step.share == LEAST:
            return file, step
        # What takes more than a fifth page does not come down to four by less space.
        if pages == MOST_PAGES + 1 and not step.tight:
            step = Step(1.0, tight=True)
        else:
            step = Step(max(LEAST, step.share * MOST_PAGES / pages * 0.9), tight=True)
