"""The catalogs of translations: whole, and compiled wherever Throughline starts."""

import re

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils import translation

from config import catalogs


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_everything_that_readers_are_told_is_translated(language):
    assert not catalogs.problems(language), "Run make messages, and fill in what is empty."


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_the_catalog_is_what_make_messages_writes(language):
    assert catalogs.path_of(language).read_bytes() == catalogs.written(catalogs.updated(language))


def test_words_of_templates_and_of_code_are_found():
    wanted = {message.id for message in catalogs.extracted()}
    assert "Skip to the content" in wanted
    assert "There is no line of action %(name)s." in wanted
    assert ("%(num)s finding", "%(num)s findings") in wanted


def test_no_sentence_is_handed_to_gettext_with_its_values_in_it():
    """An f-string is never found in a catalog, nor what is looked up within one."""
    wrong = []
    for folder in catalogs.FOLDERS:
        for path in (catalogs.ROOT / folder).rglob("*.py"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                called = r"(?:_|n?p?gettext(?:_lazy)?)\("
                if re.search(rf"""\b{called}\s*f["']|[^{{]{{{called}""", line):
                    wrong.append(f"{path.relative_to(catalogs.ROOT)}:{number}")
    assert not wrong


class TestProblems:
    @pytest.fixture
    def catalog(self, tmp_path, monkeypatch):
        """Takes a catalog in the place of the committed one, in which all is translated, and what to change in it."""
        whole = catalogs.read("es")

        def changed(change):
            change(whole)
            path = tmp_path / "django.po"
            path.write_bytes(catalogs.written(whole))
            monkeypatch.setattr(catalogs, "path_of", lambda language: path)
            return catalogs.problems("es")

        return changed

    def test_an_empty_translation_is_one(self, catalog):
        (problem,) = catalog(lambda whole: setattr(whole.get("Countries"), "string", ""))
        assert problem == "'Countries' is not translated."

    def test_a_missing_plural_is_one(self, catalog):
        (problem,) = catalog(lambda whole: setattr(whole.get("%(num)s finding"), "string", ("%(num)s hallazgo", "")))
        assert "'%(num)s finding' is not translated" in problem

    def test_a_fuzzy_translation_is_one(self, catalog):
        (problem,) = catalog(lambda whole: whole.get("Countries").flags.add("fuzzy"))
        assert problem == "'Countries' is fuzzy."

    def test_words_that_are_not_in_the_catalog_are_one(self, catalog):
        (problem,) = catalog(lambda whole: whole.delete("Countries"))
        assert "run make messages" in problem

    def test_another_placeholder_is_one(self, catalog):
        name = "There is no line of action %(name)s."
        (problem,) = catalog(lambda whole: setattr(whole.get(name), "string", "No hay ninguna línea %(nombre)s."))
        assert "nombre" in problem


class TestCompiling:
    def test_what_runs_is_compiled_from_the_committed_catalog(self):
        (folder,) = settings.LOCALE_PATHS
        assert catalogs.compiled(folder.parent) == folder
        with translation.override("es"):
            assert translation.gettext("Countries") == "Países"

    def test_another_catalog_gets_another_folder(self, tmp_path, monkeypatch):
        source = tmp_path / "django.po"
        monkeypatch.setattr(catalogs, "path_of", lambda language: source)
        found = []
        for words in ("Países", "Los países"):
            catalog = Catalog(locale="es")
            catalog.add("Countries", words)
            source.write_bytes(catalogs.written(catalog))
            folder = catalogs.compiled(tmp_path / "compiled")
            assert catalogs.compiled(tmp_path / "compiled") == folder
            found.append((folder, (folder / "es/LC_MESSAGES/django.mo").read_bytes()))
        (first, first_words), (second, second_words) = found
        assert first != second
        assert words.encode() in second_words
        assert words.encode() not in first_words

    def test_nothing_is_left_of_how_it_was_written(self, tmp_path):
        folder = catalogs.compiled(tmp_path)
        assert [path.name for path in (folder / "es/LC_MESSAGES").iterdir()] == ["django.mo"]
