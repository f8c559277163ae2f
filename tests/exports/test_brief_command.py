"""`country_brief` and the page's PDF: the same file, and errors that say what to do."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from metrics.exports.typeset import PDF_TYPE
from tests import factories

from .pdf import opened, text_of

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def figure():
    return factories.published(value=5_555, at=factories.instant("2022-04-20"))


@pytest.fixture
def written(tmp_path):
    """Runs the command with these options and gives the file; nothing else may be left beside it."""

    def run(*options, code="GTM", site=SITE):
        output = tmp_path / "brief.pdf"
        call_command("country_brief", code, "--output", str(output), "--site", site, *options)
        assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]
        return output.read_bytes()

    return run


def test_the_command_writes_what_the_page_sends(figure, written, client):
    response = client.get("/countries/GTM.pdf?as_of=2022-05-03")
    assert response["Content-Type"] == PDF_TYPE
    assert "throughline-countries-GTM-2022-05-03.pdf" in response["Content-Disposition"]
    assert response.content == written("--as-of", "2022-05-03")
    assert client.get("/countries/GTM.pdf?as_of=2022-05-03&paper=a4").content == written(
        "--as-of", "2022-05-03", "--paper", "a4"
    )
    assert client.get("/countries/GTM.pdf").content == written(code="gtm")


def test_a_past_day_knows_nothing_of_later(figure, written):
    assert "5,555 people" in text_of(written("--as-of", "2022-04-20"))
    assert "5,555 people" not in text_of(written("--as-of", "2022-04-19"))


def test_the_language_is_the_one_that_was_asked_for(figure, written):
    assert opened(written("--language", "es")).trailer["/Root"]["/Lang"] == "es"


def test_links_lead_to_the_site(figure, written):
    text = text_of(written("--as-of", "2022-05-03", site="https://throughline.example.org/"))
    assert "https://throughline.example.org/countries/GTM/?as_of=2022-05-03" in text


def test_links_lead_to_this_site_where_no_other_is_given(figure, tmp_path, settings):
    settings.SITE_URL = "https://example.org"
    call_command("country_brief", "GTM", "--output", str(tmp_path / "brief.pdf"))
    assert "https://example.org/countries/GTM/" in text_of((tmp_path / "brief.pdf").read_bytes())


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("GTN", "GTM (Guatemala)"),
        ("guatamala", "GTM (Guatemala)"),
        ("Hondúras", "HND (Honduras)"),
        ("QQQQQQ", "alpha-3"),
    ],
)
def test_an_unknown_country_is_answered_with_those_that_look_like_it(figure, tmp_path, code, near):
    factories.country("HND")
    output = tmp_path / "brief.pdf"
    output.write_text("what was there")
    with pytest.raises(CommandError) as refused:
        call_command("country_brief", code, "--output", str(output))
    assert near in str(refused.value)
    assert output.read_text() == "what was there"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]


def test_bad_options_say_what_to_do(figure, tmp_path):
    tomorrow = (timezone.now().date() + dt.timedelta(days=1)).isoformat()
    for options, said in (
        (("--as-of", tomorrow), "has not come yet"),
        (("--as-of", "May 3"), "Write it as 2022-05-03"),
        (("--site", "example"), "Write it as https://"),
        (("--paper", "a3"), "choose from"),
        (("--language", "fr"), "choose from"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("country_brief", "GTM", "--output", str(tmp_path / "brief.pdf"), *options)
    for output in (tmp_path / "none" / "brief.pdf", tmp_path):
        with pytest.raises(CommandError, match="a folder that is there"):
            call_command("country_brief", "GTM", "--output", str(output))
    assert list(tmp_path.iterdir()) == []


def test_a_bad_address_says_what_to_do(figure, client):
    assert b"letter, a4" in (answer := client.get("/countries/GTM.pdf?paper=a3")).content
    assert answer.status_code == 400
    assert client.get("/countries/GTM.pdf?as_of=2999-01-01").status_code == 400
    assert client.get("/countries/QQQ.pdf").status_code == 404


def test_the_page_leads_to_its_brief_of_the_same_day(figure, client):
    assert b'href="/countries/GTM.pdf"' in client.get("/countries/GTM/").content
    assert b'href="/countries/GTM.pdf?as_of=2022-05-03"' in client.get("/countries/GTM/?as_of=2022-05-03").content


def test_an_unchanged_brief_is_not_made_again(figure, client, django_assert_num_queries):
    first = client.get("/countries/GTM.pdf")
    with django_assert_num_queries(1):
        assert client.get("/countries/GTM.pdf").content == first.content
    assert client.get("/countries/GTM.pdf", headers={"If-None-Match": first["ETag"]}).status_code == 304
    factories.published(value=6_666)
    assert client.get("/countries/GTM.pdf").content != first.content
