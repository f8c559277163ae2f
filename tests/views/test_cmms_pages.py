"""The pages of the CMMS as it is seeded."""

import re

from metrics.models import Figure, Source

from .text import text_of

PAGES = [
    "/",
    "/countries/",
    "/countries/GTM/",
    "/countries/FRA/",
    "/lines/",
    "/lines/2/",
    "/programs/national-asylum-systems/",
    "/indicators/asylum-grants/",
    "/sources/",
    "/sources/cmms-update-april-2022/",
    "/updates/",
    "/updates/april-2022/",
    "/findings/",
]


def test_every_page_answers_under_the_strict_policy_with_no_inline_code(seeded, client):
    figure = Figure.objects.get(value=37_806)
    for address in (*PAGES, f"/figures/{figure.pk}/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "default-src 'self'" in response["Content-Security-Policy"], address
        body = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style", body), address
        assert response["X-Request-Id"]


def test_guatemala_shows_its_figures_and_the_joint_ones(seeded, client):
    text = text_of(client.get("/countries/GTM/"))
    for words in (
        "more than 1,000",
        "3 centers",
        "7 mobile units",
        "6 departments",
        "136 municipalities",
        "40 percent",
        "more than 600",
        "more than 1.6 million",
        "nearly 120,000",
        "119,185",
        "$310 million",
        "18,000 visas",
        "Joint",
    ):
        assert words in text, words


def test_mexico_shows_the_grants_and_what_share_they_are(seeded, client):
    text = text_of(client.get("/countries/MEX/"))
    assert "37,806" in text
    assert "under 28.9 percent" in text


def test_panama_shows_the_change_since_the_baseline(seeded, client):
    assert "down by at least 96.4 percent" in text_of(client.get("/countries/PAN/"))


def test_every_seeded_figure_is_on_a_source_page_and_has_its_own(seeded, client):
    linked = set()
    for source in Source.objects.all():
        linked |= set(re.findall(r'href="/figures/(\d+)/"', client.get(f"/sources/{source.slug}/").content.decode()))
    published = Figure.objects.as_of(None)
    assert linked == {str(pk) for pk in published.values_list("pk", flat=True)}
    for row in published:
        response = client.get(f"/figures/{row.pk}/")
        assert response.status_code == 200
        assert "initial load" in text_of(response)
        assert row.citation.as_stated in text_of(response).replace("&#39;", "'").replace("&amp;", "&")


def test_every_page_can_be_read_as_of_a_past_day_and_its_links_keep_the_day(seeded, client):
    figure = Figure.objects.get(value=37_806)
    for address in (*PAGES, f"/figures/{figure.pk}/"):
        response = client.get(f"{address}?as_of=2022-05-03")
        assert response.status_code == 200, address
        body = response.content.decode()
        assert "May 3, 2022" in body, address
        main = body[body.index("<main") : body.index("</main>")]
        lost = re.findall(r'href="(/(?:countries|lines|programs|indicators|figures|sources|updates)/[^"?#]*)"', main)
        assert not lost, (address, lost)


def test_before_the_first_publication_pages_are_empty_and_say_so(seeded, client):
    figure = Figure.objects.get(value=37_806)
    assert "37,806" not in text_of(client.get("/countries/MEX/?as_of=2022-04-19"))
    assert client.get(f"/figures/{figure.pk}/?as_of=2022-04-19").status_code == 404
    assert client.get("/updates/april-2022/?as_of=2022-04-19").status_code == 404
    assert "37,806" in text_of(client.get("/countries/MEX/?as_of=2022-04-20"))
