"""What the cells of a file may name: indicators, units, sources, countries, groups and categories, read at once."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from django.utils.translation import gettext

from metrics.models import Category, Indicator, Source, Unit
from programs.models import Country, CountryGroup
from programs.territories import country_name

from .cells import Mistake

# Near names are looked for so many times; a file of nothing but unknown names would take minutes.
MOST_GUESSES = 300
NAMES_SHOWN = 3


class KnownIndicator(NamedTuple):
    pk: int
    slug: str
    name: str
    unit: int
    program: str
    line: int | None
    line_pk: int | None
    breakdowns: set[int]


class KnownUnit(NamedTuple):
    pk: int
    code: str
    plural: str
    kind: str


class KnownCategory(NamedTuple):
    pk: int
    slug: str
    breakdown: int
    breakdown_name: str


class Names:
    """Rows by the short name that files write. Unknown ones are refused with those that are near."""

    def __init__(self, noun: str, rows: Mapping[str, Any], also: Iterable[tuple[str, str]] = ()):
        """`also` are pairs of another name and the short name that it stands for."""
        self.noun, self.rows = noun, rows
        self.spoken = {name.casefold(): name for name in rows} | {other.casefold(): name for other, name in also}
        self.refused: dict[str, str] = {}

    def __getitem__(self, name: str) -> Any:
        found = self.rows.get(name)
        if found is None:
            raise Mistake(self.refusal(name))
        return found

    def refusal(self, name: str) -> str:
        known = self.refused.get(name)
        if known is None:
            known = gettext("There is no %(noun)s “%(name)s”. %(hint)s") % {
                "noun": self.noun,
                "name": name[:80],
                "hint": self.hint(name),
            }
            if len(self.refused) < MOST_GUESSES:
                self.refused[name] = known
        return known

    def hint(self, name: str) -> str:
        key = name[:80].casefold()
        if key in self.spoken:
            return gettext("Write %(spoken)s.") % {"spoken": self.spoken[key]}
        near = (
            get_close_matches(key, self.spoken, n=NAMES_SHOWN, cutoff=0.6) if len(self.refused) < MOST_GUESSES else []
        )
        if near:
            return gettext("Did you mean %(list)s?") % {
                "list": gettext(" or ").join(dict.fromkeys(self.spoken[name] for name in near))
            }
        return gettext("Correct it, or add the %(noun)s in the admin first.") % {"noun": self.noun}


class Known:
    """All names, in seven queries."""

    def __init__(self) -> None:
        held: dict[int, set[int]] = {}
        for indicator, breakdown in Indicator.breakdowns.through.objects.values_list("indicator_id", "breakdown_id"):
            held.setdefault(indicator, set()).add(breakdown)
        indicators = {
            slug: KnownIndicator(pk, slug, name, unit, program or "", line, line_pk, held.get(pk, set()))
            for pk, slug, name, unit, program, line, line_pk in Indicator.objects.order_by().values_list(
                "pk", "slug", "name", "unit_id", "program__slug", "program__line__number", "program__line_id"
            )
        }
        self.indicators = Names("indicator", indicators, ((row.name, slug) for slug, row in indicators.items()))
        units = {row[1]: KnownUnit(*row) for row in Unit.objects.order_by().values_list("pk", "code", "plural", "kind")}
        self.line_of = {row.pk: row.line_pk for row in indicators.values()}
        self.units = Names("unit", units, ((row.plural, code) for code, row in units.items()))
        self.unit_by_pk = {row.pk: row for row in units.values()}
        sources = list(Source.objects.order_by().values_list("slug", "pk", "title", "language"))
        self.sources = Names(
            "source", {slug: pk for slug, pk, _, _ in sources}, ((title, slug) for slug, _, title, _ in sources)
        )
        self.languages = {pk: language.split("-")[0].lower() for _, pk, _, language in sources}
        codes = list(Country.objects.order_by().values_list("pk", flat=True))
        self.countries = Names("country", dict.fromkeys(codes, True), ((country_name(code), code) for code in codes))
        groups = {
            slug: (pk, name) for slug, pk, name in CountryGroup.objects.order_by().values_list("slug", "pk", "name")
        }
        self.groups = Names("group", groups, ((name, slug) for slug, (_, name) in groups.items()))
        self.members: dict[int, list[str]] = {}
        for group, code in CountryGroup.members.through.objects.values_list("countrygroup_id", "country_id"):
            self.members.setdefault(group, []).append(code)
        categories = {
            row[1]: KnownCategory(*row)
            for row in Category.objects.order_by().values_list("pk", "slug", "breakdown_id", "breakdown__name")
        }
        self.categories = Names("category", categories)
        self.shown = {
            "unit": {row.pk: row.code for row in units.values()},
            "source": {pk: slug for slug, pk, _, _ in sources},
            "category": {row.pk: row.slug for row in categories.values()},
            "indicator": {row.pk: row.slug for row in indicators.values()},
        }
