"""The language of a page stands in its address: nothing else chooses it, and every page leads to the other one."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from config.languages import choices, language_of, path_in
from metrics.pages import page_cache
from tests import factories

PATHS = st.from_regex(r"/([a-z]{1,4}/)*([a-z]+\.pdf)?", fullmatch=True)


@given(PATHS)
def test_there_and_back_is_the_same_page(path):
    english = path_in("en", path)
    assert language_of(path_in("es", path)) == "es"
    assert path_in("en", path_in("es", english)) == english or language_of(english) == "es"


@pytest.mark.parametrize("path", ["/", "/countries/GTM/", "/estonia/", "/figures/1.pdf"])
def test_an_address_without_a_language_is_english(path):
    assert language_of(path) == "en"
    assert path_in("es", path) == f"/es{path}"


@pytest.mark.parametrize("path", ["/admin/", "/accounts/login/", "/healthz", ""])
def test_what_has_no_language_offers_none(path):
    assert choices(path) == []


@pytest.fixture
def figure(db):
    return factories.published(value=1_234)


def links(response) -> dict[str, str]:
    """hreflang → address of the alternates of a page."""
    body = response.content.decode()
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', body))


def test_a_spanish_page_says_so_and_links_to_spanish_pages(client, figure):
    response = client.get("/es/countries/GTM/")
    body = response.content.decode()
    assert '<html lang="es"' in body
    assert response["Content-Language"] == "es"
    assert f'href="/es/figures/{figure.pk}/"' in body
    english = [
        href
        for href in re.findall(r'<a [^>]*href="(/[^"]*)"', body)
        if not href.startswith(("/es/", "/admin/")) and not href.endswith((".csv", ".xlsx", ".json"))
    ]
    assert english == ["/countries/GTM/"], "only the way to the English page"


def test_english_stands_where_it_stood(client, figure):
    response = client.get("/countries/GTM/")
    assert '<html lang="en"' in response.content.decode()
    assert response["Content-Language"] == "en"


@pytest.mark.parametrize("header", ["es", "es-GT,es;q=0.9", "fr"])
def test_no_header_and_no_cookie_chooses(client, figure, header):
    client.cookies["django_language"] = "es"
    response = client.get("/countries/GTM/", headers={"Accept-Language": header})
    assert '<html lang="en"' in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")


def test_canonical_and_alternates_name_the_page_in_each_language(client, figure):
    english = client.get("/countries/GTM/?role=actual&as_of=2022-05-03")
    spanish = client.get("/es/countries/GTM/?role=actual&as_of=2022-05-03")
    assert links(english) == links(spanish)
    assert links(english) == {
        "en": "http://testserver/countries/GTM/?as_of=2022-05-03",
        "es": "http://testserver/es/countries/GTM/?as_of=2022-05-03",
        "x-default": "http://testserver/countries/GTM/?as_of=2022-05-03",
    }
    assert '<link rel="canonical" href="http://testserver/es/countries/GTM/?as_of=2022-05-03">' in (
        spanish.content.decode()
    )


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/countries/GTM/?role=actual&as_of=2022-05-03", "/es/countries/GTM/?role=actual&amp;as_of=2022-05-03"),
        ("/es/countries/GTM/?role=actual&as_of=2022-05-03", "/countries/GTM/?role=actual&amp;as_of=2022-05-03"),
        ("/es/", "/"),
        ("/nowhere/", "/es/nowhere/"),
    ],
)
def test_the_header_leads_to_the_same_page_with_its_filters_and_day(client, figure, address, other):
    body = client.get(address).content.decode()
    assert re.findall(r'<a class="site-header__language" href="([^"]*)"', body) == [other]


def test_forms_and_permanent_links_stay_in_the_language(client, figure):
    body = client.get(f"/es/figures/{figure.pk}/").content.decode()
    assert 'action="/es/figures/' in body
    assert f"http://testserver/es/figures/{figure.pk}/?as_of=" in body


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/es/nowhere/", 404, "No existe esa página"),
        ("/es/countries/XXX/", 404, "No hay ningún país con el código XXX"),
        ("/es/lines/99/", 404, "No hay ninguna línea de acción 99."),
        ("/es/countries/GTM/?as_of=ayer", 400, "«ayer» no es una fecha"),
        ("/es/countries/GTM/?as_of=2999-01-01", 400, "aún no ha llegado"),
        ("/es/sources/?page=99", 404, "No existe esa página de la tabla"),
    ],
)
def test_errors_are_told_in_the_language_of_the_address(client, figure, address, status, words):
    response = client.get(address)
    assert response.status_code == status
    body = response.content.decode()
    assert words in body
    assert '<html lang="es"' in body


def test_a_code_in_small_letters_leads_to_the_spanish_page(client, figure):
    assert client.get("/es/countries/gtm/")["Location"] == "/es/countries/GTM/"


def test_pages_and_validators_of_two_languages_are_apart(client, figure):
    english, spanish = client.get("/countries/GTM/"), client.get("/es/countries/GTM/")
    assert english["ETag"] != spanish["ETag"]
    assert client.get("/es/countries/GTM/", headers={"If-None-Match": english["ETag"]}).status_code == 200
    # From the cache, in the other order.
    assert client.get("/es/countries/GTM/").content == spanish.content
    assert client.get("/countries/GTM/").content == english.content
    assert len(page_cache._cache) == 2


def test_addresses_follow_the_active_language():
    with translation.override("es"):
        assert reverse("country", args=["GTM"]) == "/es/countries/GTM/"
        assert reverse("country_file", args=["GTM", "csv"]) == "/countries/GTM.csv"
        assert reverse("admin:index") == "/admin/"
    assert reverse("country", args=["GTM"]) == "/countries/GTM/"


def language_of_pdf(response) -> str:
    return PdfReader(io.BytesIO(response.content)).root_object["/Lang"]


class TestFilesForMachines:
    @pytest.mark.parametrize("name", ["countries/GTM.csv", "countries/GTM.json", "figures.xlsx", "findings.json"])
    def test_have_one_address(self, client, figure, name):
        response = client.get(f"/es/{name}?as_of=2022-05-03")
        assert response.status_code == 301
        assert response["Location"] == f"/{name}?as_of=2022-05-03"

    def test_are_linked_from_both_languages(self, client, figure):
        assert '"/countries/GTM.csv"' in client.get("/es/countries/GTM/").content.decode()

    @pytest.mark.parametrize("path", ["/es//example.org/a.csv", "/es/\\example.org/a.csv"])
    def test_never_lead_to_another_site(self, client, path):
        assert client.get(path).status_code == 404

    def test_the_pack_for_people_is_in_both_languages(self, client, figure):
        english, spanish = (client.get(f"{start}/figures/{figure.pk}.pdf") for start in ("", "/es"))
        assert english.status_code == spanish.status_code == 200
        assert language_of_pdf(english) == "en"
        assert language_of_pdf(spanish) == "es"


def test_the_staffs_desk_stays_english(client_of):
    response = client_of("superuser").get("/admin/", headers={"Accept-Language": "es"})
    assert 'lang="en' in response.content.decode()
