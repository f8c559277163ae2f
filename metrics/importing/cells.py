"""One cell into what its column holds. What is wrong with it is a Mistake whose words say what to put instead."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from metrics.exports.plain import one_line
from metrics.exports.spreadsheet import plain
from metrics.models import Figure
from metrics.statements import Refused, parse

from .outcomes import Cell

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# "37.806": thousands in some countries, a fraction in others.
LIKE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
THREE_NUMBERS = re.compile(r"([0-9]{1,4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,4})", re.ASCII)
MISSING = ", ".join(Figure.Missing.values)
_value = Figure._meta.get_field("value")
MOST_DIGITS, MOST_PLACES = _value.max_digits, _value.decimal_places
# What people write where there is no number.
NO_VALUE = re.compile(r"[-–—.?*]+|n\.?/?a\.?|none|nil|null|tbd|tbc|unknown|not .*|no data|s/?d|n/?d", re.IGNORECASE)
# Day 0 of spreadsheets, as they count from 1900-03-01 on.
DAY_ZERO = dt.date(1899, 12, 30)


class Mistake(ValueError):  # noqa: N818 — a person's, who is told how to mend it
    """What is wrong with a cell, and what to put there."""


def refuse_bad(raw: Any) -> None:
    if isinstance(raw, Cell):
        raise Mistake(raw.problem)


def text(raw: Any) -> str:
    """The text of a cell on one line; numbers that have no fraction are taken for text that looks like a number."""
    if type(raw) is str:
        # Most text is plain, and needs no looking at each character.
        if raw.isascii() and raw.isprintable() and "  " not in raw:
            return raw.strip()
        return one_line(raw)
    refuse_bad(raw)
    if isinstance(raw, bool):
        raise Mistake(gettext("It holds %(upper)s, and text is expected.") % {"upper": str(raw).upper()})
    if isinstance(raw, int) or (isinstance(raw, float) and raw.is_integer()):
        return str(int(raw))
    if isinstance(raw, float):
        return f"{raw:.15g}"
    raise Mistake(
        gettext("The spreadsheet has turned it into a date or time. Format the cell as text and write it again.")
    )


def number(raw: Any) -> tuple[Decimal | None, bool]:
    """The exact value, None where empty; and whether a reader may take it for thousands ("37.806")."""
    refuse_bad(raw)
    if isinstance(raw, bool):
        raise Mistake(
            gettext("It holds %(upper)s. Write a number or, without one, leave it empty and fill in “missing”.")
            % {"upper": str(raw).upper()}
        )
    if isinstance(raw, int):
        return fitting(Decimal(raw)), False
    if isinstance(raw, float):
        # 15 digits, as spreadsheets show them: 0.1 + 0.2 is 0.3.
        raw = plain(Decimal(f"{raw:.15g}")) if abs(raw) < 1e30 else str(raw)
    if not isinstance(raw, str):
        raise Mistake(gettext("It holds a date or time. Format the cell as a number and write the number."))
    written = text(raw)
    if not written:
        return None, False
    if not NUMBER.fullmatch(written):
        raise Mistake(instead_of(written))
    return fitting(Decimal(written)), bool(LIKE_THOUSANDS.fullmatch(written))


def fitting(value: Decimal) -> Decimal:
    """The value, if the database holds it exactly."""
    digits = plain(value).lstrip("-")
    whole, _, fraction = digits.partition(".")
    if len(fraction) > MOST_PLACES:
        raise Mistake(
            gettext("It has %(count)s decimal places; %(most)s at most. Round it as its source does.")
            % {"count": len(fraction), "most": MOST_PLACES}
        )
    if len(whole.lstrip("0")) > MOST_DIGITS - MOST_PLACES:
        raise Mistake(
            gettext("It has more than %(count)s digits before the point. Check the unit.")
            % {"count": MOST_DIGITS - MOST_PLACES}
        )
    return value


def instead_of(written: str) -> str:
    """What to do about a text where a number belongs."""
    if NO_VALUE.fullmatch(written):
        return gettext("“%(written)s” is no number. Leave it empty, and say in “missing” why: %(list)s.") % {
            "written": written,
            "list": MISSING,
        }
    try:
        stated = parse(written[:60])
    except Refused:
        stated = None
    if stated is None or stated.value_max is not None:
        return gettext(
            "“%(written)s” is no number. Write digits only, such as 37806 or 1.5; without a number leave "
            "it empty and say in “missing” why: %(list)s."
        ) % {"written": written[:60], "list": MISSING}
    qualifier = (
        ""
        if stated.qualifier == "exact"
        else gettext(" and “%(value)s” in “qualifier”") % {"value": stated.qualifier.value}
    )
    return gettext(
        "“%(written)s” is not written as a plain number. If it means %(value)s, write %(plain)s%(qualifier)s."
    ) % {
        "written": written[:60],
        "value": f"{stated.value.normalize():,f}",
        "plain": plain(stated.value),
        "qualifier": qualifier,
    }


def date(raw: Any) -> dt.date | None:
    refuse_bad(raw)
    if isinstance(raw, dt.datetime):
        if raw.time() != dt.time.min:
            raise Mistake(gettext("It has a time of day. Write %(day)s alone.") % {"day": raw.date().isoformat()})
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        hint = gettext("Format the cell as a date")
        if 20_000 < raw < 80_000 and float(raw).is_integer():
            hint += gettext(", or write %(day)s if that is meant") % {
                "day": (DAY_ZERO + dt.timedelta(days=int(raw))).isoformat()
            }
        raise Mistake(gettext("It holds the number %(raw)s and no date. %(hint)s.") % {"raw": f"{raw:g}", "hint": hint})
    if not isinstance(raw, str):
        raise Mistake(gettext("It holds no date. Write it as 2022-04-20."))
    written = text(raw)
    if not written:
        return None
    if ISO.fullmatch(written):
        try:
            return dt.date.fromisoformat(written)
        except ValueError:
            raise Mistake(
                gettext("There is no %(written)s in the calendar. Check the day and the month.") % {"written": written}
            ) from None
    raise Mistake(
        gettext("“%(written)s” is no date. %(iso_hint)s") % {"written": written[:40], "iso_hint": iso_hint(written)}
    )


def iso_hint(written: str) -> str:
    """How to write the date that is meant; both ways where day and month cannot be told apart."""
    parts = THREE_NUMBERS.fullmatch(written.removesuffix(" 00:00:00").removesuffix(" 0:00"))
    if parts:
        first, second, third = (int(part) for part in parts.groups())
        if len(parts[1]) == 4:
            orders = [(first, second, third)]
        else:
            year = third if len(parts[3]) == 4 else 2000 + third
            orders = [(year, first, second), (year, second, first)]
        meant = []
        for order in orders:
            try:
                meant.append(dt.date(*order).isoformat())
            except ValueError:
                continue
        if meant:
            each = list(dict.fromkeys(meant))
            which = gettext(", whichever is meant") if len(each) > 1 else ""
            return gettext("Write %(list)s%(which)s: year, month, day.") % {
                "list": gettext(" or ").join(each),
                "which": which,
            }
    return gettext("Write it as 2022-04-20: year, month, day.")


def chosen(values: list[str]) -> Callable[[Any], str]:
    """Reads one of `values`, in whatever case; empty stays empty."""
    known = {value: value for value in values} | {"": ""}

    def choose(raw: Any) -> str:
        written = text(raw)
        value = known.get(written) or known.get(written.casefold().replace(" ", "_"))
        if value is None:
            raise Mistake(
                gettext("“%(written)s” is not one of: %(list)s.") % {"written": written[:40], "list": ", ".join(values)}
            )
        return value

    return choose


def at_most(length: int) -> Callable[[Any], str]:
    def limited(raw: Any) -> str:
        written = text(raw)
        if len(written) > length:
            raise Mistake(
                gettext("It has %(count)s characters; %(length)s at most. Shorten it.")
                % {"count": len(written), "length": length}
            )
        return written

    return limited


def whole_number(raw: Any) -> int | None:
    written = text(raw)
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 15):
        raise Mistake(
            gettext("“%(written)s” is no whole number. Write digits only, or leave it empty.")
            % {"written": written[:40]}
        )
    return int(written)
