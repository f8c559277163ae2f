"""Words that tell how a figure stands in its sentence, by language."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """One language's words, in small letters; the patterns look at the text before or after a place."""

    #: Whether a sentence has any number at all, in digits or words.
    numeral: re.Pattern[str]
    #: Determiners that make a small number point back to what was named: "the three centers".
    pointing: frozenset[str]
    #: Verbs and nouns of change, after which "from 12 to 45" is two figures.
    change: frozenset[str]
    #: What makes "one in four" a fraction.
    fraction: re.Pattern[str]
    #: Where a new statement begins inside a sentence.
    clause: re.Pattern[str]
    respectively: re.Pattern[str]
    #: "the three countries": the number is group 1.
    same_countries: re.Pattern[str]
    #: Words before a place that make it the one who pays.
    payer_before: re.Pattern[str]
    #: Words after a place that make it the one who pays.
    payer_after: re.Pattern[str]
    #: Verbs of paying right after a place, of whatever country.
    finances: re.Pattern[str]
    #: Words before a place that make it where people go to, or came from.
    away_before: re.Pattern[str]
    #: Prepositions right before the place where something happens.
    located: re.Pattern[str]
    #: The place stands at the head of its clause: "In Honduras, …".
    leading: re.Pattern[str]
    #: "Of these, 300 …": part of the figure before.
    of_these: re.Pattern[str]
    #: "390,000 are children": what the figure is said to be.
    copula: re.Pattern[str]
    #: "19 of them": the figure counts what the one before does.
    part_of: re.Pattern[str]
    #: A verb right after a figure that is its subject: "100 had left".
    acts: re.Pattern[str]
    #: A time that a figure is counted over, somewhere in its clause: "every day".
    every: re.Pattern[str]
    #: "Gave them 200": what is given was named before.
    giving: re.Pattern[str]
    #: Right before a figure without a noun: what was dealt with is counted, not who did: "the embassies issued".
    handles: re.Pattern[str]
    #: Right after such a figure: what people do or suffer.
    humans: re.Pattern[str]
    #: Back to a period said before: "in the same period".
    same_period: re.Pattern[str]
    #: One unit of time before the period said before: "the year before".
    year_before: re.Pattern[str]
    #: After a figure without a noun that opens its sentence: it is a part of what was said before it.
    goes_on: re.Pattern[str]
    #: A part that opens its sentence: "The rest, 300, …".
    most: re.Pattern[str]
    #: A sentence that goes on with what the one before it tells: "They also …".
    also: re.Pattern[str]
    #: A rate of what the sentence before tells: "The approval rate was".
    rate_was: re.Pattern[str]
    #: Right before a figure that says how many there is room for.
    capacity: re.Pattern[str]
    #: Words before a date that say when something else was made: "established in 2019".
    made_in: re.Pattern[str]
    #: "in three months", after a launch.
    within_months: re.Pattern[str]
    #: A start in time that cannot be dated: "since its restart".
    since_event: re.Pattern[str]
    #: Before a date: a start told by what happened then: "since the outbreak was declared on 2 October".
    since_when: re.Pattern[str]
    #: Between a date and a figure after it: the figure has a verb of its own, so that the date is not its.
    left_behind: re.Pattern[str]
    #: Before a percentage: a change against another time.
    change_of: re.Pattern[str]
    #: After such a percentage: the other time.
    against: re.Pattern[str]
    #: A sentence that says what time the document reports on.
    covers: re.Pattern[str]
    #: Back to a date said before: "since then".
    since_then: re.Pattern[str]
    #: The time that the whole document reports on: "during the month".
    reporting: re.Pattern[str]
    #: Words that announce a table.
    table_lead: re.Pattern[str]
    total: re.Pattern[str]
    #: Between two figures: the second is what the first is compared with.
    compared: re.Pattern[str]
    #: Right before a date: it is that of what a figure is compared with.
    than: re.Pattern[str]
    #: "today announced": the day of the announcement.
    announced: re.Pattern[str]
    #: A remark between commas, whose dates are its own.
    aside: re.Pattern[str]
    #: Between two figures: "and" with a verb of its own, so that a date after the second is not the first's.
    new_verb: re.Pattern[str]
    #: Words that say "only" before a number, though they are negations elsewhere.
    barely: frozenset[str]
    #: Verbs that "over" belongs to: "take over two courses".
    takes_over: frozenset[str]
    #: Nouns in the singular that a number after them names one of: "room 4820".
    labels: frozenset[str]
    #: The same where they are capitalized: "Camp 7", but "to camp 7 miles away".
    named_labels: frozenset[str]
    #: Adjectives between such a noun and its number: "boletín informativo 187".
    of_acts: frozenset[str]
    #: Verbs right before a figure without a noun that is of persons: "it can house 750".
    houses: re.Pattern[str]
    #: Before such a noun: it names nothing, and the number counts what follows ("last week 300 came").
    before_no_label: frozenset[str]
    #: A statement of what is to come or is needed.
    planned: re.Pattern[str]
    #: Before a date: it is that of a cause or an act rather than of the figure.
    cause: re.Pattern[str]
    #: "This announcement brought the total to": a sum until the time that was said before.
    brings_total: re.Pattern[str]
    #: Right before a figure: it is a part of the one before ("of whom").
    of_which: re.Pattern[str]
    stopwords: frozenset[str]
