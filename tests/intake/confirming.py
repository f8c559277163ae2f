"""What a person has to mend of what a document proposes: ``python -m tests.intake.confirming``; ``--wrong`` lists it.

A set of fixtures says which figures a document states. Its programs, indicators and sources are loaded, its figures are
not, and the document is read into an empty update. Each proposal, taken as it is offered, is compared with the figure
that the fixtures have at its words.

Three databases: the indicators are there; they were reported before, a year earlier; there are programs alone.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml
from django.contrib.auth import get_user_model
from django.db import transaction

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ROUNDS = Path(__file__).resolve().parent / "rounds"
#: The fields of a draft that a person looks at.
FIELDS = ("indicator", "role", "value", "qualifier", "unit", "place", "category", "period", "section", "as_stated")


@dataclass(frozen=True)
class Round:
    """A document, and the fixtures that say what it states. `source` is the slug of the whole document."""

    name: str
    fixtures: Path
    document: Path
    source: str

    @property
    def figures(self) -> list[dict]:
        """Those with a value: a vague amount is no number to propose."""
        return [row for row in _rows(self.fixtures / "cmms" / "figures") if "value" in row]

    @property
    def units(self) -> dict[str, str]:
        return {row["slug"]: row["unit"] for row in _rows(self.fixtures / "cmms" / "indicators")}


def the_real_document() -> Round:
    from tests.seeding.document import PATH

    return Round("the real document", FIXTURES, PATH, "panama-visit-article")


def another_document() -> Round:
    """Written for this measure, with programs, indicators and figures of its own."""
    return Round("a document of our own", ROUNDS / "watershed", ROUNDS / "watershed" / "document.txt", "progress-note")


def _rows(place: Path) -> list[dict]:
    files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    return [row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8")) or []]


@dataclass
class Measured:
    """Counts of figures; `mended` by field. `wrong` says what is amiss, a line each."""

    figures: int = 0
    proposed: int = 0
    all_right: int = 0
    first: int = 0
    among_three: int = 0
    acceptable: int = 0
    mended: Counter[str] = field(default_factory=Counter)
    dismissed: list[str] = field(default_factory=list)
    explicit: int = 0
    explicit_wrong: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share_mended(self) -> float:
        """Of all fields of all figures; a figure that was not proposed has all of its fields to be entered."""
        return sum(self.mended.values()) / (len(FIELDS) * self.figures)

    def __str__(self) -> str:
        fields = ", ".join(f"{name} {self.mended[name]}" for name in FIELDS if self.mended[name]) or "none"
        return (
            f"{self.proposed} of {self.figures} figures proposed, {len(self.dismissed)} others to dismiss;"
            f" {self.share_mended:.1%} of fields to mend ({fields}); every field right {self.all_right};"
            f" indicator first {self.first}, among three {self.among_three}; to accept as offered {self.acceptable};"
            f" explicit {self.explicit}, of them wrong {self.explicit_wrong}"
        )


@dataclass
class Named:
    """Of figures whose indicators are not there yet: how many new ones are proposed of the right program and unit, and
    by a name that shares a word with the one that people gave. `names` are the proposed and the given ones.
    """

    figures: int = 0
    offered: int = 0
    program: int = 0
    unit: int = 0
    name: int = 0
    names: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.figures} figures: program right {self.program}, unit right {self.unit}, name akin {self.name};"
            f" an indicator offered all the same {self.offered}"
        )


@contextmanager
def whole_fixtures(of: Round, *, with_indicators: bool) -> Iterator[Path]:
    """A copy of the fixtures with the reference data of all."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "fixtures"
        shutil.copytree(FIXTURES / "reference", copy / "reference")
        shutil.copytree(of.fixtures, copy, dirs_exist_ok=True)
        if not with_indicators:
            for file in (copy / "cmms" / "indicators").glob("*.yaml"):
                file.unlink()
        yield copy


