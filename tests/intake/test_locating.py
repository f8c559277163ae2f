"""Which span of a document is which source."""

import datetime as dt

from metrics.intake.locating import Wanted, locate
from metrics.intake.readers import read_text
from tests.archives.document import ARTICLE

UPDATE = Wanted("update", "Update on the River Strategy", dt.date(2031, 6, 2))
REMARKS = Wanted("remarks", "River Conference Session on Open Crossings", dt.date(2031, 6, 2), ("Elphberg", "Kinbote"))
STATEMENT = Wanted("statement", "Statement on crossings", None, ("Rassendyll",))


def located(text, *wanted):
    return {slug: text[span.start : span.end] for slug, span in locate(read_text(text), wanted).items()}


def test_parts_run_from_their_participants_or_heading_to_the_next_part():
    parts = located(ARTICLE, UPDATE, REMARKS, STATEMENT)
    assert parts["remarks"].startswith("Minister Flavia Elphberg\nWith Minister Charles Kinbote\nAt the River")
    assert parts["remarks"].endswith("as of May 23rd.")
    assert parts["update"].startswith("Update on the River Strategy")


def test_captions_and_what_follows_them_end_the_last_part():
    assert located(ARTICLE, UPDATE)["update"].endswith("1,000 asylum claims in 2030.")


def test_a_statement_without_a_heading_is_where_its_speaker_is_quoted():
    statement = located(ARTICLE, UPDATE, REMARKS, STATEMENT)["statement"]
    assert statement.startswith("The two ministers met")
    assert statement.endswith("May 2032,” he said.")


def test_a_title_in_running_text_or_nowhere_is_not_located():
    text = "They read the Update on the River Strategy aloud and then discussed it at length for hours.\n"
    assert located(text, UPDATE) == {}


def test_of_several_places_date_and_speakers_decide_and_else_nothing_does():
    talk = "Opening Remarks\n\nJune {}, 2031\n\nMINISTER A:  Words of the day that nobody else has said before.\n\n"
    text = talk.format(1) + talk.format(2)
    first = Wanted("first", "Opening Remarks", dt.date(2031, 6, 1))
    assert located(text, Wanted("any", "Opening Remarks")) == {}
    # The lines around a title may hold both dates where parts are this short.
    far = talk.format(1) + "A long day passed. " * 40 + "\n\n" + talk.format(2)
    assert located(far, first)["first"].startswith("Opening Remarks\n\nJune 1")
