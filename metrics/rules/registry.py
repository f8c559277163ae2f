"""All rules, in the order in which findings of one severity are listed."""

from . import places, related, series, single
from .base import Rule

RULES = (
    Rule(
        "parts-total",
        "Parts do not add up to their total",
        "error",
        "Readers are shown the sum. Check each part against its source; look for one that is missing or counted twice,"
        " or end the relation if the parts do not add up.",
        "A total and the figures declared to add up to it, qualifiers respected.",
        "related",
        related.parts_and_total,
    ),
    Rule(
        "subset-larger",
        "A subset is larger than its set",
        "error",
        "What lies within another figure cannot exceed it. Check both values against their sources, and which of the"
        " two the relation names first.",
        "Two figures of which one is declared to lie within the other.",
        "related",
        related.subset_and_set,
    ),
    Rule(
        "share-over-base",
        "A share is larger than its base",
        "error",
        "Its percentage would be above 100. Check both values against their sources, and whether the base is the right"
        " one.",
        "A figure and the base of which it is declared to be a share.",
        "related",
        related.share_and_base,
    ),
    Rule(
        "single-over-joint",
        "One country has more than all together",
        "error",
        "A figure for several countries together covers each of them. Check both values and places: perhaps one"
        " excludes what the other counts, and then they are two indicators.",
        "Figures of one indicator, role, category and period, of which one place lies within the other.",
        "indicator",
        places.single_and_joint,
    ),
    Rule(
        "rivals",
        "Rival statements cannot both be true",
        "warning",
        "Readers see both. Deprecate what is refuted. If the figures speak of different times or places, withdraw one"
        " and enter it with its own period or place. If they conflict and nothing can settle it, declare the conflict.",
        "Published statements of one identity: indicator, role, period, place and category.",
        "indicator",
        series.rivals,
    ),
    Rule(
        "look-alike",
        "Statements look alike, and no relation is declared",
        "warning",
        "A reader may take one for the other, or add them. Ask the sources how they belong together, and declare it:"
        " part of, lies within, overlaps or conflicts with.",
        "Figures of one indicator, role and category whose places and periods overlap, or whose period is not stated,"
        " and whose values are near each other.",
        "indicator",
        places.look_alikes,
    ),
    Rule(
        "power-of-ten",
        "A jump by a power of ten",
        "warning",
        "Million and billion, or a zero, are easily confused. Check both values against the words of their sources; if"
        " both are right, say in a note what changed.",
        "Two figures of a series, one after the other.",
        "indicator",
        series.power_of_ten,
    ),
    Rule(
        "unit-differs",
        "Units or currencies differ within an indicator",
        "warning",
        "Values in different units cannot be compared, charted or counted against a target. Enter the figure in the"
        " indicator's unit, or make an indicator of its own.",
        "Figures of one indicator whose unit is not the indicator's.",
        "indicator",
        series.units,
    ),
    Rule(
        "related-units",
        "Related figures are in different units",
        "warning",
        "A relation says that the two can be counted together, and in different units they cannot. Check the units, or"
        " end the relation.",
        "Two figures of which one is declared to be part or share of the other.",
        "related",
        related.related_units,
    ),
    Rule(
        "fallen-total",
        "A running total fell",
        "warning",
        "What is counted from a fixed start can only grow. Check both values; if the count was revised, correct the"
        " earlier figure; if it started anew, set the start of the period.",
        "Two figures of a running total, one after the other, counted from the same start.",
        "indicator",
        series.fallen_total,
    ),
    Rule(
        "fiscal-year",
        "The dates are not those of the fiscal year named",
        "warning",
        "A U.S. fiscal year runs from October 1 of the year before to September 30. Correct the dates, or the words if"
        " another country's fiscal year is meant.",
        "A figure whose period names a fiscal year, or a part of one.",
        "figure",
        single.fiscal_year,
    ),
    Rule(
        "future-actual",
        "An actual figure for a period yet to come",
        "warning",
        "What has not happened cannot have been measured. Check the period; if it is expected or promised, the role is"
        " target or commitment.",
        "An actual figure whose period ends after its source or after today.",
        "figure",
        single.future,
    ),
    Rule(
        "older-source",
        "An older source replaces a newer one",
        "warning",
        "A correction usually comes from a later source. Check the dates of both sources, and that old words have not"
        " replaced what was corrected since.",
        "A figure and the one it supersedes.",
        "figure",
        single.older_source,
    ),
    Rule(
        "zero",
        "Zero where missing may be meant",
        "notice",
        "Missing is not zero. If the source says none, quote the words that do; if it says nothing, withdraw the figure"
        " and enter why there is no value.",
        "A figure of exactly zero whose words as stated do not say so.",
        "figure",
        single.zero,
    ),
)

BY_ID = {rule.id: rule for rule in RULES}