def loaded(of: Round, *, with_indicators: bool = True):
    """Loads what the document does not state, archives the document, and opens an empty update: (update, archive)."""
    from django.utils import timezone

    from metrics.archives.attaching import attach
    from metrics.models import Source, Update
    from metrics.seeding.catalog import Catalog

    with whole_fixtures(of, with_indicators=with_indicators) as fixtures:
        Catalog(fixtures).load()
    source = Source.objects.get(slug=of.source)
    archive = attach(source, of.document.read_bytes()).archive
    by, _ = get_user_model().objects.get_or_create(username="measuring")
    update = Update.objects.create(slug="measured", title="Measured", opened_by=by, opened_at=timezone.now())
    return update, archive


def report_a_year_before(of: Round) -> None:
    """Publishes each figure of the fixtures as it was a year earlier, a tenth less, in words of another source."""
    from metrics.models import Category, Citation, Indicator
    from programs.models import CountryGroup
    from tests import factories

    source = factories.source(slug="a-year-before", title="The report of a year before")
    seen = set()
    for row in of.figures:
        indicator = Indicator.objects.get(slug=row["indicator"])
        category = Category.objects.get(slug=row["category"]) if row.get("category") else None
        place = (row["coverage"], tuple(row.get("countries", ())), row.get("group", ""))
        identity = (row["indicator"], row["role"], row.get("category"), place)
        if identity in seen:
            continue
        seen.add(identity)
        group = CountryGroup.objects.get(slug=row["group"]) if row.get("group") else None
        value = round(float(row["value"]) * 0.9)
        factories.published(
            indicator=indicator,
            unit=indicator.unit,
            role=row["role"],
            category=category,
            value=value,
            period=_a_year_before(row.get("period") or {}),
            countries=tuple(row.get("countries", ())),
            citation=Citation.objects.create(
                source=source,
                section=Citation.SEPARATOR.join(row["section"]),
                as_stated=f"{value:,} {indicator.unit.plural}",
            ),
            group=group,
        )


def _a_year_before(period: dict) -> int:
    day = period.get("end") or period.get("start")
    return (day.year if isinstance(day, dt.date) else 2021) - 1


def truth_spans(of: Round, archive) -> list[tuple[dict, tuple[int, int]]]:
    """Where each figure's words stand in the archive, looked up as citations are."""
    from metrics.archives.verifying import places_of
    from metrics.models import Citation, Source

    found = []
    for row in of.figures:
        citation = Citation(
            source=Source.objects.get(slug=row["source"]),
            section=Citation.SEPARATOR.join(row["section"]),
            as_stated=row["as_stated"],
        )
        _, spans = places_of(citation)
        assert len(spans) == 1, (row["key"], len(spans))
        found.append((row, (spans[0].start, spans[0].end)))
    return found


def measure(of: Round, *, before: bool = False, with_indicators: bool = True) -> Measured:
    """Reads the document into an empty update of a database that is taken back at the end."""
    with transaction.atomic():
        update, archive = loaded(of, with_indicators=with_indicators)
        if before:
            report_a_year_before(of)
        found = compared(of, update, archive)
        transaction.set_rollback(True)
    return found


def compared(of: Round, update, archive) -> Measured:
    from metrics.reports.proposing import propose

    proposals = propose(archive)
    free = list(proposals.open)
    explicit = {proposal.key for proposal in proposals.explicit}
    units = of.units
    score = Measured(explicit=len(explicit))
    for row, (start, end) in truth_spans(of, archive):
        score.figures += 1
        at = [p for p in free if p.start < end and start < p.end and p.value == Decimal(row["value"])]
        proposal = at[0] if at else None
        if proposal is None:
            score.mended.update(FIELDS)
            score.wrong.append(f"{row['key']}: not proposed")
            continue
        free.remove(proposal)
        wrong = compare(row, (start, end), proposal, units)
        names = [offer.indicator.slug for offer in proposal.offers]
        score.proposed += 1
        score.first += names[:1] == [row["indicator"]]
        score.among_three += row["indicator"] in names[:3]
        score.all_right += not wrong
        score.acceptable += not wrong and not proposal.lacks
        score.mended.update(wrong.keys())
        score.explicit_wrong += proposal.key in explicit and bool(wrong)
        score.wrong += [f"{row['key']}: {name} {was!r} for {right!r}" for name, (was, right) in wrong.items()]
    score.dismissed = [f"{proposal.words!r} in {proposal.sentence[:60]!r}" for proposal in free]
    return score


