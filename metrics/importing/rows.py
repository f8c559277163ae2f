"""One row into what it states, with all that is wrong with it. Nothing here knows what the database holds already.

What passes here passes `full_clean()` of the figure and of its citation; a test holds the two together.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from metrics.exports.spreadsheet import plain
from metrics.models import Citation, Figure, Unit
from metrics.models.source import SILENCES, validate_as_stated

from . import cells
from .cells import Mistake
from .columns import PLACES, REASON
from .known import Known, KnownIndicator
from .outcomes import Problem, Row, Stated
from .words import Words

COVERAGE = Figure.Coverage
# Most cells of a column say what others said before; more different ones than this are not kept.
MOST_KEPT = 20_000

READERS: dict[str, Callable[[Any], Any]] = {
    "figure_id": cells.whole_number,
    "update": cells.text,
    "line_of_action": cells.whole_number,
    "program": cells.text,
    "indicator": cells.text,
    "role": cells.chosen(Figure.Role.values),
    "value": cells.number,
    "missing": cells.chosen(Figure.Missing.values),
    "qualifier": cells.chosen(Figure.Qualifier.values),
    "as_stated": cells.at_most(Citation._meta.get_field("as_stated").max_length),
    "unit": cells.text,
    "countries": cells.text,
    "group": cells.text,
    "coverage": cells.chosen(COVERAGE.values),
    "period_start": cells.date,
    "period_end": cells.date,
    "period_as_stated": cells.at_most(Figure._meta.get_field("period_as_stated").max_length),
    "category": cells.text,
    "rank": cells.chosen(Figure.Rank.values),
    "source": cells.text,
    "section": cells.at_most(Citation._meta.get_field("section").max_length),
    REASON: cells.text,
}
READ = [(name, PLACES[name], reader) for name, reader in READERS.items()]


# Files join codes by a semicolon; people also by commas.
SEPARATORS = re.compile(r"[;,]")


class Place(NamedTuple):
    coverage: str
    place_key: str
    group: int | None
    problems: tuple[Problem, ...]


class RowReader:
    """Reads the rows of a file, each into a Stated, or into what is wrong with it; with warnings beside either."""

    def __init__(self, known: Known, update: str):
        self.known, self.update = known, update
        self.words = Words()
        self.kept: dict[str, dict[str, Any]] = {name: {} for name in READERS}
        self.places: dict[tuple[str, str, str], Place] = {}

    def read(self, row: Row) -> tuple[Stated | None, list[Problem], list[Problem]]:
        """(what it states or None, what is wrong, what to look at)."""
        if row.fault:
            return None, [Problem("", row.fault)], []
        wrong: list[Problem] = []
        held = {}
        for name, place, reader in READ:
            raw = row.cells[place]
            kept = self.kept[name]
            # 1, 1.0 and true are one key to a dictionary, so only text is kept.
            if type(raw) is str and raw in kept:
                held[name] = kept[raw]
                continue
            try:
                held[name] = value = reader(raw)
            except Mistake as mistake:
                wrong.append(Problem(name, str(mistake)))
                continue
            if type(raw) is str and len(kept) < MOST_KEPT:
                kept[raw] = value
        if wrong:
            return None, wrong, []
        return self.stated(held)

    def stated(self, held: dict[str, Any]) -> tuple[Stated | None, list[Problem], list[Problem]]:
        wrong: list[Problem] = []
        look: list[Problem] = []

        def name_in(field: str, names: Any) -> Any:
            try:
                return names[held[field]] if held[field] else None
            except Mistake as mistake:
                wrong.append(Problem(field, str(mistake)))
                return None

        def require(field: str, what: str) -> None:
            if not held[field]:
                wrong.append(Problem(field, what))

        known = self.known
        require("indicator", gettext("Name the indicator by its short name."))
        indicator = name_in("indicator", known.indicators)
        require("source", gettext("Name the source that states it by its short name."))
        source = name_in("source", known.sources)
        require("role", gettext("Say which: %(list)s.") % {"list": ", ".join(Figure.Role.values)})
        require("as_stated", gettext("Give the source's own words for it, eight at most."))
        value, like_thousands = held["value"]
        missing, qualifier = held["missing"], held["qualifier"]
        if value is not None and held["as_stated"] in SILENCES:
            wrong.append(
                Problem("as_stated", gettext("These words say that there is no value. Give the source's own words."))
            )
        if value is None and not missing:
            wrong.append(
                Problem(
                    "value",
                    gettext("It is empty. Give the value, or say in “missing” why: %(list)s.")
                    % {"list": cells.MISSING},
                )
            )
        elif value is not None and missing:
            wrong.append(Problem("missing", gettext("There is a value, so it is not missing. Clear one of the two.")))
        if missing and value is None:
            if qualifier not in ("", Figure.Qualifier.EXACT):
                look.append(Problem("qualifier", gettext("A missing value has no qualifier: this one is not kept.")))
            qualifier = Figure.Qualifier.EXACT.value
        elif not qualifier:
            wrong.append(
                Problem(
                    "qualifier",
                    gettext("Say how the source limits it: %(list)s.") % {"list": ", ".join(Figure.Qualifier.values)},
                )
            )
        try:
            validate_as_stated(held["as_stated"])
        except ValidationError as error:
            wrong.append(Problem("as_stated", " ".join(error.messages)))

        unit = name_in("unit", known.units) or (indicator and known.unit_by_pk[indicator.unit])
        category = name_in("category", known.categories)
        if indicator:
            own = known.unit_by_pk[indicator.unit]
            if unit.kind != own.kind:
                wrong.append(
                    Problem(
                        "unit",
                        gettext(
                            "%(slug)s is measured in %(code)s; %(code2)s is another kind of unit. Leave it empty, or "
                            "choose the right indicator."
                        )
                        % {"slug": indicator.slug, "code": own.code, "code2": unit.code},
                    )
                )
            elif unit.kind == Unit.Kind.SHARE and value is not None and not 0 <= value <= 100:
                wrong.append(Problem("value", gettext("A share lies between 0 and 100 percent.")))
            if category and category.breakdown not in indicator.breakdowns:
                wrong.append(
                    Problem(
                        "category",
                        gettext(
                            "%(slug)s is not broken down by %(breakdown_name)s. Leave it empty, or add the breakdown "
                            "to the indicator."
                        )
                        % {"slug": indicator.slug, "breakdown_name": category.breakdown_name},
                    )
                )
            wrong += self.of_program(held, indicator)
        if held["period_start"] and held["period_end"] and held["period_start"] > held["period_end"]:
            wrong.append(Problem("period_end", gettext("The period ends before it starts. Check both dates.")))
        coverage, place_key, group, problems = self.place(held["countries"], held["group"], held["coverage"])
        wrong += problems
        if not held["figure_id"] and held["update"] not in ("", self.update):
            wrong.append(
                Problem(
                    "update",
                    gettext("It is not %(update)s. Clear it, or import the row into %(held)s.")
                    % {"update": self.update, "held": held["update"]},
                )
            )
        if wrong:
            return None, wrong, look

        language = known.languages[source]
        doubt = ""
        if like_thousands and not self.words.bear_out(held["as_stated"], language, value):
            doubt = thousands_or_fraction(value)
        elif advice := self.words.advice(held["as_stated"], language, value, qualifier):
            look.append(Problem(*advice))
        return (
            Stated(
                figure_id=held["figure_id"],
                indicator=indicator.pk,
                role=held["role"],
                value=value,
                missing=missing,
                qualifier=qualifier,
                as_stated=held["as_stated"],
                unit=unit.pk,
                coverage=coverage,
                place_key=place_key,
                group=group,
                period_start=held["period_start"],
                period_end=held["period_end"],
                period_as_stated=held["period_as_stated"],
                category=category and category.pk,
                rank=held["rank"] or Figure.Rank.PREFERRED.value,
                source=source,
                section=held["section"],
                reason=held[REASON],
                doubt=doubt,
            ),
            [],
            look,
        )

    def of_program(self, held: dict[str, Any], indicator: KnownIndicator) -> list[Problem]:
        """What the row says of program and line, which follow from the indicator, and is not so."""
        wrong = []
        if held["program"] and held["program"] != indicator.program:
            belongs = (
                gettext("the program %(program)s") % {"program": indicator.program}
                if indicator.program
                else gettext("the strategy, not to a program")
            )
            wrong.append(
                Problem(
                    "program",
                    gettext("%(slug)s belongs to %(belongs)s. Correct this, or clear it.")
                    % {"slug": indicator.slug, "belongs": belongs},
                )
            )
        if held["line_of_action"] is not None and held["line_of_action"] != indicator.line:
            belongs = (
                gettext("line of action %(line)s") % {"line": indicator.line}
                if indicator.line
                else gettext("no line of action")
            )
            wrong.append(
                Problem(
                    "line_of_action",
                    gettext("%(slug)s belongs to %(belongs)s. Correct this, or clear it.")
                    % {"slug": indicator.slug, "belongs": belongs},
                )
            )
        return wrong

    def place(self, countries: str, group: str, coverage: str) -> Place:
        """Most rows of a file are of few places, so each is worked out once."""
        key = (countries, group, coverage)
        if key not in self.places:
            if len(self.places) >= MOST_KEPT:
                self.places.clear()
            self.places[key] = place_of(self.known, countries, group, coverage)
        return self.places[key]


def place_of(known: Known, countries: str, group: str, coverage: str) -> Place:
    wrong: list[Problem] = []
    codes: list[str] = []
    for written in SEPARATORS.split(countries):
        code = written.strip()
        if not code:
            continue
        try:
            known.countries[code.upper()]
        except Mistake:
            wrong.append(Problem("countries", known.countries.refusal(code)))
            continue
        if code.upper() in codes:
            wrong.append(
                Problem("countries", gettext("%(code)s is there twice. Take one out.") % {"code": code.upper()})
            )
        codes.append(code.upper())
    found = None
    if group:
        try:
            found = known.groups[group][0]
            if not known.members.get(found):
                wrong.append(
                    Problem(
                        "group",
                        gettext("%(group)s has no members yet. Add them in the admin first.") % {"group": group},
                    )
                )
        except Mistake as mistake:
            wrong.append(Problem("group", str(mistake)))
    if wrong:
        return Place("", "", None, tuple(wrong))
    if codes and group:
        wrong.append(Problem("group", gettext("Give either countries or a group, and clear the other.")))
    fits = COVERAGE.GROUP if group else COVERAGE.JOINT if len(codes) > 1 else COVERAGE.SINGLE if codes else None
    if coverage == COVERAGE.GLOBAL and not fits:
        fits = COVERAGE.GLOBAL
    if fits is None:
        wrong.append(
            Problem(
                "countries",
                gettext(
                    "Say where: alpha-3 codes joined by “;”, or a group in “group”, or “global” in “coverage” "
                    "for the whole world."
                ),
            )
        )
    elif coverage and coverage != fits:
        named = {
            COVERAGE.GROUP: gettext("a group"),
            COVERAGE.JOINT: gettext("several countries"),
            COVERAGE.SINGLE: gettext("one country"),
        }
        wrong.append(
            Problem(
                "coverage",
                gettext("The row names %(named)s, which is “%(value)s”. Correct it, or leave it empty.")
                % {"named": named[fits], "value": fits.value},
            )
        )
    if wrong:
        return Place("", "", None, tuple(wrong))
    return Place(fits.value, Figure.place_key_of(fits, codes, group), found, ())


def thousands_or_fraction(value: Decimal) -> str:
    return gettext(
        "%(plain)s may mean %(plain2)s, with a point between thousands, or a fraction, and the words "
        "do not tell. Write %(plain2)s, or as text %(plain)s0 if the fraction is meant."
    ) % {"plain": plain(value), "plain2": plain(value * 1000)}
