"""What other sites may frame: who may, what a card and a chart say, and what is said where there is nothing."""

import gzip
import re
from pathlib import Path

import lxml.html
import pytest
from django.contrib.staticfiles import finders

from metrics import actions
from metrics.models import Figure
from tests import factories

from .text import text_of

NAMED = ["https://www.example.org", "https://*.example.net"]
CHARTS = (
    "/embed/map/",
    "/embed/countries/GTM/money/",
    "/embed/lines/money/",
    "/embed/lines/1/money/",
    "/embed/organizations/usaid/money/",
    "/embed/indicators/darien-daily-crossings/series/",
    "/embed/indicators/asylum-applications/places/",
    "/embed/compare/asylum-applications/?country=GTM&country=MEX",
)
# Kilobytes that a card or chart may take with its style sheets, and compressed with them.
MOST, MOST_COMPRESSED = 20, 20


@pytest.fixture
def named(settings):
    settings.EMBED_ANCESTORS = NAMED


def ancestors(response) -> str:
    return re.search("frame-ancestors ([^;]*)", response["Content-Security-Policy"])[1]


def addresses() -> list[str]:
    parts = Figure.objects.as_of(None).get(value=120_000).pk
    return [*CHARTS, f"/embed/figures/{parts}/", f"/embed/figures/{parts}/parts/"]


