"""Entering a figure by its words, without JavaScript."""

import datetime as dt
from decimal import Decimal

import pytest

from metrics.models import Citation, Figure

from .. import factories
from .pages import ADD, errors_of, messages_of

pytestmark = pytest.mark.django_db


def test_words_fill_in_the_figure(desk):
    response = desk.enter("nearly $169 million in FY 2022", indicator=desk.dollars.pk)
    assert response.status_code == 302
    figure = Figure.objects.get()
    assert (figure.value, figure.qualifier, figure.unit.code) == (Decimal(169_000_000), "nearly", "USD")
    assert (figure.period_start, figure.period_end) == (dt.date(2021, 10, 1), dt.date(2022, 9, 30))
    assert figure.period_as_stated == "in FY 2022"
    assert (figure.coverage, figure.place_key, figure.status) == ("single", "GTM", "draft")
    assert figure.citation.as_stated == "nearly $169 million in FY 2022"
    assert figure.citation.section == "Update › Guatemala"
    assert figure.entered_by == desk.editor


@pytest.mark.parametrize(
    ("place", "coverage", "key"),
    [
        ({"countries": ["SLV", "GTM"]}, "joint", "GTM;SLV"),
        ({"countries": [], "whole_world": "on"}, "global", "global"),
    ],
)
def test_coverage_follows_the_place(desk, place, coverage, key):
    desk.enter(**place)
    figure = Figure.objects.get()
    assert (figure.coverage, figure.place_key) == (coverage, key)
    assert {country.pk for country in figure.countries.all()} == set(figure.country_codes)


def test_a_group_brings_its_members(desk):
    group = factories.group(slug="northern")
    desk.enter(countries=[], group=group.pk)
    figure = Figure.objects.get()
    assert (figure.coverage, figure.place_key) == ("group", "group:northern")
    assert {country.pk for country in figure.countries.all()} == {"GTM", "HND", "SLV"}


def test_a_period_relative_to_the_source_keeps_its_assumption(desk):
    desk.enter("about 5,000 people over the last two years")
    figure = Figure.objects.get()
    assert (figure.period_start, figure.period_end) == (dt.date(2020, 4, 21), dt.date(2022, 4, 20))
    assert "April 20, 2022" in figure.period_note


def test_spanish_sources_are_read_in_spanish(desk):
    desk.source.language = "es-GT"
    desk.source.save()
    desk.enter("más de 131.000 personas en 2021")
    figure = Figure.objects.get()
    assert (figure.value, figure.qualifier) == (Decimal(131_000), "more_than")


def test_what_the_person_entered_is_kept(desk):
    response = desk.enter("more than 1,000 people in 2021", value="1,001", qualifier="at_least", follow=True)
    assert response.status_code == 302
    figure = Figure.objects.get()
    assert (figure.value, figure.qualifier) == (Decimal(1001), "at_least")
    assert figure.period_end == dt.date(2021, 12, 31)
    assert "The words say 1,000, and 1,001 was saved" in messages_of(desk.client.get("/admin/metrics/figure/"))


def test_the_citation_is_used_again(desk):
    citation = factories.citation(
        source=desk.source, section="Update › Guatemala", as_stated="more than 1,000 people in 2021"
    )
    desk.enter()
    assert Figure.objects.get().citation == citation
    assert Citation.objects.count() == 1


def test_reading_the_words_shows_the_form_filled_and_saves_nothing(desk):
    response = desk.enter(_read="1", note="Mine.")
    form = response.context["adminform"].form
    assert not form.errors
    assert form["value"].value() == "1,000"
    assert form["qualifier"].value() == "more_than"
    assert form["period_start"].value() == "2021-01-01"
    assert form["as_stated"].value() == "more than 1,000 people in 2021"
    assert form["note"].value() == "Mine."
    page = response.content.decode()
    assert "more than; 1,000 people; Jan 1, 2021 – Dec 31, 2021 (2021)" in page
    assert not Figure.objects.exists()


