"""What can be searched for by words: one document for each page of a kind, made of its row and the rows around it.

A document has a name for each stretch of time, as CurrentFigure has: past days find, and show, the names of then. It is
made by reading the rows as they were at each instant at which one of them changed.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.functional import Promise

from metrics.models import Indicator, SearchDocument, Source, Unit
from metrics.past import Past, as_it_was, recorded_tables
from metrics.recording import BEGINNING
from programs.history import records_of
from programs.models import Country, CountryGroup, LineOfAction, Organization, Participation, Program
from programs.territories import country_name

from .folding import keys_of

Kind = SearchDocument.Kind
LANGUAGES = ("en", "es")
KEYS_AT_ONCE = 500
#: What an organization is called.
NAMED = ("name", "acronym", "name_es", "acronym_es")
A_MOMENT = dt.timedelta(microseconds=1)
TITLE_LENGTH = 400


class Document(NamedTuple):
    """The fields of a SearchDocument but for its time."""

    kind: str
    key: str
    slug: str
    title: str
    summary: str
    names: str
    words: str


class Tenure(NamedTuple):
    """That a document holds from `since` until `until` (None: still)."""

    document: Document
    since: dt.datetime
    until: dt.datetime | None


def spaced(keys: Iterable[str]) -> str:
    """The keys of words with a space around each, so that " visa " is that word and " vis" begins one."""
    joined = " ".join(keys)
    return f" {joined} " if joined else ""


def document(
    kind: str, key: object, slug: object, title: str, summary: str, names: Iterable[str], words: Iterable[str]
) -> Document:
    found = keys_of(*names)
    others = [word for word in keys_of(*words) if word not in set(found)]
    return Document(kind, str(key), str(slug), title[:TITLE_LENGTH], summary, spaced(found), spaced(others))


def in_each_language(words: str | Promise) -> list[str]:
    """Words of the catalog, which are looked up as they are read."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(words))
    return found


def names_of_country(code: str) -> list[str]:
    return [country_name(code, language) for language in LANGUAGES]


# --- One function a kind: documents of the rows with these keys, as the rows are -------------------------------------


def of_countries(keys: QuerySet | Collection[str]) -> Iterator[Document]:
    for code, alpha2 in Country.objects.filter(pk__in=keys).values_list("code", "alpha2"):
        yield document(
            Kind.COUNTRY, code, code, country_name(code, "en"), "", [*names_of_country(code), code], [alpha2]
        )


def of_groups(keys: QuerySet | Collection[str]) -> Iterator[Document]:
    members = linked(CountryGroup.members.through, "countrygroup", keys)
    fields = ("pk", "slug", "name", "name_es", "note", "note_es")
    for key, slug, name, name_es, *notes in CountryGroup.objects.filter(pk__in=keys).values_list(*fields):
        codes = sorted(members[key])
        yield document(Kind.GROUP, key, slug, name, ";".join(codes), [name], [name_es, *notes])


def of_lines(keys: QuerySet | Collection[str]) -> Iterator[Document]:
    # Lines have pages of the strategy that is shown.
    lines = LineOfAction.objects.filter(pk__in=keys, strategy__slug=settings.STRATEGY_SLUG)
    fields = ("pk", "number", "name", "name_es", "summary", "summary_es")
    for key, number, name, name_es, *summaries in lines.values_list(*fields):
        yield document(Kind.LINE, key, number, name, summaries[0], [name, str(number)], [name_es, *summaries])


def of_programs(keys: QuerySet | Collection[str]) -> Iterator[Document]:
    countries = linked(Program.countries.through, "program", keys)
    taking_part = defaultdict(list)
    participations = Participation.objects.filter(program__in=keys).order_by("organization__slug", "role")
    for key, *names in participations.values_list("program", *(f"organization__{name}" for name in NAMED)):
        taking_part[key] += names
    fields = ("pk", "slug", "name", "name_es", "summary", "summary_es")
    for key, slug, name, name_es, *summaries in Program.objects.filter(pk__in=keys).values_list(*fields):
        places = [place for code in sorted(countries[key]) for place in names_of_country(code)]
        words = [name_es, *summaries, *places, *taking_part[key]]
        yield document(Kind.PROGRAM, key, slug, name, summaries[0], [name], words)


def of_indicators(keys: QuerySet | Collection[str]) -> Iterator[Document]:
    fields = (
        "pk",
        "slug",
        "name",
        "name_es",
        "definition",
        "program__name",
        "definition_es",
        "program__name_es",
        "unit__singular",
        "unit__plural",
        "unit__singular_es",
        "unit__plural_es",
        "unit__also_called",
    )
    for key, slug, name, name_es, *words in Indicator.objects.filter(pk__in=keys).values_list(*fields):
        words = [word or "" for word in words]
        yield document(Kind.INDICATOR, key, slug, name, words[0] or words[1], [name], [name_es, *words])


def of_organizations(keys: QuerySet | Collection[str]) -> Iterator[Document]:
    for row in Organization.objects.filter(pk__in=keys):
        place = names_of_country(row.country_id) if row.country_id else []
        words = [*(in_each_language(Organization.Kind(row.kind).label)), *place]
        words += [row.name_es, row.acronym_es]
        yield document(Kind.ORGANIZATION, row.pk, row.slug, row.name, row.acronym, [row.name, row.acronym], words)