class TestWhoMayFrame:
    def test_nobody_where_the_setting_names_none(self, seeded, client):
        for address in addresses():
            response = client.get(address)
            assert response.status_code == 200, address
            assert (ancestors(response), response["X-Frame-Options"]) == ("'none'", "DENY"), address

    def test_those_named_and_every_other_directive_stays(self, seeded, client, named):
        strict = client.get("/")["Content-Security-Policy"]
        for start in ("", "/es"):
            for address in addresses():
                response = client.get(start + address)
                assert ancestors(response) == " ".join(NAMED), address
                assert "X-Frame-Options" not in response
                kept = response["Content-Security-Policy"].replace(" ".join(NAMED), "'none'")
                assert sorted(kept.split("; ")) == sorted(strict.split("; "))

    def test_pages_and_the_desk_stay_closed(self, seeded, client, named):
        for address in ("/", "/countries/GTM/", "/compare/", "/admin/", "/accounts/login/", "/embed/", "/nowhere/"):
            response = client.get(address)
            assert (ancestors(response), response["X-Frame-Options"]) == ("'none'", "DENY"), address

    def test_what_is_not_modified_says_so_too_and_what_is_kept(self, seeded, client, named):
        first = client.get("/embed/map/")
        again = client.get("/embed/map/", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, ancestors(again)) == (304, " ".join(NAMED))
        assert "X-Frame-Options" not in again
        kept = client.get("/embed/map/")
        assert (kept.content, ancestors(kept)) == (first.content, " ".join(NAMED))
        assert first["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("start", ["", "/es"])
def test_a_frame_is_small_and_has_no_cookie_and_no_code(seeded, client, named, start):
    sheets = [Path(finders.find(f"site/{name}.css")).read_bytes() for name in ("embed", "charts")]
    for address in addresses():
        response = client.get(start + address)
        assert not response.cookies
        assert "Vary" not in response or "Cookie" not in response["Vary"]
        body = response.content.decode()
        assert not re.search(r"<script|\sstyle=|\son[a-z]+=|<style", body), address
        whole = [response.content, *sheets]
        assert sum(len(gzip.compress(part)) for part in whole) < MOST_COMPRESSED * 1000, address
        if "/figures/" in address:
            assert sum(map(len, whole)) < MOST * 1000, address
        assert '<base target="_blank">' in body
        assert '<meta name="robots" content="noindex">' in body


class TestACard:
    def test_says_what_the_page_of_the_figure_says(self, seeded, client):
        figure = Figure.objects.as_of(None).get(value=37_806)
        response = client.get(f"/embed/figures/{figure.pk}/")
        text = text_of(response)
        for words in (
            "People granted asylum",
            "37,806 people",
            "Mexico",
            "2021",
            "under 28.9 percent",
            "“granted asylum to 37,806 individuals in 2021”",
            "Source: Update on the Collaborative Migration Management Strategy",
            "April 20, 2022",
        ):
            assert words in text, words
        links = lxml.html.fromstring(response.content).xpath("//footer//a/@href")
        assert links[0] == f"/figures/{figure.pk}/"
        assert re.fullmatch(rf"http://testserver/figures/{figure.pk}/\?as_of=\d{{4}}-\d\d-\d\d", links[1])

    def test_keeps_qualifier_and_marks_what_is_joint(self, seeded, client):
        figure = Figure.objects.as_of(None).get(value=120_000)
        text = text_of(client.get(f"/es/embed/figures/{figure.pk}/"))
        for words in (
            "casi 120,000 personas",
            "Conjunta",
            "El Salvador, Guatemala, Honduras",
            "ninguno puede reclamarla",
        ):
            assert words in text, words

    def test_names_the_members_of_a_group(self, db, client):
        group = factories.group(name="The north", members=("GTM", "HND"))
        figure = factories.published(coverage="group", group=group, countries=())
        text = text_of(client.get(f"/embed/figures/{figure.pk}/"))
        assert "Group The north" in text
        assert "Guatemala, Honduras." in text

    def test_says_why_a_value_is_missing(self, db, client):
        figure = factories.published(missing="withheld", value=None)
        assert "withheld" in text_of(client.get(f"/embed/figures/{figure.pk}/"))

    def test_says_what_took_its_place_and_said_before_that_it_stands(self, db, client):
        old = factories.published(value=10, at=factories.instant("2022-04-20"))
        new = factories.correction(of=old, value=11, reason="A misprint.", at=factories.instant("2022-06-01"))
        text = text_of(client.get(f"/embed/figures/{old.pk}/"))
        assert "This figure was corrected A misprint. In force until June 1, 2022." in text
        assert f'href="/figures/{new.pk}/"' in client.get(f"/embed/figures/{old.pk}/").content.decode()
        before = client.get(f"/embed/figures/{old.pk}/?as_of=2022-05-31")
        assert "was corrected" not in text_of(before)
        assert "As of May 31, 2022" in text_of(before)
        assert f'href="/figures/{old.pk}/?as_of=2022-05-31"' in before.content.decode()
        assert client.get(f"/embed/figures/{new.pk}/?as_of=2022-05-31").status_code == 404

    def test_says_that_it_was_withdrawn(self, db, client):
        figure = factories.published()
        actions.withdraw(statement=figure, by=factories.publisher(), reason="It was never measured.")
        text = text_of(client.get(f"/embed/figures/{figure.pk}/"))
        assert "This figure was withdrawn It was never measured." in text

    def test_measures_against_what_stands_beside_it_alone(self, db, client):
        indicator = factories.indicator()
        result = factories.published(indicator=indicator, value=5)
        factories.published(indicator=indicator, value=10, role="target")
        factories.published(indicator=indicator, value=7, role="target", countries=("HND",))
        assert "50 percent of the target, 10 people" in text_of(client.get(f"/embed/figures/{result.pk}/"))
        # One that a later period has replaced is measured by nothing.
        factories.published(indicator=indicator, value=6, period=2022)
        assert "percent" not in text_of(client.get(f"/embed/figures/{result.pk}/"))

    def test_escapes_what_people_wrote(self, db, client):
        figure = factories.published(indicator=factories.indicator(name="<b>Bold</b>"))
        body = client.get(f"/embed/figures/{figure.pk}/").content.decode()
        assert "<b>Bold" not in body
        assert "&lt;b&gt;Bold" in body


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/embed/figures/999999/", 404, "There is no published figure 999999."),
        ("/embed/figures/999999/parts/", 404, "There is no published figure 999999."),
        ("/embed/map/?as_of=yesterday", 400, "“yesterday” is not a date."),
        ("/embed/map/?as_of=2021-01-01", 404, "There is nothing to draw here on this day."),
        ("/embed/countries/FRA/money/", 404, "There is nothing to draw here on this day."),
        ("/embed/countries/XXX/money/", 404, "There is no country with the code XXX."),
        ("/embed/lines/99/money/", 404, "There is no line of action 99."),
        ("/embed/organizations/nobody/money/", 404, "There is no organization named nobody."),
        ("/embed/indicators/nothing/series/", 404, "There is no indicator named nothing."),
        ("/embed/compare/asylum-applications/?country=GTM", 400, "Choose at least one more country"),
        ("/embed/compare/asylum-applications/?country=GTM&country=XX", 400, "There is no country with the code XX."),
        ("/embed/compare/nothing/?country=GTM&country=MEX", 404, "There is no indicator named nothing."),
    ],
)
def test_what_is_not_there_is_said_within_the_frame(seeded, client, named, address, status, words):
    response = client.get(address)
    assert response.status_code == status
    assert words in text_of(response)
    assert ancestors(response) == " ".join(NAMED)
    assert response["Cache-Control"] == "no-store"


