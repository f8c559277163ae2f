"""What a citation of a figure says, before any style: the figure's words, its source, and the permanent link."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import translation

from metrics.exports.plain import one_line
from metrics.models import Citation, Source
from metrics.reports.documents import Document
from metrics.reports.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family` and `given`) or, where `literal` is set, an organization.

    `particle` is what stands before a family name in small letters: "de" of "de Obaldía".
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    literal: str = ""

    @property
    def sorted_family(self) -> str:
        return f"{self.particle} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """ "de Obaldía, Olga"."""
        return self.literal or ", ".join(filter(None, (self.sorted_family, self.given)))

    @property
    def in_order(self) -> str:
        """ "Olga de Obaldía"."""
        return self.literal or f"{self.given} {self.sorted_family}".strip()

    @property
    def initials(self) -> str:
        """ "J.-P. M." for "Jean-Paul María": APA 7, section 9.8."""
        parts = [[re.search(r"\w", piece) for piece in word.split("-")] for word in self.given.split()]
        return " ".join("-".join(f"{first[0]}." for first in firsts if first) for firsts in parts).strip()


def name_of(line: str) -> Name:
    """A line of Source.authors: family name, given names; or an organization, which has no comma."""
    family, comma, given = (part.strip() for part in one_line(line).partition(","))
    if not comma or not family:
        return Name(literal=one_line(line).strip(", "))
    words = family.split(" ")
    own = next((i for i, word in enumerate(words) if not word[:1].islower()), 0)
    return Name(" ".join(words[own:]), given, " ".join(words[:own]))


@dataclass(frozen=True, slots=True)
class Reference:
    """`quoted` are the source's own words, `link` the absolute address of the figure's page as of `day`.

    `container` is the title of the larger document; `source_url` is the source's address or, failing that, that one's.
    """

    figure_id: int
    quoted: str
    section: list[str]
    authors: list[Name]
    title: str
    kind: str
    kind_words: str
    date: dt.date | None
    place: str
    container: str
    container_date: dt.date | None
    publisher: str
    language: str
    source_url: str
    archived_url: str
    accessed_on: dt.date | None
    link: str
    day: dt.date

    @property
    def responsible(self) -> list[Name]:
        """Authors or, where the source names none, its publisher."""
        return self.authors or ([Name(literal=self.publisher)] if self.publisher else [])

    @property
    def publisher_apart(self) -> str:
        """The publisher, unless it stands as the author."""
        return "" if [name.literal for name in self.responsible] == [self.publisher] else self.publisher


def kind_words(kind: str) -> str:
    """In English, as all of a citation is: the styles are, and catalogs sort by it."""
    with translation.override("en"):
        return str(Source.Kind(kind).label)


def reference_of(report: Evidence, link: str, day: dt.date) -> Reference:
    """What a citation of the figure says; `link` is its page's absolute address as of `day`."""
    document = report.document
    whole: Document | None = document.whole
    at = document if document.url or not whole else whole
    return Reference(
        figure_id=report.row.figure_id,
        quoted=one_line(report.row.as_stated or report.row.words),
        section=[
            one_line(heading) for heading in (report.row.section or "").split(Citation.SEPARATOR) if one_line(heading)
        ],
        authors=[name for name in map(name_of, document.authors) if name != Name()],
        title=one_line(document.title),
        kind=document.kind,
        kind_words=kind_words(document.kind),
        date=document.stated_on,
        place=one_line(document.event_place),
        container=one_line(whole.title) if whole else "",
        container_date=whole.stated_on if whole else None,
        publisher=one_line(document.publisher or (whole.publisher if whole else "")),
        language=document.language,
        source_url=at.url,
        archived_url=at.archived_url,
        accessed_on=at.accessed_on,
        link=link,
        day=day,
    )
