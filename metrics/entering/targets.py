"""What a row answers: a series of figures, a draft, or what its own cells name; and the form's fields for it."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from metrics.models import Category, Figure, Indicator
from metrics.typed_choices import find
from programs.models import Country, CountryGroup
from programs.territories import country_name

from .cells import Cells, Problem

WORLD = {"world", "the world", "the whole world", "whole world", "global"}


@dataclass(frozen=True)
class Series:
    """A series by its parts, as models.Figure.series_key joins them."""

    indicator: int
    role: str
    category: int | None
    place_key: str

    @classmethod
    def of(cls, key: str) -> "Series | None":
        indicator, _, rest = key.partition("|")
        role, _, rest = rest.partition("|")
        category, _, place_key = rest.partition("|")
        numbers = indicator.isdecimal() and (not category or category.isdecimal())
        if not numbers or role not in Figure.Role.values or not place_key:
            return None
        return cls(int(indicator[:18]), role, int(category[:18]) if category else None, place_key)

    @property
    def key(self) -> str:
        return f"{self.indicator}|{self.role}|{self.category or ''}|{self.place_key}"

    def of_category(self, category: int) -> "Series":
        return replace(self, category=category)


@dataclass(frozen=True)
class Named:
    """What the cells of a new row name, as far as they do."""

    series: Series | None
    problems: tuple[Problem, ...] = ()


def named_by(cells: Cells) -> Named:
    """The series of a new row: its indicator, place and category as typed."""
    problems: list[Problem] = []
    indicator = category = None
    place_key = ""
    if not cells.indicator:
        problems.append(
            Problem("indicator", gettext("Name the indicator: type its name, its short name or a part of it."))
        )
    else:
        try:
            indicator = find(Indicator.objects.all(), cells.indicator)
        except ValidationError as refusal:
            problems.append(Problem("indicator", " ".join(refusal.messages)))
    if indicator and cells.category:
        try:
            category = category_of(cells.category, indicator)
        except ValidationError as refusal:
            problems.append(Problem("category", " ".join(refusal.messages)))
    try:
        place_key = place_of(cells.place)
    except ValidationError as refusal:
        problems.append(Problem("place", " ".join(refusal.messages)))
    if problems:
        return Named(None, tuple(problems))
    return Named(Series(indicator.pk, cells.role, category and category.pk, place_key))


def category_of(typed: str, indicator: Indicator) -> Category:
    categories = list(Category.objects.filter(breakdown__indicators=indicator).distinct())
    word = typed.casefold()
    found = [c for c in categories if word in (c.slug.casefold(), c.name.casefold())]
    if len(found) == 1:
        return found[0]
    offered = ", ".join(c.name for c in categories)
    if not offered:
        raise ValidationError(
            gettext("“%(indicator)s” is not broken down. Leave the category empty, or add a breakdown to it.")
            % {"indicator": indicator}
        )
    raise ValidationError(
        gettext("“%(typed)s” is no category of “%(indicator)s”. Write one of: %(offered)s.")
        % {"typed": typed, "indicator": indicator, "offered": offered}
    )


def place_of(typed: str) -> str:
    """The place key of a place as typed: names or codes of countries, with ; between them, a group, or the world."""
    names = [name.strip() for name in typed.replace(",", ";").split(";") if name.strip()]
    if not names:
        raise ValidationError(gettext("Say where: a country, several with ; between them, a group, or “world”."))
    if len(names) == 1 and names[0].casefold() in WORLD:
        return Figure.place_key_of(Figure.Coverage.GLOBAL)
    codes = set()
    exact = codes_by_name()
    for name in names:
        if name.casefold() in exact:
            codes.add(exact[name.casefold()])
            continue
        try:
            codes.add(find(Country.objects.all(), name).pk)
        except ValidationError as refusal:
            group = group_of(name)
            if group is None:
                raise ValidationError(
                    gettext("%(list)s No group of countries is called so either.")
                    % {"list": " ".join(refusal.messages)}
                ) from None
            if len(names) > 1:
                raise ValidationError(
                    gettext("“%(group)s” is a group: it stands alone, or its countries do.") % {"group": group}
                ) from None
            return Figure.place_key_of(Figure.Coverage.GROUP, group=group.slug)
    return Figure.place_key_of(Figure.Coverage.JOINT, codes)


def codes_by_name() -> dict[str, str]:
    """Codes by full names, so that "Dominica" is not the Dominican Republic as well."""
    codes = list(Country.objects.values_list("code", flat=True))
    return {country_name(code, language).casefold(): code for language in ("es", "en") for code in codes}


def group_of(name: str) -> CountryGroup | None:
    try:
        return find(CountryGroup.objects.all(), name)
    except ValidationError:
        return None


def place_fields(place_key: str) -> dict:
    """The fields of the figure form for a place key."""
    if place_key == "global":
        return {"countries": [], "group": "", "whole_world": "on"}
    if place_key.startswith("group:"):
        group = CountryGroup.objects.filter(slug=place_key.removeprefix("group:")).first()
        return {"countries": [], "group": group.pk if group else "0", "whole_world": ""}
    return {"countries": place_key.split(";"), "group": "", "whole_world": ""}


def place_label(place_key: str, group_name: str = "") -> str:
    if place_key == "global":
        return gettext("The whole world")
    if place_key.startswith("group:"):
        return group_name or place_key.removeprefix("group:")
    return "; ".join(country_name(code) for code in place_key.split(";"))


def series_fields(series: Series) -> dict:
    return {
        "indicator": series.indicator,
        "role": series.role,
        "category": series.category or "",
        **place_fields(series.place_key),
    }
