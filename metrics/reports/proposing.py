"""What an archived text proposes: its candidates matched to what the database knows, without what is settled."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.db.models import F

from metrics.archives.candidates import candidates_of, parts_of
from metrics.intake.roles import role_in
from metrics.models import Archive, Category, Citation, CitationCheck, Dismissal, Figure, FigureRelation, Source, Unit
from metrics.models.publication import Publication
from metrics.models.source import AS_STATED_WORDS
from programs.models import Country, CountryGroup, Organization

from .coverage import apart
from .offering import Offering, passages_of
from .proposals import REASONED, Key, Place, Proposal, Proposals, paged, sets_of
from .text import one_line

Status = Publication.Status
# What a figure's citation covers is not proposed again, whatever became of the figure but its withdrawal.
TRACKING = (Status.DRAFT, Status.SUBMITTED, Status.PUBLISHED, Status.SUPERSEDED)
# The characters on either side of a number whose words say most about it.
AROUND = 60
# Words on either side that tell a category, and what ends them.
WORDS_BEFORE, WORDS_AFTER = 3, 4
ASIDE = re.compile(r"[\d.,;:()]|\b(?:and|or|y|e|o)\b")
# Characters before a sentence that say what it is about, where it does not.
BEFORE = 400
# "100 migrants in a day", "100 daily".
PER_TIME = re.compile(
    r"(?:\s[\w-]+){0,2}?\s(?:(?:(?:in|per|each|every|por|cada|al?) )+(?:an? )?"
    r"(?:hour|day|week|month|year|hora|día|semana|mes|año)|daily|weekly|monthly|diari[oa]s|semanales|mensuales)\b"
)
SENTENCE = re.compile(r"(?<=[.!?;])\s|\n\s*\n")
LONGEST_SECTION = Citation._meta.get_field("section").max_length


def propose(
    archive: Archive, only: Collection[Key] | None = None, *, page: int | None = None, even_tracked: bool = False
) -> Proposals:
    """What is open of the archive, in the order of the text: all of it, `only` these, or those of a page, from 1; with
    `even_tracked` what is cited, too.

    A fixed number of queries where it was read before, however many candidates there are. Only what is asked for is
    matched to indicators, with what stands beside it.
    """
    parts = parts_of(archive)
    reading = candidates_of(archive, parts=parts)
    tracked = tracked_in(archive)
    dismissed = list(Dismissal.objects.filter(archive=archive).select_related("dismissed_by"))
    rows = reading.candidates or []
    closed = {(d.start, d.end) for d in dismissed}
    spans = [(row["start"], row["end"]) for row in rows]
    waiting = set(spans if even_tracked else apart(spans, tracked)) - closed
    sets = sets_of([span for span in spans if span in waiting], totals_of(rows, spans))
    if page is not None:
        only = [key for those in paged(sets)[page - 1 : page] for keys in those for key in keys]
    asked = waiting if only is None else waiting.intersection(only)
    found = Proposals(archive, parts, reading, [], sets, tracked, dismissed, left_out_of(reading.left_out, tracked))
    if not asked:
        return found
    catalog, related = Catalog(), related_to(rows, spans)
    around = with_neighbors([row for row, span in zip(rows, spans, strict=True) if span in waiting], asked)
    read = [
        catalog.read(row, spans, related, archive.text, found.source_at(row["start"], row["end"])) for row in around
    ]
    offering = Offering(catalog.categories, catalog.names, archive.source.language)
    return replace(found, open=[p for p in offering.with_offers(read) if p.key in asked])


def totals_of(rows: Sequence[dict], spans: Sequence[Key]) -> dict[Key, Key]:
    return {
        span: spans[each["to"]]
        for row, span in zip(rows, spans, strict=True)
        for each in row["relations"]
        if each["kind"] == FigureRelation.Kind.COMPONENT_OF
    }


def with_neighbors(rows: Sequence[dict], asked: Collection[Key]) -> list[dict]:
    """The rows of each passage in which one is asked for: what is offered depends on those beside it."""
    passages = passages_of(rows, lambda row: (row["section"], row["start"], row["end"]))
    return [
        row for passage in passages if any((row["start"], row["end"]) in asked for row in passage) for row in passage
    ]


def related_to(rows: Sequence[dict], spans: Sequence[Key]) -> dict[Key, list[tuple[Key, str, str]]]:
    """For each candidate the relations that others have to it."""
    found: dict[Key, list[tuple[Key, str, str]]] = defaultdict(list)
    for row, span in zip(rows, spans, strict=True):
        for each in row["relations"]:
            found[spans[each["to"]]].append((span, each["kind"], each["note"]))
    return found


def tracked_in(archive: Archive) -> list[Key]:
    """Where figures that were not withdrawn cite this archive, in order."""
    checks = CitationCheck.objects.latest_in(archive, day=None).filter(
        start__isnull=False, citation__figures__status__in=TRACKING
    )
    return sorted(set(checks.values_list("start", "end")))


def left_out_of(rows: Iterable[dict], tracked: Sequence[Key]) -> list[dict]:
    """The numbers left out that no figure cites, each once."""
    by_span = {(row["start"], row["end"]): row for row in rows}
    return [by_span[span] for span in sorted(apart(by_span, tracked))]


class Catalog:
    """What the database knows that candidates are read by; loaded once for all of them."""

    def __init__(self) -> None:
        self.units = {unit.code.casefold(): unit for unit in Unit.objects.all()}
        self.groups = {group.slug: group for group in CountryGroup.objects.all()}
        self.countries = set(Country.objects.values_list("code", flat=True))
        # By indicator, those of its breakdowns.
        self.categories: dict[int, list[Category]] = defaultdict(list)
        for category in Category.objects.annotate(indicator=F("breakdown__indicators")).filter(indicator__isnull=False):
            self.categories[category.indicator].append(category)
        self.names = {
            acronym: name
            for name, *acronyms in Organization.objects.values_list("name", "acronym", "acronym_es")
            for acronym in acronyms
            if acronym
        }

    def read(self, row: dict, spans: Sequence[Key], related: Mapping[Key, list], text: str, source: Source) -> Proposal:
        start, end = row["start"], row["end"]
        reasons = row["reasons"]
        stated = one_line(row["as_stated"]).strip()
        role, role_word = role_in(row["sentence"], stated)
        unit = self.units.get((row["unit"] or "").casefold())
        return Proposal(
            start=start,
            end=end,
            words=words_to_cite(text, start, end, row["unit_as_stated"], is_rate="-per-" in (row["unit"] or "")),
            stated=stated,
            section=section_of(row["section"]),
            sentence=row["sentence"],
            near=near(text, start, end),
            source=source,
            value=Decimal(row["value"]),
            value_max=Decimal(row["value_max"]) if row["value_max"] else None,
            qualifier=row["qualifier"],
            unit=unit,
            kind=unit.kind if unit else kind_of(row["unit"]),
            unit_as_stated=row["unit_as_stated"] or row["unit"] or "",
            place=self.place_of(row["countries"], row["group"]),
            period_start=dt.date.fromisoformat(row["period_start"]) if row["period_start"] else None,
            period_end=dt.date.fromisoformat(row["period_end"]) if row["period_end"] else None,
            period_as_stated=(row["period_as_stated"] or "")[:120],
            steps={name: reasons[name]["step"] for name in REASONED},
            because={name: reasons[name]["words"] for name in REASONED},
            confidence=row["confidence"],
            relations=tuple((each["kind"], spans[each["to"]], each["note"]) for each in row["relations"]),
            related_from=tuple(related.get((start, end), ())),
            role=role,
            role_word=role_word,
            beside=beside(text, start, end),
            before=before(text, start, row["sentence"]),
        )

    def place_of(self, codes: Sequence[str], group: str | None) -> Place:
        """Unknown where the database lacks the group or one of the countries."""
        if group == "global":
            return Place(Figure.Coverage.GLOBAL)
        if group:
            return Place(Figure.Coverage.GROUP, (), self.groups[group]) if group in self.groups else Place()
        if not codes or not set(codes) <= self.countries:
            return Place()
        coverage = Figure.Coverage.JOINT if len(set(codes)) > 1 else Figure.Coverage.SINGLE
        return Place(coverage, tuple(sorted(set(codes))))


def kind_of(code: str | None) -> str:
    """The kind of a unit of the extraction that is none of the database's: what is counted is no money."""
    if not code:
        return ""
    if code == "percent":
        return Unit.Kind.SHARE
    if code.isupper():
        return Unit.Kind.MONEY
    return Unit.Kind.RATE if "-per-" in code else Unit.Kind.COUNT


