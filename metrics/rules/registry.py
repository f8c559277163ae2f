"""All rules, in the order in which findings of one severity are listed."""

from django.utils.translation import gettext_lazy as _

from . import expected, places, related, series, single
from .base import Rule

RULES = (
    Rule(
        "parts-total",
        _("Parts do not add up to their total"),
        "error",
        _(
            "Readers are shown the sum. Check each part against its source; look for one that is missing or counted"
            " twice, or end the relation if the parts do not add up."
        ),
        _("A total and the figures declared to add up to it, qualifiers respected."),
        "related",
        related.parts_and_total,
    ),
    Rule(
        "subset-larger",
        _("A subset is larger than its set"),
        "error",
        _(
            "What lies within another figure cannot exceed it. Check both values against their sources, and which of"
            " the two the relation names first."
        ),
        _("Two figures of which one is declared to lie within the other."),
        "related",
        related.subset_and_set,
    ),
    Rule(
        "share-over-base",
        _("A share is larger than its base"),
        "error",
        _(
            "Its percentage would be above 100. Check both values against their sources, and whether the base is the"
            " right one."
        ),
        _("A figure and the base of which it is declared to be a share."),
        "related",
        related.share_and_base,
    ),
    Rule(
        "single-over-joint",
        _("One country has more than all together"),
        "error",
        _(
            "A figure for several countries together covers each of them. Check both values and places: perhaps one"
            " excludes what the other counts, and then they are two indicators."
        ),
        _("Figures of one indicator, role, category and period, of which one place lies within the other."),
        "indicator",
        places.single_and_joint,
    ),
    Rule(
        "period-inverted",
        _("A period ends before it starts"),
        "error",
        _("Nothing can be measured in such a time. Correct the dates; one of the two years is often the wrong one."),
        _("A figure whose period has both dates."),
        "figure",
        single.inverted,
    ),
    Rule(
        "citation-contradicts",
        _("The source says something else"),
        "error",
        _(
            "The figure is not what its source states. Compare the passage with the figure; correct the figure, or its"
            " citation where other words state it."
        ),
        _(
            "A figure whose citation was checked against the archived text, with another value, qualifier or unit"
            " found there."
        ),
        "figure",
        single.citation_contradicts,
    ),
    Rule(
        "rivals",
        _("Rival statements cannot both be true"),
        "warning",
        _(
            "Readers see both. Deprecate what is refuted. If the figures speak of different times or places,"
            " withdraw one and enter it with its own period or place. If they conflict and nothing can settle it,"
            " declare the conflict."
        ),
        _("Published statements of one identity: indicator, role, period, place and category."),
        "indicator",
        series.rivals,
    ),
    Rule(
        "look-alike",
        _("Statements look alike, and no relation is declared"),
        "warning",
        _(
            "A reader may take one for the other, or add them. Ask the sources how they belong together, and declare"
            " it: part of, lies within, overlaps or conflicts with."
        ),
        _(
            "Figures of one indicator, role and category whose places and periods overlap, or whose period is not"
            " stated, and whose values are near each other."
        ),
        "indicator",
        places.look_alikes,
    ),
    Rule(
        "power-of-ten",
        _("A jump by a power of ten"),
        "warning",
        _(
            "Million and billion, or a zero, are easily confused. Check both values against the words of their"
            " sources; if both are right, say in a note what changed."
        ),
        _("Two figures of a series, one after the other."),
        "indicator",
        series.power_of_ten,
    ),
    Rule(
        "unit-differs",
        _("Units or currencies differ within an indicator"),
        "warning",
        _(
            "Values in different units cannot be compared, charted or counted against a target. Enter the figure in"
            " the indicator's unit, or make an indicator of its own."
        ),
        _("Figures of one indicator whose unit is not the indicator's."),
        "indicator",
        series.units,
    ),
    Rule(
        "related-units",
        _("Related figures are in different units"),
        "warning",
        _(
            "A relation says that the two can be counted together, and in different units they cannot. Check the"
            " units, or end the relation."
        ),
        _("Two figures of which one is declared to be part or share of the other."),
        "related",
        related.related_units,
    ),
    Rule(
        "fallen-total",
        _("A running total fell"),
        "warning",
        _(
            "What is counted from a fixed start can only grow. Check both values; if the count was revised, correct"
            " the earlier figure; if it started anew, set the start of the period."
        ),
        _("Two figures of a running total, one after the other, counted from the same start."),
        "indicator",
        series.fallen_total,
    ),
    Rule(
        "fiscal-year",
        _("The dates are not those of the fiscal year named"),
        "warning",
        _(
            "A U.S. fiscal year runs from October 1 of the year before to September 30. Correct the dates, or the"
            " words if another country's fiscal year is meant."
        ),
        _("A figure whose period names a fiscal year, or a part of one."),
        "figure",
        single.fiscal_year,
    ),
    Rule(
        "overlapping-periods",
        _("Periods overlap that add up"),
        "warning",
        _(
            "What falls into both periods would be counted twice. Declare the shorter as part of the longer, correct"
            " the dates, or make the indicator a running total."
        ),
        _("Figures of one series of an indicator that adds up from period to period."),
        "indicator",
        expected.overlapping_periods,
    ),
    Rule(
        "future-actual",
        _("An actual figure for a period yet to come"),
        "warning",
        _(
            "What has not happened cannot have been measured. Check the period; if it is expected or promised, the"
            " role is target or commitment."
        ),
        _("An actual figure whose period ends after its source or after today."),
        "figure",
        single.future,
    ),
    Rule(
        "older-source",
        _("An older source replaces a newer one"),
        "warning",
        _(
            "A correction usually comes from a later source. Check the dates of both sources, and that old words"
            " have not replaced what was corrected since."
        ),
        _("A figure and the one it supersedes."),
        "figure",
        single.older_source,
    ),
    Rule(
        "citation-not-found",
        _("The words cited do not stand in the source once"),
        "warning",
        _(
            "A reader cannot find what the figure rests on. Cite the words as the source has them, and the section"
            " they stand in; where the archived text is at fault, attach a better copy."
        ),
        _(
            "A figure whose citation was checked against the archived text, with its words found nowhere or in several"
            " places."
        ),
        "figure",
        single.citation_not_found,
    ),
    Rule(
        "newer-copy",
        _("A newer copy of the source says something else"),
        "warning",
        _(
            "The source may have been corrected since. Read both copies: correct or withdraw the figure, or say in a"
            " note why the older words hold."
        ),
        _(
            "A figure whose citation was verified in one archived copy of its source, and is not borne out by the"
            " newest."
        ),
        "figure",
        single.newer_copy,
    ),
    Rule(
        "beyond-target",
        _("An actual figure lies beyond its target"),
        "notice",
        _(
            "Good news, or a slip in one of the two, or a target that was too easy. Check both against their"
            " sources, and say in a note what is behind it."
        ),
        _("A target and the actual figures of its place, category and time."),
        "indicator",
        expected.beyond_target,
    ),
    Rule(
        "zero",
        _("Zero where missing may be meant"),
        "notice",
        _(
            "Missing is not zero. If the source says none, quote the words that do; if it says nothing, withdraw the"
            " figure and enter why there is no value."
        ),
        _("A figure of exactly zero whose words as stated do not say so."),
        "figure",
        single.zero,
    ),
    Rule(
        "overdue",
        _("A report is overdue"),
        "notice",
        _(
            "What was said to be reported regularly was not. Look for a newer report and enter it; if none will"
            " come, say so in the indicator's frequency, or end its program."
        ),
        _(
            "The latest actual figure of an indicator with a frequency, and of each of its series. One that is"
            " reported irregularly is never overdue, nor a place that never was reported."
        ),
        "indicator",
        expected.overdue,
    ),
)

BY_ID = {rule.id: rule for rule in RULES}
