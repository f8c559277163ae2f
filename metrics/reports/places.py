"""Groups of countries that the figures of a page cover: who is in them, and whose reading of the name it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from programs.languages import localized
from programs.models import CountryGroup
from programs.territories import country_name

from .rows import FigureRow


@dataclass(frozen=True, slots=True)
class Group:
    """`countries` holds (code, name) of the members, by name. `note` says which reading of the name is meant."""

    slug: str
    name: str
    note: str
    countries: list[tuple[str, str]]


def groups_of(rows: Iterable[FigureRow]) -> list[Group]:
    """The groups that these figures cover, the smallest first; no query where there are none."""
    slugs = {row.group_slug for row in rows if row.coverage == "group"}
    if not slugs:
        return []
    found: dict[str, Group] = {}
    members = CountryGroup.objects.filter(slug__in=slugs).values_list(
        "slug", localized("name"), localized("note"), "members"
    )
    for slug, name, note, code in members:
        group = found.setdefault(slug, Group(slug, name, note, []))
        if code is not None:
            group.countries.append((code, country_name(code)))
    for group in found.values():
        group.countries.sort(key=lambda country: country[1])
    return sorted(found.values(), key=lambda group: (len(group.countries), group.name))