def section_of(path: Sequence[str]) -> str:
    """The headings as citations hold them; of a long path the outer ones are left out."""
    parts = [one_line(part).strip() for part in path]
    while parts and len(Citation.SEPARATOR.join(parts)) > LONGEST_SECTION:
        parts.pop(0)
    return Citation.SEPARATOR.join(parts)


def near(text: str, start: int, end: int) -> str:
    """The words around a number, in its sentence."""
    before = SENTENCE.split(text[max(0, start - AROUND) : start])[-1]
    after = SENTENCE.split(text[end : end + AROUND])[0]
    # Words that the bounds cut are none.
    return one_line(f"{before.partition(' ')[2]} {text[start:end]} {after.rpartition(' ')[0]}")


def beside(text: str, start: int, end: int) -> str:
    """The few words on either side that are of the number: "an additional $20 million", "$0.9 million for women"."""
    left = ASIDE.split(text[max(0, start - AROUND) : start])[-1].split()[-WORDS_BEFORE:]
    right = ASIDE.split(text[end : end + AROUND])[0].split()[:WORDS_AFTER]
    return " ".join((*left, *right))


def before(text: str, start: int, sentence: str) -> str:
    """What stands before the number in its paragraph: its sentence, and what comes before that."""
    above = text[max(0, start - len(sentence) - BEFORE) : start].rpartition("\n")[2]
    return one_line(above).partition(" ")[2]


def words_to_cite(text: str, start: int, end: int, unit: str, *, is_rate: bool = False) -> str:
    """The words of the number, with the noun that follows, and of a rate with its time, where all are eight at most."""
    words = one_line(text[start:end]).strip()
    after = one_line(text[end : end + 160])
    at = after.casefold().find(unit.casefold()) if unit else -1
    if 0 <= at <= 40:
        more = one_line(words + after[: at + len(unit)])
        whole = after[at + len(unit) : at + len(unit) + 1]
        if len(more.split()) <= AS_STATED_WORDS and not whole.isalnum() and not set(after[:at]) & set(".;:()"):
            words = more
            after = after[at + len(unit) :]
    if is_rate and (time := PER_TIME.match(after)):
        more = one_line(words + time.group())
        words = more if len(more.split()) <= AS_STATED_WORDS else words
    return " ".join(words.split()[:AS_STATED_WORDS])
