"""What rules say can be kept, and said again in another language."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from metrics.rules import RULES
from metrics.rules.sentences import Sentence, listed, said_again, worded
from metrics.statements import Quantity
from programs.languages import Foreign, noop

from .made import row

AGAINST = noop("%(label)s: %(side)s against %(others_side)s.")


def kept(sentence: Sentence) -> dict:
    return json.loads(json.dumps(sentence.kept))


def against(leader, others) -> Sentence:
    return Sentence(AGAINST, label=leader, side=leader, others_side=others)


@given(st.integers(0, 9), st.sampled_from(["en", "es"]))
def test_it_is_said_again_as_it_was_said(others, language):
    rows = [row(value) for value in range(1, others + 2)]
    sentence = against(rows[0], rows[1:])
    with translation.override(language):
        assert said_again(kept(sentence), {each.figure_id: each for each in rows}) == str(sentence)


def test_it_is_said_in_the_language_of_who_reads():
    figure, other = row(1_000), row(2_000, qualifier="more_than")
    sentence = against(figure, [other])
    assert str(sentence) == (
        "People helped: 1,000 people (Guatemala; 2021; Update)"
        " against more than 2,000 people (Guatemala; 2021; Update)."
    )
    with translation.override("es"):
        assert str(sentence).startswith("People helped: 1,000 people (Guatemala; 2021; Update) frente a más de 2,000")


def test_dates_sums_and_sentences_within_are_in_that_language_too():
    whole = row(10)
    parts = {
        "whole_label": whole,
        "known_words": [row(4), row(7)],
        "sum": (Quantity(Decimal(11)), whole),
        "whole_side": whole,
    }
    total = Sentence(
        noop("%(whole_label)s: %(known_words)s make %(sum)s, but the total is stated as %(whole_side)s."), **parts
    )
    span = Sentence(noop("%(start)s to %(end)s"), start=dt.date(2022, 5, 3), end=Sentence(noop("open")))
    assert "4 people and 7 people make 11 people, but" in str(total)
    assert str(span) == "May 3, 2022 to open"
    with translation.override("es"):
        assert "4 people y 7 people suman 11 people, pero" in str(total)
        assert str(span) == "3 de mayo de 2022 a abierto"


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1"), (2, "1 and 2"), (3, "1, 2 and 3"), (6, "1, 2, 3, 4, 5 and 1 more"), (8, "1, 2, 3, 4, 5 and 3 more")],
)
def test_a_list_names_five_and_counts_the_others(count, words):
    rows = [row(value) for value in range(1, count + 1)]
    sentence = Sentence(AGAINST, label=rows[0], side=rows[0], others_side=rows)
    figures = kept(sentence)["parts"]["others_side"]
    texts = [str(number) for number in range(1, count + 1)][:5]
    assert (len(figures["figures"]), figures["more"]) == (min(count, 5), max(0, count - 5))
    assert listed(texts, figures["more"]) == words


def test_html_says_which_words_are_in_another_language_and_escapes_all():
    figure = row(5, indicator_name="A & B", source_title=Foreign("The <b>Update</b>", "en"))
    sentence = kept(against(figure, [figure]))
    with translation.override("es"):
        made = worded(sentence, {figure.figure_id: figure})
        assert "The <b>Update</b>" in made
        assert '<span lang="en">The &lt;b&gt;Update&lt;/b&gt;</span>' in Markup.escape(made)
        assert "A &amp; B: " in Markup.escape(made)


def test_a_figure_that_is_not_there_is_told():
    figure = row(5)
    with pytest.raises(KeyError):
        said_again(kept(against(figure, [figure])), {})


def test_every_rule_is_told_in_spanish():
    with translation.override("es"):
        spanish = [(str(rule.title), str(rule.explanation), str(rule.concerns)) for rule in RULES]
    assert not [rule.id for rule, texts in zip(RULES, spanish, strict=True) if str(rule.title) in texts]
