"""Pages in Spanish: nothing of them is in English but what says so."""

import re

import pytest
from lxml import html

from metrics.models import Figure, FindingRecord, Indicator, Source
from programs.models import Program
from tests import factories
from tests.exports.pdf import text_of as text_of_pdf
from tests.views.test_cmms_pages import PAGES
from tests.views.text import text_of

from .reading import english_in, texts_of

MORE = (
    "/programs/child-protection/",
    "/indicators/h2b-supplemental-visas/",
    "/indicators/darien-daily-crossings/",
    "/sources/panama-visit-article/",
    "/sources/panama-visit-article/versions/",
    "/findings/?state=settled",
    "/revisions/?kind=withdrawn",
    "/countries/GTM/?role=target&as_of=2022-05-03",
    "/countries/GTM/?as_of=2021-05-03",
    "/countries/GTM/changes/",
    "/countries/GTM/changes/?from=2999-01-01",
    "/countries/XXX/",
    "/countries/GTM/?as_of=yesterday",
    "/nowhere/",
    "/embed/map/",
    "/embed/lines/1/money/",
    "/embed/countries/GTM/money/",
    "/embed/indicators/h2b-supplemental-visas/series/",
    "/embed/compare/asylum-applications/?country=GTM&country=MEX",
    "/embed/compare/asylum-applications/?country=GTM",
    "/embed/figures/999999/",
    "/compare/",
    "/compare/?country=GTM&country=HND&country=SLV&country=MEX",
    "/compare/?country=GTM&country=XXX&country=gtm",
    "/compare/?country=FRA&country=DEU&as_of=2022-05-03",
    "/organizations/",
    "/organizations/usaid/",
    "/search/?q=asilo",
    "/search/?q=37.806",
    "/search/?q=agencia&kind=organization",
)


@pytest.mark.parametrize("address", [*PAGES, *MORE])
def test_no_english_stands_on_a_spanish_page(seeded, client, address):
    body = client.get(f"/es{address}").content.decode()
    # The title of a page may quote a document's, and no part of it can be marked as English.
    for title in Source.objects.values_list("title", flat=True):
        body = re.sub(f"(<title>.*?){re.escape(title)}", r"\1", body)
    assert not english_in(body)


def test_no_english_stands_on_the_pages_of_figures_and_findings(seeded, client):
    figures = Figure.objects.values_list("pk", flat=True)
    addresses = [f"/es{start}/figures/{pk}/" for pk in figures for start in ("", "/embed")]
    addresses += [f"/es/findings/{key}/" for key in FindingRecord.objects.values_list("key", flat=True)]
    wrong = {address: found for address in addresses if (found := english_in(client.get(address).content.decode()))}
    assert not wrong


def test_english_is_found_where_it_stands():
    page = """<html lang="es"><body><p>Fuente: <span lang="en">of the update</span></p><p>Source of it</p>
    <a href="/" title="Show the page">Mostrar</a></body></html>"""
    assert english_in(page) == ["Source of it", "Show the page"]


@pytest.mark.parametrize("start", ["", "/es"])
@pytest.mark.parametrize("address", [*PAGES, *MORE])
def test_markup_of_foreign_words_stands_in_no_attribute_and_no_title(client, seeded, start, address):
    document = html.document_fromstring(client.get(start + address).content.decode())
    assert not [text for text in texts_of(document) if "<span" in text or "lang=" in text]
    assert not [value for element in document.iter("*") for value in element.attrib.values() if "<" in value]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/es/", ("Estrategia Colaborativa de Gestión Migratoria", "29 de julio de 2021")),
        ("/es/countries/GTM/", ("más de 1,000 solicitudes", "casi 120,000 personas", "$310 millones", "Conjunta")),
        ("/es/countries/GTM/", ("año fiscal 2022", "Última actualización", "20 de abril de 2022")),
        ("/es/countries/MEX/", ("37,806 personas", "menos de 28.9 por ciento", "México")),
        ("/es/countries/PAN/", ("baja de al menos 96.4 por ciento", "personas por día")),
    ],
)
def test_figures_are_written_as_central_america_does(seeded, client, address, words):
    text = text_of(client.get(address))
    for each in words:
        assert each in text, each


def test_one_is_singular_and_others_are_plural(db, client):
    indicator = factories.indicator(unit=factories.unit(code="visas", singular="visa", plural="visas"))
    indicator.unit.singular_es, indicator.unit.plural_es = "visa", "visados"
    indicator.unit.save()
    one, two = (
        factories.published(indicator=indicator, value=1, countries=("NZL",)),
        factories.published(value=2, indicator=indicator, countries=("HND",)),
    )
    assert "1 visa " in text_of(client.get(f"/es/figures/{one.pk}/"))
    assert "2 visados" in text_of(client.get(f"/es/figures/{two.pk}/"))
    assert "1 cifra, por línea de acción" in text_of(client.get("/es/countries/NZL/"))


