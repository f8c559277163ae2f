"""Known mistakes of sources: recorded, expected to stand, shown to readers, and kept as they were."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from metrics import errata, guards
from metrics.archives import attaching
from metrics.models import DataVersion, Erratum, ErratumCheck
from metrics.reports.errata import errata_rows, in_source
from tests import factories as make
from tests.budgets import assert_query_budget
from tests.worlds.articles import OFFICES, cited


@pytest.fixture
def figure(article):
    return cited(article, "over 600 officials", 600, qualifier="more_than")


@pytest.fixture
def erratum(article, figure):
    return make.erratum(
        source=article.update,
        section=OFFICES,
        as_stated="trained over 600 officials",
        what_is_right="It trained over 600 officers & clerks.",
        why="The agency's <annual> report lists both.",
        figures=[figure],
    )


def attach(article, old="", new=""):
    """Attaches the article, with the words `old` mended."""
    return attaching.attach(article.whole, article.text.replace(old, new).encode())


def outcomes(erratum):
    return list(erratum.checks.values_list("outcome", flat=True))


def html(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# --- The expectation -------------------------------------------------------------------------------------------------


def test_attaching_finds_the_words_and_a_mended_copy_fails_the_expectation(article, erratum):
    assert outcomes(erratum) == ["not_archived"]
    (checked,) = attach(article).errata
    assert (checked.outcome, checked.is_mended) == ("stands", False)
    span = erratum.checks.last()
    assert checked.text.archive.text[span.start : span.end] == "trained over 600 officials"
    # The same again adds nothing.
    attach(article)
    assert outcomes(erratum) == ["not_archived", "stands"]
    (checked,) = attach(article, "trained over 600 officials", "trained over 600 officers").errata
    assert checked.is_mended
    assert "does not stand in archived copy 2" in checked.found
    assert "End the erratum" in checked.found
    assert outcomes(erratum) == ["not_archived", "stands", "mended"]


def verified(capsys, *options):
    capsys.readouterr()
    try:
        call_command("verify_citations", *options)
        code = 0
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().out


def test_verifying_lists_a_mended_erratum_and_exits_1(article, erratum, capsys):
    attach(article)
    code, out = verified(capsys)
    assert code == 0
    assert "erratum" not in out
    attach(article, "trained", "taught")
    code, out = verified(capsys, "--source", "article")
    assert code == 1
    assert f"mended: erratum {erratum.pk} (update): “trained over 600 officials” does not stand" in out
    assert verified(capsys, "--source", "remarks")[0] == 0
    code, out = verified(capsys, "--format", "json")
    assert code == 1
    (found,) = json.loads(out)["errata"]
    assert (found["erratum_id"], found["outcome"], found["start"]) == (erratum.pk, "mended", None)
    errata.end(erratum=erratum, by=make.publisher(), reason="The source was mended.")
    assert verified(capsys)[0] == 0


def test_the_command_that_attaches_says_what_became_of_it(article, erratum, tmp_path, capsys):
    file = tmp_path / "article.txt"
    file.write_text(article.text, encoding="utf-8")
    call_command("attach_source", "article", str(file))
    assert f"stands: erratum {erratum.pk} (update):" in capsys.readouterr().out


def test_words_in_another_section_than_noted_still_stand(article, erratum):
    attach(article, "Asylum Offices:\u00a0\u00a0Ruritania", "Bureaus:\u00a0\u00a0Ruritania")
    assert outcomes(erratum)[-1] == "stands"


# --- What readers see ------------------------------------------------------------------------------------------------


def test_readers_see_it_with_the_source_the_figure_and_the_passage(article, figure, erratum, client):
    attach(article)
    source, own = html(client, "/sources/update/"), html(client, f"/figures/{figure.pk}/")
    for page in (source, own):
        assert "It trained over 600 officers &amp; clerks." in page
        assert "The agency&#39;s &lt;annual&gt; report lists both." in page
        assert "nobody yet" in page
        assert "Still stands" in page
    assert source.count(f'id="erratum-{erratum.pk}"') == source.count(f'id="erratum-{erratum.pk}-in-text"') == 1
    # The words overlap the passage of the figure: both are marked, each for what it is.
    assert '<span class="erratum">trained </span><span class="quote"' in source
    assert f'<span class="erratum">over 600 officials</span><a class="noted" href="#erratum-{erratum.pk}">' in source
    assert f'href="/sources/update/#erratum-{erratum.pk}-in-text"' in own
    assert f'href="/figures/{figure.pk}/"' in source.split('id="errata"')[1].split("</section>")[0]
    # The document that the source stands in shows it, too; another that stands there does not.
    assert f'id="erratum-{erratum.pk}-in-text"' in html(client, "/sources/article/")
    assert "known mistake" not in html(client, "/sources/remarks/").lower()


def test_a_mended_source_is_said_to_be_mended(article, erratum, client):
    attach(article, "trained", "taught")
    page = html(client, "/sources/update/")
    assert '<span class="badge badge--finding">Mended</span>' in page
    assert "-in-text" not in page


def test_pages_of_past_days_show_what_was_recorded_and_found_by_then(article, figure, client, monkeypatch):
    days = [timezone.now() - dt.timedelta(days=back) for back in (9, 7, 5, 3)]
    monkeypatch.setattr(timezone, "now", lambda: days[0])
    early = cited(article, "three MRCs", 3, unit="centers", at=days[0])
    attach(article)
    monkeypatch.setattr(timezone, "now", lambda: days[1])
    erratum = make.erratum(source=article.update, as_stated="three MRCs", figures=[early])
    monkeypatch.setattr(timezone, "now", lambda: days[2])
    attach(article, "three\nMRCs", "four MRCs")
    errata.end(erratum=erratum, by=make.publisher(), reason="Mended.", at=days[3])
    monkeypatch.undo()

    def outcome(back):
        day = (timezone.now() - dt.timedelta(days=back)).date()
        of_source = errata_rows(day, in_source(article.update))
        assert errata_rows(day, Q(figures=early.pk)) == of_source
        return [row.outcome for row in of_source]

    assert outcome(8) == []
    assert outcome(6) == ["stands"]
    assert outcome(4) == ["mended"]
    assert outcome(2) == []
    assert "known mistake" not in html(client, f"/sources/update/?as_of={timezone.now().date()}").lower()


def test_a_figure_published_later_is_not_named_before(article, client):
    erratum = make.erratum(
        source=article.update, figures=[cited(article, "three MRCs", 3, unit="centers")], at=make.instant("2022-05-01")
    )
    (row,) = errata_rows(dt.date(2022, 6, 1), in_source(article.update))
    assert (row.erratum_id, row.figures) == (erratum.pk, [])
    (row,) = errata_rows(None, in_source(article.update))
    assert [pk for pk, _ in row.figures] == [erratum.figures.get().pk]


def test_errata_cost_a_page_one_query_where_there_are_any(article, figure, erratum, client):
    attach(article)
    assert_query_budget("source, with errata", client, "/sources/update/")
    assert_query_budget("figure, with errata", client, f"/figures/{figure.pk}/")
    make.erratum(source=article.update, as_stated="three MRCs", figures=[figure])
    assert_query_budget("source, with errata", client, "/sources/update/")
    assert_query_budget("figure, with errata", client, f"/figures/{figure.pk}/")


# --- What is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"as_stated": "one two three four five six seven eight nine"}, "9 words"),
        ({"as_stated": ""}, "cannot be blank"),
        ({"what_is_right": ""}, "cannot be blank"),
        ({"why": ""}, "cannot be blank"),
        ({"reported_on": dt.date(2022, 5, 1)}, "Say who was told"),
        ({"reported_to": "The press office", "reported_on": dt.date(2999, 1, 1)}, "has not come"),
    ],
)
def test_what_is_not_whole_is_refused_in_words(article, fields, problem):
    whole = {"as_stated": "three MRCs", "what_is_right": "Four.", "why": "The annex.", **fields}
    with pytest.raises(ValidationError, match=problem):
        Erratum(source=article.update, recorded_by=make.author(), **whole).full_clean()


@pytest.mark.parametrize(
    "fields",
    [
        {"as_stated": ""},
        {"what_is_right": ""},
        {"why": ""},
        {"reported_on": dt.date(2022, 5, 1)},
        {"ended_at": timezone.now()},
        {"ended_reason": "Wrong."},
    ],
)
def test_the_database_refuses_it_too(article, fields):
    whole = {"as_stated": "three MRCs", "what_is_right": "Four.", "why": "The annex.", **fields}
    with pytest.raises(IntegrityError):
        Erratum.objects.create(source=article.update, recorded_by=make.author(), **whole)


def test_words_that_the_text_lacks_are_refused_and_nothing_is_recorded(article):
    attach(article)
    with pytest.raises(ValidationError, match="does not stand in archived copy 1"):
        make.erratum(source=article.update, as_stated="four MRCs")
    with pytest.raises(ValidationError, match="does not stand"):
        make.erratum(source=article.remarks, as_stated="three MRCs")
    assert not Erratum.objects.exists()


def test_a_draft_has_no_page_that_could_say_it(article):
    draft = cited(article, "three MRCs", 3, unit="centers", status="draft")
    with pytest.raises(ValidationError, match="Only published figures"):
        make.erratum(source=article.update, as_stated="three MRCs", figures=[draft])
    assert not Erratum.objects.exists()
    unrecorded = Erratum.objects.create(
        source=article.update, as_stated="three", what_is_right="Four.", why="The annex.", recorded_by=make.author()
    )
    with pytest.raises(DatabaseError, match=guards.said.ERRATUM_STAYS), transaction.atomic():
        unrecorded.figures.add(draft)


def test_what_is_not_recorded_is_seen_by_nobody_and_may_go(article):
    unrecorded = Erratum.objects.create(
        source=article.update, as_stated="three", what_is_right="Four.", why="The annex.", recorded_by=make.author()
    )
    assert errata_rows(None, in_source(article.update)) == []
    assert errata_rows(timezone.now().date(), in_source(article.update)) == []
    unrecorded.delete()


def refused(attempt, message=guards.said.ERRATUM_STAYS):
    with pytest.raises(DatabaseError, match=message), transaction.atomic():
        attempt()


def test_nothing_of_a_recorded_erratum_changes_but_its_end_once(article, figure, erratum):
    mine = Erratum.objects.filter(pk=erratum.pk)
    values = {
        "source": article.remarks,
        "section": "",
        "as_stated": "x",
        "what_is_right": "x",
        "why": "x",
        "reported_to": "x",
        "recorded_by": make.user(),
        "recorded_at": timezone.now(),
    }
    for name, value in values.items():
        refused(lambda name=name, value=value: mine.update(**{name: value}))
    refused(lambda: mine.update(reported_to="x", reported_on=dt.date(2022, 5, 1)))
    refused(lambda: mine._raw_delete("default"))
    refused(lambda: erratum.figures.clear())
    refused(lambda: erratum.figures.add(cited(article, "three MRCs", 3, unit="centers")))
    through = Erratum.figures.through
    refused(lambda: through.objects.update(figure=make.published()))
    errata.end(erratum=erratum, by=make.publisher(), reason="It was wrong.")
    with pytest.raises(ValidationError, match="ended already"):
        errata.end(erratum=erratum, by=make.publisher(), reason="It was right.")
    refused(lambda: mine.update(ended_reason="It was right."))
    refused(lambda: mine.update(ended_at=None, ended_by=None, ended_reason=""))


def test_a_check_of_it_does_not_change(erratum):
    mine = ErratumCheck.objects.filter(erratum=erratum)
    refused(lambda: mine.update(checked_at=timezone.now()), guards.said.CHECK_STAYS)
    refused(lambda: mine._raw_delete("default"), guards.said.CHECK_STAYS)


@pytest.mark.sqlite("REPLACE is SQLite's")
@pytest.mark.parametrize("table", ["metrics_erratum", "metrics_erratum_figures", "metrics_erratumcheck"])
def test_nothing_replaces_it(erratum, table):
    def replace():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")

    refused(replace, "does not change")


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["metrics_erratum", "metrics_erratum_figures", "metrics_erratumcheck"])
def test_nothing_truncates_it(erratum, table):
    def truncate():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")

    connection.check_constraints()
    refused(truncate, "does not change")


def test_what_readers_see_raises_the_data_version(article, erratum):
    for act in (
        lambda: attach(article),
        lambda: errata.end(erratum=erratum, by=make.publisher(), reason="It was wrong."),
        lambda: make.erratum(source=article.update, as_stated="three MRCs"),
    ):
        before = DataVersion.current()
        act()
        assert DataVersion.current() > before