def test_new_words_replace_what_the_old_ones_filled_in(desk):
    read = desk.enter(_read="1").context["adminform"].form
    sent = {name: read[name].value() or "" for name in read.fields if name not in ("whole_world", "countries")}
    sent.update(words="about 2,000 people in 2022", countries=["GTM"], period_end="2022-06-30")
    assert desk.client.post(ADD, sent).status_code == 302
    figure = Figure.objects.get()
    assert (figure.value, figure.qualifier) == (Decimal(2000), "about")
    assert figure.period_start == dt.date(2022, 1, 1)
    assert figure.period_end == dt.date(2022, 6, 30), "the person set it"


def test_a_field_that_was_cleared_after_reading_stays_empty(desk):
    read = desk.enter(_read="1").context["adminform"].form
    sent = {name: read[name].value() or "" for name in read.fields if name not in ("whole_world", "countries")}
    sent.update(countries=["GTM"], period_start="")
    desk.client.post(ADD, sent)
    assert Figure.objects.get().period_start is None


def test_without_javascript_names_are_typed(desk):
    response = desk.enter(
        indicator="",
        indicator_typed="asylum",
        countries=[],
        countries_typed="Guatemala; HND",
        source="",
        source_typed="the-update",
    )
    assert response.status_code == 302, errors_of(response)
    figure = Figure.objects.get()
    assert (figure.indicator, figure.place_key, figure.citation.source) == (desk.people, "GTM;HND", desk.source)


def test_a_typed_name_that_fits_several_lists_them(desk):
    factories.indicator(name="Asylum decisions", slug="asylum-decisions")
    response = desk.enter(indicator="", indicator_typed="asylum")
    assert "fits several" in str(errors_of(response)["indicator"])
    assert "asylum-decisions" in str(errors_of(response)["indicator"])
    assert 'name="indicator_typed" value="asylum"' in response.content.decode()
    reading = desk.enter(indicator="", indicator_typed="asylum", source="", _read="1")
    assert list(errors_of(reading)) == ["indicator"]


@pytest.mark.parametrize(
    ("fields", "where", "message"),
    [
        ({"words": "37,806 people out of 131,000 claims"}, "words", "states 2 figures"),
        ({"words": "hundreds of people"}, "words", "vague"),
        ({"words": "20 to 30 people"}, "words", "range"),
        ({"period_start": "2022-01-01", "period_end": "2021-01-01"}, "period_end", "ends before it starts"),
        ({"source": ""}, "source", "Say which source"),
        (
            {"as_stated": "more than one thousand people of the country claimed asylum"},
            "as_stated",
            "Keep only the figure's own words",
        ),
        ({"words": "In Guatemala there were, all told, more than 1,000 people in 2021"}, "as_stated", "12 words"),
        ({"update": ""}, "update", "If none is open, open one"),
        ({"indicator": "999999"}, "indicator", "no such indicator"),
        ({"indicator": "x"}, "indicator", "no such indicator"),
        ({"indicator": ""}, "indicator", "Choose what is measured"),
        ({"countries": []}, "countries", "Say where"),
        ({"whole_world": "on"}, "whole_world", "Choose either"),
        ({"value": "1,00,000"}, "value", "Write the number as"),
        ({"value": "NaN"}, "value", "number"),
        ({"value": "9" * 16}, "value", "digits"),
        ({"words": "40 percent of people in 2021"}, "unit", None),
        ({"words": "", "value": ""}, "value", "say below why there is none"),
        ({"missing": "unknown"}, "missing", "Clear one of the two"),
        ({"filled": "{not json"}, None, None),
        ({"filled": "[1]"}, None, None),
    ],
)
def test_mistakes_say_what_to_do_and_nothing_is_lost(desk, fields, where, message):
    sent = desk.form(note="A long note that took time.", **fields)
    response = desk.client.post(ADD, sent)
    if where is None:
        assert response.status_code == 302
        return
    errors = errors_of(response)
    if message:
        assert message in " ".join(errors.get(where, [])), errors
    else:
        assert errors
    form = response.context["adminform"].form
    assert form["note"].value() == sent["note"]
    assert form["words"].value() == sent["words"]
    assert form["section"].value() == sent["section"]
    assert "A long note that took time." in response.content.decode()
    assert not Figure.objects.exists()
    assert not Citation.objects.exists()