class TestWhatStaffWrite:
    @pytest.fixture
    def figure(self, db):
        program = factories.program(slug="program", name="Help at the border")
        return factories.published(
            indicator=factories.indicator(slug="indicator", name="People helped", program=program)
        )

    def test_falls_back_to_english_and_says_so(self, client, figure):
        marked = '<span class="untranslated" lang="en" data-language="en inglés">{}</span>'
        body = client.get("/es/countries/GTM/").content.decode()
        assert marked.format("People helped") in body
        assert marked.format("Help at the border") in body
        assert "untranslated" not in client.get("/countries/GTM/").content.decode()

    def test_leaves_drawings_and_attributes_as_text(self, client, figure):
        money = factories.indicator(slug="money", name="Money <given>", unit=factories.unit(code="USD"))
        money.program = figure.indicator.program
        money.save()
        factories.published(indicator=money, value=5_000_000)
        line = money.program.line.number
        for address in (f"/es/lines/{line}/", "/es/indicators/money/", "/es/countries/GTM/", "/es/"):
            body = client.get(address).content.decode()
            for drawing in re.findall(r"<svg.*?</svg>", body, flags=re.S):
                assert "<span" not in drawing, address
            document = html.document_fromstring(body)
            assert not [value for element in document.iter("*") for value in element.attrib.values() if "<s" in value]

    def test_is_shown_in_spanish_where_it_was_translated(self, client, figure):
        Indicator.objects.update(name_es="Personas ayudadas")
        Program.objects.update(name_es="Ayuda en la frontera", summary_es="Ayuda para quien cruza.")
        for address in ("/countries/GTM/", "/programs/program/", "/indicators/indicator/", f"/figures/{figure.pk}/"):
            spanish, english = (client.get(start + address).content.decode() for start in ("/es", ""))
            assert "Personas ayudadas" in spanish
            assert "People helped" not in spanish
            assert "People helped" in english
            assert "Personas ayudadas" not in english
        assert "Ayuda para quien cruza." in client.get("/es/programs/program/").content.decode()

    def test_is_searched_in_spanish_too(self, client, figure):
        Indicator.objects.update(name_es="Personas ayudadas")
        assert "Personas ayudadas" in text_of(client.get("/es/countries/GTM/?q=ayudadas"))
        assert "Ninguna cifra cumple estos filtros" in text_of(client.get("/es/countries/GTM/?q=nadie"))

    def test_a_quote_is_in_the_language_of_its_source(self, client, db):
        source = factories.source(title="Informe anual", language="es")
        citation = factories.citation(source=source, as_stated="más de 10 personas")
        figure = factories.published(value=10, qualifier="more_than", citation=citation)
        english, spanish = (client.get(f"{start}/figures/{figure.pk}/").content.decode() for start in ("", "/es"))
        assert '<span lang="es">Informe anual</span>' in english
        assert '<span lang="es">más de 10 personas</span>' in english
        assert '<span lang="es">' not in re.sub(r"<header.*?</header>", "", spanish, flags=re.S)

    def test_names_with_markup_are_escaped_in_both_languages(self, client, figure):
        Indicator.objects.update(name="<b>Bold</b> & more")
        for start in ("", "/es"):
            body = client.get(f"{start}/countries/GTM/").content.decode()
            assert "<b>Bold" not in body
            assert "&lt;b&gt;Bold&lt;/b&gt; &amp; more" in body


def test_the_feed_is_in_spanish_and_its_entries_are_its_own(seeded, client):
    english, spanish = (client.get(f"{start}/revisions.atom").content.decode() for start in ("", "/es"))
    assert 'xml:lang="es"' in spanish
    assert "<title>Throughline: revisiones</title>" in spanish
    assert "Publicada: La policía hondureña lleva a cabo la Operación Escorpión en la frontera: " in spanish
    assert "http://testserver/es/figures/" in spanish
    ids = [set(re.findall(r"<id>([^<]*)</id>", body)) for body in (english, spanish)]
    assert not ids[0] & ids[1]


def test_the_defense_pack_is_in_spanish(seeded, client):
    figure = Figure.objects.get(value=37_806)
    text = text_of_pdf(client.get(f"/es/figures/{figure.pk}.pdf").content)
    for words in ("Expediente de respaldo", "Quién la afirma", "Personas a las que se concedió asilo", "37,806"):
        assert words in text
    for words in ("Who states it", "People granted asylum", "Entered"):
        assert words not in text


def test_files_for_machines_hold_no_word_of_spanish(seeded, client):
    spanish, english = client.get("/es/countries/GTM.csv", follow=True), client.get("/countries/GTM.csv")
    assert b"".join(spanish.streaming_content) == b"".join(english.streaming_content)
