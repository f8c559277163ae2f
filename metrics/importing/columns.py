"""The columns of a file to import: those of the files that are exported, and the reason of a correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext

from metrics.exports.columns import NAMES
from metrics.exports.plain import one_line

from .outcomes import Unreadable

REASON = "reason"
COLUMNS = (*NAMES, REASON)
PLACES = {name: number for number, name in enumerate(COLUMNS)}
# What an export says about the life of a figure. What is imported is a draft, whatever these say.
NOT_READ = ("status", "verified", "published_at")
NEEDED = ("indicator", "role", "value", "qualifier", "as_stated", "source")
PLACE = ("countries", "group", "coverage")
# A row that names fewer columns than this is no header: a title may stand above it.
FEWEST = 4


def name_of(cell: object) -> str:
    """The name of a column as people may type it: "Period start" is period_start."""
    return one_line(cell).casefold().replace(" ", "_") if isinstance(cell, str) else ""


def is_header(cells: Sequence) -> bool:
    return sum(name_of(cell) in PLACES for cell in cells) >= FEWEST


@dataclass(frozen=True)
class Header:
    """Where each column of COLUMNS stands in a row of the file; None where the file has none."""

    positions: tuple[int | None, ...]
    width: int
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, cells: Sequence) -> "Header":
        """Reads a header. Raises Unreadable where a column is there twice, missing or perhaps misspelled."""
        found: dict[str, int] = {}
        foreign = []
        for position, cell in enumerate(cells):
            name = name_of(cell)
            if name in found:
                raise Unreadable(gettext("The column %(name)s is there twice. Delete one of the two.") % {"name": name})
            if name in PLACES:
                found[name] = position
            elif cell not in (None, ""):
                foreign.append(str(cell)[:60])
        for cell in foreign:
            similar = get_close_matches(name_of(cell), [name for name in COLUMNS if name not in found], n=1, cutoff=0.8)
            if similar:
                raise Unreadable(
                    gettext("There is no column “%(cell)s”. Did you mean %(similar)s? Correct its name.")
                    % {"cell": cell, "similar": similar[0]}
                )
        absent = [name for name in NEEDED if name not in found]
        if not any(name in found for name in PLACE):
            absent.append("countries")
        if absent:
            raise Unreadable(
                gettext(
                    "These columns are missing: %(list)s. Add them to the first row; the template and every "
                    "exported file have them all."
                )
                % {"list": ", ".join(absent)}
            )
        notices = [gettext("The column “%(cell)s” is not read.") % {"cell": cell} for cell in foreign]
        ignored = [name for name in NOT_READ if name in found]
        if ignored:
            notices.append(
                gettext("Not read: %(list)s. What is imported is a draft until somebody publishes it.")
                % {"list": ", ".join(ignored)}
            )
        return cls(tuple(found.get(name) for name in COLUMNS), len(cells), tuple(notices))
