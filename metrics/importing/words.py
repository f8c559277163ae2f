"""Whether a value and its qualifier are what the words say."""

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext

from metrics.exports.spreadsheet import plain
from metrics.statements import LANGUAGES, Refused, parse

# One number in digits whose place among the words another number of that form can take without their meaning another
# thing: "more than 131,000 applications" and "more than 22,308 applications" are read alike. Four digits without a
# comma may be a year, and stay.
GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d.,]|\s*/)", re.ASCII)
MOST_KEPT = 50_000


class Reading(NamedTuple):
    """What words say: `least` and `most` are the same but for a range."""

    least: Decimal
    most: Decimal
    qualifier: str


class Words:
    """Reads the words of many rows. Those that differ in one number alone are read once."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], tuple[Reading | None, Decimal | None]] = {}

    def read(self, words: str, language: str) -> Reading | None:
        """What the words say; None where they cannot be read for certain."""
        numbers = GROUPED.findall(words)
        own = Decimal(numbers[0].replace(",", "")) if len(numbers) == 1 else None
        shape = (GROUPED.sub("#", words) if own is not None else words, language)
        if shape not in self.kept:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            reading = reading_of(words, language)
            # Only where the number is what was read, so that another in its place would be.
            told = own if reading and own and reading.least == reading.most == own else None
            if own is not None and told is None:
                return reading
            self.kept[shape] = reading, told
        reading, told = self.kept[shape]
        if reading is None or told is None or own is None:
            return reading
        return Reading(own, own, reading.qualifier)

    def bear_out(self, words: str, language: str, value: Decimal) -> bool:
        """Whether the words are read for certain as this value."""
        reading = self.read(words, language)
        return reading is not None and value in (reading.least, reading.most)

    def advice(self, words: str, language: str, value: Decimal | None, qualifier: str) -> tuple[str, str] | None:
        """A field and what to look at, where the value or the qualifier is not what the words say."""
        reading = self.read(words, language)
        if reading is None:
            return None
        if value is None:
            return "missing", gettext("The words state %(plain)s. Is it really missing?") % {
                "plain": plain(reading.least)
            }
        if value not in (reading.least, reading.most):
            return (
                "value",
                gettext("The words say %(plain)s, and the value is %(plain2)s. Check which is right.")
                % {"plain": plain(reading.least), "plain2": plain(value)},
            )
        if reading.least == reading.most and qualifier != reading.qualifier:
            return "qualifier", gettext(
                "The words say “%(qualifier)s”, not “%(qualifier2)s”. Check which is right."
            ) % {"qualifier": reading.qualifier, "qualifier2": qualifier}
        return None


def reading_of(words: str, language: str) -> Reading | None:
    if language not in LANGUAGES:
        return None
    try:
        stated = parse(words, language)
    except Refused:
        return None
    return Reading(stated.value, stated.value_max or stated.value, stated.qualifier.value)