def compare(row: dict, span: tuple[int, int], proposal, units: dict[str, str]) -> dict[str, tuple]:
    """The fields that differ, each with what is offered and what is right."""
    from metrics.models import Citation, Figure

    period = row.get("period") or {}
    offered = proposal.proposed
    right = {
        "indicator": row["indicator"],
        "role": row["role"],
        "value": f"{Decimal(row['value']).normalize():f}",
        "qualifier": row["qualifier"],
        "unit": row.get("unit") or units[row["indicator"]],
        "place": Figure.place_key_of(row["coverage"], row.get("countries", []), row.get("group")),
        "category": row.get("category") or "",
        "period": tuple(day.isoformat() if day else "" for day in (period.get("start"), period.get("end"))),
        "section": Citation.SEPARATOR.join(row["section"]),
    }
    found = {name: offered[name] for name in right if name != "period"}
    found["period"] = (offered["period_start"], offered["period_end"])
    wrong = {name: (found[name], right[name]) for name in right if found[name] != right[name]}
    # Other words of the same passage are as good a quotation, if they hold the number.
    if not (proposal.start < span[1] and span[0] < proposal.end) or not proposal.words:
        wrong["as_stated"] = (proposal.words, row["as_stated"])
    return wrong


def name_new(of: Round) -> Named:
    """Reads the document into an empty update of a database that has programs and no indicator."""
    from metrics.intake.match import stems
    from metrics.reports.proposing import propose

    indicators = {row["slug"]: row for row in _rows(of.fixtures / "cmms" / "indicators")}
    score = Named()
    with transaction.atomic():
        _, archive = loaded(of, with_indicators=False)
        open_ = propose(archive).open
        for row, (start, end) in truth_spans(of, archive):
            given = indicators[row["indicator"]]
            proposal = next(p for p in open_ if p.start < end and start < p.end and p.value == Decimal(row["value"]))
            unit = proposal.unit.code if proposal.unit else ""
            score.figures += 1
            score.offered += bool(proposal.offers)
            score.program += (proposal.program.slug if proposal.program else None) == given.get("program")
            score.unit += unit == given["unit"]
            score.name += bool(stems(proposal.new_name).keys() & stems(f"{given['name']} {unit}").keys())
            score.names.append((proposal.new_name, given["name"]))
        transaction.set_rollback(True)
    return score


def main() -> None:
    """Prints each round in each database."""
    import os

    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    with tempfile.TemporaryDirectory() as var:
        settings.VAR_DIR = Path(var)
        connection.creation.create_test_db(verbosity=0)
        for of in (the_real_document(), another_document()):
            if not of.document.exists():
                print(f"{of.name}: does not stand beside the checkout")
                continue
            for name, asked in (("indicators", {}), ("reported before", {"before": True})):
                found = measure(of, **asked)
                print(f"{of.name}, {name}: {found}")
                if "--wrong" in sys.argv:
                    print(*(f"  {line}" for line in found.wrong), sep="\n")
                    print(*(f"  to dismiss: {line}" for line in found.dismissed), sep="\n")
            named = name_new(of)
            print(f"{of.name}, programs alone: {named}")
            if "--wrong" in sys.argv:
                print(*(f"  {name!r} for {given!r}" for name, given in named.names), sep="\n")


if __name__ == "__main__":
    main()