def test_a_draft_is_not_shown(db, client):
    assert client.get(f"/embed/figures/{factories.figure().pk}/").status_code == 404


def codes_of(response) -> list[str]:
    """The code to copy, as a reader copies it."""
    return lxml.html.fromstring(response.content).xpath("//details[contains(@class, 'fold--embed')]//code/text()")


class TestTheCodeToCopy:
    def test_stands_beside_the_figure_and_each_chart_and_leads_to_it(self, seeded, client, named):
        whole = Figure.objects.as_of(None).get(value=120_000)
        pages = {
            "/": ["/embed/map/"],
            "/countries/GTM/": ["/embed/countries/GTM/money/"],
            "/lines/": ["/embed/lines/money/"],
            "/lines/1/": ["/embed/lines/1/money/"],
            "/organizations/usaid/": ["/embed/organizations/usaid/money/"],
            "/indicators/darien-daily-crossings/": ["/embed/indicators/darien-daily-crossings/series/"],
            "/indicators/asylum-applications/": ["/embed/indicators/asylum-applications/places/"],
            "/indicators/returnees-received/": [f"/embed/figures/{whole.pk}/parts/"],
            f"/figures/{whole.pk}/": [f"/embed/figures/{whole.pk}/"],
            "/compare/?country=GTM&country=MEX": ["/embed/compare/asylum-applications/?country=GTM&country=MEX"],
        }
        for page, expected in pages.items():
            found = []
            for code in codes_of(client.get(page)):
                (frame,) = lxml.html.fragments_fromstring(code)
                assert frame.tag == "iframe"
                assert frame.get("title")
                address = frame.get("src").removeprefix("http://testserver")
                assert client.get(address).status_code == 200, address
                found.append(address)
            assert found == expected, page

    def test_keeps_the_day_the_language_and_the_filters(self, seeded, client, named):
        (code,) = codes_of(client.get("/es/countries/GTM/?as_of=2022-05-03"))
        assert 'src="http://testserver/es/embed/countries/GTM/money/?as_of=2022-05-03"' in code
        (code,) = codes_of(client.get("/indicators/h2b-supplemental-visas/?role=commitment&sort=period"))[:1]
        assert "/series/?role=commitment" in code

    def test_holds_no_markup_of_names(self, db, client, named):
        figure = factories.published(indicator=factories.indicator(name='"><b>Bold</b>'))
        body = client.get(f"/figures/{figure.pk}/").content.decode()
        assert "<b>Bold" not in body
        (code,) = codes_of(client.get(f"/figures/{figure.pk}/"))
        (frame,) = lxml.html.fragments_fromstring(code)
        assert frame.get("title") == '"><b>Bold</b>'

    def test_is_nowhere_where_nobody_may_frame(self, seeded, client):
        for page in ("/", "/countries/GTM/", "/figures/1/", "/indicators/asylum-applications/"):
            assert not codes_of(client.get(page)), page


def test_a_chart_is_the_one_of_its_page(seeded, client):
    for page, chart in (("/lines/1/", "/embed/lines/1/money/"), ("/", "/embed/map/")):
        shown, framed = (
            re.search(r'<svg class="chart.*?</svg>', client.get(address).content.decode(), flags=re.S)[0]
            for address in (page, chart)
        )
        assert shown == framed