def test_a_share_over_a_hundred(desk):
    response = desk.enter("120 percent in 2021", indicator=desk.share.pk)
    assert "between 0 and 100 percent" in str(errors_of(response)["value"])


def test_a_country_and_a_group(desk):
    response = desk.enter(group=factories.group().pk)
    assert "Choose either countries, or a group" in str(errors_of(response)["group"])


def test_refused_words_do_not_matter_where_the_value_is_given(desk):
    assert desk.enter("hundreds of people", value="300", qualifier="about").status_code == 302


def test_no_update_is_open(desk):
    desk.update.delete()
    response = desk.client.get(ADD)
    assert "No update is open" in messages_of(response)
    assert "/admin/metrics/update/add/" in messages_of(response)


def test_the_form_starts_with_the_open_update(desk):
    factories.update(title="Somebody else's")
    assert desk.client.get(ADD).context["adminform"].form["update"].value() == desk.update.pk


def test_save_and_add_another_keeps_what_the_next_one_shares(desk):
    response = desk.enter(_addanother="1")
    assert response.status_code == 302
    form = desk.client.get(response.headers["Location"]).context["adminform"].form
    kept = {name: form[name].value() for name in ("update", "source", "section", "program", "period_start")}
    assert kept == {
        "update": str(desk.update.pk),
        "source": str(desk.source.pk),
        "section": "Update › Guatemala",
        "program": str(desk.people.program_id),
        "period_start": "2021-01-01",
    }
    assert not form["words"].value()
    assert not form["value"].value()
    # The next words may have a period of their own, or none.
    filled = form["filled"].value()
    kept_period = {name: form[name].value() for name in ("period_start", "period_end", "period_as_stated")}
    desk.enter("500 people in 2022", filled=filled, indicator=desk.people.pk, **kept_period)
    assert Figure.objects.latest("pk").period_start == dt.date(2022, 1, 1)
    desk.enter("600 people", filled=filled, countries=["HND"], **kept_period)
    assert Figure.objects.latest("pk").period_start == dt.date(2021, 1, 1)


def test_a_published_rival_has_to_be_seen(desk):
    rival = factories.published(indicator=desk.people, value=990, period=2021)
    response = desk.enter()
    assert "published statement says" in str(errors_of(response))
    assert "I have seen the rival statements" in response.content.decode()
    assert not Figure.objects.filter(status="draft").exists()
    assert desk.enter(seen_rivals="1234567").status_code == 200
    assert desk.enter(seen_rivals=str(rival.pk), rank="normal").status_code == 302


def test_reading_shows_the_previous_figure_and_rivals(desk):
    previous = factories.published(indicator=desk.people, value=700, period=2020)
    rival = factories.published(indicator=desk.people, value=990, period=2021)
    draft = factories.figure(indicator=desk.people, value=1000, period=2021)
    response = desk.enter(_read="1")
    beside = response.context["beside"]
    assert beside["previous"] == previous
    assert beside["rivals"] == [rival, draft]


def test_the_same_value_twice_is_pointed_out(desk):
    factories.published(indicator=desk.people, value=1000, period=2020)
    response = desk.client.post(ADD, desk.form(), follow=True)
    assert "Check that it was not entered twice" in messages_of(response)


def test_an_edited_draft_has_its_editor_as_author(desk):
    figure = factories.figure(update=desk.update, indicator=desk.people)
    page = f"/admin/metrics/figure/{figure.pk}/change/"
    form = desk.client.get(page).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields if name != "whole_world"}
    sent["countries"] = ["GTM"]
    desk.client.post(page, sent)
    figure.refresh_from_db()
    assert figure.entered_by != desk.editor, "nothing was changed"
    desk.client.post(page, {**sent, "words": "about 200 people"})
    figure.refresh_from_db()
    assert (figure.value, figure.qualifier, figure.entered_by) == (Decimal(200), "about", desk.editor)
    assert figure.period_start == dt.date(2021, 1, 1)