def of_sources(keys: QuerySet | Collection[str]) -> Iterator[Document]:
    fields = ("pk", "slug", "title", "publisher", "authors", "event_place")
    for key, slug, title, *around in Source.objects.filter(pk__in=keys).values_list(*fields):
        yield document(Kind.SOURCE, key, slug, title, around[0], [title], around)


MADE_BY: dict[str, tuple[type[Model], Callable[..., Iterator[Document]]]] = {
    Kind.COUNTRY: (Country, of_countries),
    Kind.GROUP: (CountryGroup, of_groups),
    Kind.LINE: (LineOfAction, of_lines),
    Kind.PROGRAM: (Program, of_programs),
    Kind.INDICATOR: (Indicator, of_indicators),
    Kind.ORGANIZATION: (Organization, of_organizations),
    Kind.SOURCE: (Source, of_sources),
}


def linked(through: type[Model], near: str, keys) -> dict:
    """The codes of countries that the rows with these keys are linked to."""
    found = defaultdict(list)
    for key, code in through.objects.filter(**{f"{near}__in": keys}).values_list(f"{near}_id", "country_id"):
        found[key].append(code)
    return found


# --- Through time ----------------------------------------------------------------------------------------------------


class Around(NamedTuple):
    """Rows that documents are made of besides their own, related by a foreign key of `model`: from the row of the
    document to others (`near`, `far`), or of the others to it (`far` is empty: the link itself).
    """

    model: type[Model]
    near: str
    far: str = ""
    other: type[Model] | None = None


AROUND: dict[str, list[Around]] = {
    Kind.GROUP: [Around(CountryGroup.members.through, "countrygroup_id")],
    Kind.PROGRAM: [
        Around(Program.countries.through, "program_id"),
        Around(Participation, "program_id"),
        Around(Participation, "program_id", "organization_id", Organization),
    ],
    Kind.INDICATOR: [
        Around(Indicator, "id", "program_id", Program),
        Around(Indicator, "id", "unit_id", Unit),
    ],
}


def instants_of(kind: str, keys: list) -> dict[object, set[dt.datetime]]:
    """When something changed that the documents of these keys are made of; nothing of what held before all days."""
    found: dict[object, set[dt.datetime]] = defaultdict(set)
    model, _ = MADE_BY[kind]
    if kind == Kind.COUNTRY:
        return found
    for around in [Around(model, "id"), *AROUND.get(kind, [])]:
        records = records_of(around.model).objects.filter(**{f"{around.near}__in": keys}).order_by()
        if around.other is None:
            for key, at in records.filter(history_date__gt=BEGINNING).values_list(around.near, "history_date"):
                found[key].add(at)
            continue
        rows = around.model.objects.filter(**{f"{around.near}__in": keys}).order_by()
        pairs = {*records.values_list(around.near, around.far), *rows.values_list(around.near, around.far)}
        near_of = defaultdict(set)
        for near, far in pairs:
            near_of[far].add(near)
        others = records_of(around.other).objects.filter(id__in=near_of, history_date__gt=BEGINNING).order_by()
        for far, at in others.values_list("id", "history_date"):
            for near in near_of[far]:
                found[near].add(at)
    return found


def tenures(kind: str, keys: list) -> Iterator[Tenure]:
    """Every document that the rows with these keys call for, now and in the past; of keys that are gone, the past."""
    _, make = MADE_BY[kind]
    now = {made.key: made for made in make(keys)}
    at_once: dict[dt.datetime, set] = defaultdict(set)
    changing = instants_of(kind, keys)
    for key, instants in changing.items():
        for at in (BEGINNING, *instants):
            at_once[at].add(key)
    states: dict[str, list[tuple[dt.datetime, Document | None]]] = {
        key: [(BEGINNING, made)] for key, made in now.items()
    }
    states.update({str(key): [] for key in changing})
    tables = frozenset(recorded_tables())
    for at, changed in sorted(at_once.items()):
        with as_it_was(Past(at + A_MOMENT, tables)):
            then = {made.key: made for made in make(sorted(changed))}
        for key in sorted(changed):
            states[str(key)].append((at, then.get(str(key))))
    for key, stretches in states.items():
        # The last holds now, whatever the clock of the records says.
        stretches[-1] = (stretches[-1][0], now.get(key))
        yield from successive(stretches)


def successive(states: list[tuple[dt.datetime, Document | None]]) -> Iterator[Tenure]:
    """The stretches of time in which a document was one and the same."""
    changes = [states[0]]
    changes += [after for before, after in itertools.pairwise(states) if before[1] != after[1]]
    ends: list[dt.datetime | None] = [since for since, _ in changes[1:]]
    for (since, made), until in zip(changes, [*ends, None], strict=True):
        if made is not None:
            yield Tenure(made, since, until)


def every_key(kind: str) -> list:
    """Keys of all rows that are, or of which records tell."""
    model, _ = MADE_BY[kind]
    keys = set(model.objects.order_by().values_list("pk", flat=True))
    if kind != Kind.COUNTRY:
        keys |= set(records_of(model).objects.order_by().values_list("id", flat=True))
    return sorted(keys)
