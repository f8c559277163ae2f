"""Attaching a text in the admin: read, shown, confirmed; refused files and other people change nothing."""

import os
import re
import time
from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client

from metrics.archives import attaching, holding
from metrics.intake.readers import MAX_BYTES
from metrics.models import Archive, ArchivedPart, Citation
from tests import factories
from tests.intake import makers
from tests.worlds.articles import cited

from .pages import messages_of


@pytest.fixture
def address(article):
    return f"/admin/metrics/source/{article.whole.pk}/attach/"


@pytest.fixture(autouse=True)
def nothing_held():
    for path in holding.files():
        path.unlink()


def upload(data, name="article.txt"):
    file = BytesIO(data)
    file.name = name
    return {"file": file, "text": ""}


def counts():
    stored = settings.VAR_DIR / "archives"
    files = sorted(path.name for path in stored.iterdir()) if stored.exists() else []
    return Archive.objects.count(), ArchivedPart.objects.count(), files


def held():
    return len(list(holding.files()))


def refusal(response):
    assert response.status_code == 200
    notes = re.findall(r'class="errornote">(.*?)</p>', response.content.decode())
    assert notes
    return notes[0]


class TestTheTwoSteps:
    def test_what_was_read_is_shown_before_anything_is_written(self, article, address, client_of):
        client, before = client_of("Editor"), counts()
        response = client.post(address, upload(article.text.encode()), follow=True)
        html = response.content.decode()
        assert f"<strong>{len(article.text):,}</strong> characters" in html
        for source in (article.whole, article.update, article.remarks, article.statement):
            assert source.title in html
        assert "Minister Flavia Elphberg With Minister Charles Kinbote" in html
        assert "Not located" not in html
        assert counts() == before

    @pytest.mark.parametrize(
        ("asked", "leads"), [("7", "/admin/metrics/update/7/read/"), ("x", "/archives/"), ("", "/archives/")]
    )
    def test_a_text_attached_for_an_update_is_read_for_it_next(self, article, address, client_of, asked, leads):
        client = client_of("Editor")
        factories.update(pk=7)
        place = client.post(f"{address}?update={asked}", upload(article.text.encode())).headers["Location"]
        response = client.post(place, {"_confirm": "1"})
        assert leads in response.headers["Location"]

    def test_confirming_archives_checks_and_shows_what_was_found(self, article, address, client_of):
        good = cited(article, "three MRCs", 3, unit="centers")
        wrong = cited(article, "over 600 officials", 601, qualifier="more_than")
        client = client_of("Editor")
        place = client.post(address, upload(article.text.encode())).headers["Location"]
        response = client.post(place, {"_confirm": "1"}, follow=True)
        archive = Archive.objects.get()
        assert response.redirect_chain[-1][0] == f"/admin/metrics/source/{article.whole.pk}/archives/{archive.pk}/"
        assert attaching.original_of(archive).read_bytes() == article.text.encode()
        assert archive.attached_by.groups.get().name == "Editor"
        assert "2 citations were checked; 1 failed" in messages_of(response)
        html = response.content.decode()
        assert html.index("Wrong value</strong>") < html.index("three MRCs")
        assert "more than 601 people" in html
        for figure in (good, wrong):
            assert f'href="/admin/metrics/figure/{figure.pk}/change/"' in html
        assert held() == 0
        assert f"copy 1 (SHA-256 {archive.sha256})" in LogEntry.objects.get().get_change_message()

    def test_what_stays_at_an_older_copy_is_said_too(self, article, address, client_of):
        cited(article, "over 600 officials", 600, qualifier="more_than")
        attaching.attach(article.whole, article.text.encode())
        client = client_of("Editor")
        newer = article.text.replace("over 600 officials", "over 610 officials")
        place = client.post(address, upload(newer.encode())).headers["Location"]
        response = client.post(place, {"_confirm": "1"}, follow=True)
        assert "0 failed. Of those that stay at an older copy, this one does not bear out 1." in messages_of(response)
        assert "stays at copy 1" in response.content.decode()

    def test_it_is_read_once(self, article, address, client_of, monkeypatch):
        client = client_of("Editor")
        place = client.post(address, upload(article.text.encode())).headers["Location"]
        monkeypatch.setattr(attaching, "read_bytes", None)
        client.post(place, {"_confirm": "1"})
        assert Archive.objects.get().document.blocks

    def test_a_pasted_text_is_kept_with_the_line_ends_of_the_source(self, article, address, client_of):
        client = client_of("Editor")
        pasted = article.text.replace("\n", "\r\n")
        place = client.post(address, {"text": pasted}).headers["Location"]
        client.post(place, {"_confirm": "1"})
        assert Archive.objects.get().text == article.text

    @pytest.mark.parametrize(
        ("data", "media_type"),
        [
            (b"<html><body><p>Some 300 people came.</p></body></html>", "text/html"),
            (makers.pdf([[(72, 700, 12, "Some 300 people came.")]]), "application/pdf"),
            (makers.docx(makers.paragraph("Some 300 people came.")), attaching.MEDIA_TYPES["docx"]),
            ("Señor: 300 €.".encode("cp1252"), "text/plain"),
        ],
    )
    def test_the_kind_is_told_from_the_bytes(self, address, client_of, data, media_type):
        client = client_of("Editor")
        place = client.post(address, upload(data, "wrong.exe")).headers["Location"]
        client.post(place, {"_confirm": "1"})
        assert Archive.objects.get().media_type == media_type

    def test_the_same_text_again_says_so(self, article, address, client_of):
        attaching.attach(article.whole, article.text.encode())
        client, before = client_of("Editor"), counts()
        place = client.post(address, upload(article.text.encode())).headers["Location"]
        assert "copy 1 already" in messages_of(client.post(place, {"_confirm": "1"}, follow=True))
        assert counts() == before

    def test_discarding_removes_what_was_held(self, article, address, client_of):
        client = client_of("Editor")
        place = client.post(address, upload(b"Some text.")).headers["Location"]
        assert held() == 2
        client.post(place, {"_discard": "1"})
        assert (held(), counts()[0]) == (0, 0)


class TestChoosingPlaces:
    @pytest.fixture
    def place(self, article, address, client_of):
        text = article.text.replace("Update on the River Strategy", "News of the River")
        self.client = client_of("Editor")
        return self.client.post(address, upload(text.encode())).headers["Location"]

    def test_what_is_not_located_is_named_with_a_way_to_choose(self, place):
        html = self.client.get(place).content.decode()
        assert html.count("Not located") == 1
        assert 'name="update-first"' in html
        assert '<option value="1">' in html

    def test_paragraphs_are_shown_before_they_are_archived_and_then_kept(self, article, place):
        document = self.client.get(place).context["document"]
        first = next(n for n, b in enumerate(document.blocks, 1) if document.words(b) == "News of the River")
        sent = {"update-first": first, "update-last": len(document.blocks)}
        html = self.client.post(place, {**sent, "_look": "1"}).content.decode()
        assert "Not located" not in html
        assert "News of the River" in html
        assert not Archive.objects.exists()
        self.client.post(place, {**sent, "_confirm": "1"})
        part = ArchivedPart.objects.get(source=article.update)
        assert (part.start, part.end) == (document.blocks[first - 1].start, document.blocks[-1].end)

    def test_characters_do_too_and_move_what_was_located(self, article, place):
        self.client.post(place, {"remarks-start": "10", "remarks-end": "99", "_confirm": "1"})
        part = ArchivedPart.objects.get(source=article.remarks)
        assert (part.start, part.end) == (10, 99)
        assert not ArchivedPart.objects.filter(source=article.update).exists()

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"update-first": "3"}, "Give both"),
            ({"update-first": "9", "update-last": "3"}, "paragraphs go from 1 to"),
            ({"update-first": "1", "update-last": "9999"}, "paragraphs go from 1 to"),
            ({"update-first": "0", "update-last": "3"}, "greater than or equal to 1"),
            ({"update-first": "x", "update-last": "3"}, "whole number"),
            ({"update-start": "5", "update-end": "5"}, "characters go from 0 to"),
            ({"update-start": "5", "update-end": "99999999"}, "characters go from 0 to"),
            ({"update-start": "5", "update-end": "9", "update-first": "1", "update-last": "2"}, "clear the others"),
        ],
    )
    def test_a_wrong_place_says_what_to_do_and_archives_nothing(self, place, sent, words):
        response = self.client.post(place, {**sent, "_confirm": "1"})
        assert words in response.content.decode()
        assert "Nothing was archived" in refusal(response)
        assert (counts()[0], held()) == (0, 2)

    def test_of_a_long_text_only_headings_are_listed(self, article, address, client_of):
        text = "\n\n".join(f"Heading {n}\n\n" + "Some words that say a thing.\n\n" * 9 for n in range(90))
        client = client_of("Editor")
        response = client.post(address, upload(text.encode()), follow=True)
        assert len(response.context["document"].blocks) > 500
        assert len(response.context["outline"]) <= 90


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({}, "Choose a file, or paste the text."),
            ({"text": " \n"}, "Choose a file, or paste the text."),
            ({**upload(b"Some text."), "text": "Some text."}, "Keep one of the two"),
            (upload(b""), "The file is empty"),
            (upload(b" \n "), "holds no text"),
            (upload(b"\x00\x01\x02" * 99), "save it in one of these"),
            (upload(b"%PDF-1.7\nbroken"), "damaged"),
            (upload(b"PK\x03\x04broken"), "damaged"),
            (upload(makers.pdf([[]])), "scan"),
            (upload(b"{\\rtf1 hello}"), "RTF"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_what_cannot_be_read_says_what_to_do_and_changes_nothing(self, address, client_of, sent, words):
        client, before = client_of("Editor"), counts()
        if "file" in sent:
            sent["file"].seek(0)
        assert words in refusal(client.post(address, sent))
        assert (counts(), held()) == (before, 0)

    def test_too_large_a_file_is_never_read_into_memory(self, address, client_of, monkeypatch):
        monkeypatch.setattr("metrics.admin.attaching.MAX_BYTES", 100_000)
        client = client_of("Editor")
        assert f"larger than {MAX_BYTES // 1_000_000} MB" in refusal(client.post(address, upload(b"x" * 200_000)))
        assert held() == 0

    def test_too_long_a_paste_is_said_in_words(self, address, client_of, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
        assert "Save it as a text file" in refusal(client_of("Editor").post(address, {"text": "word " * 1000}))

    def test_without_the_token_of_the_form_nothing_is_read(self, address):
        client = Client(enforce_csrf_checks=True)
        client.force_login(factories.user(role="Editor"))
        assert client.post(address, upload(b"Some text.")).status_code == 403
        assert held() == 0

    def test_with_it_it_is(self, address):
        client = Client(enforce_csrf_checks=True)
        client.force_login(factories.user(role="Editor"))
        token = client.get(address).context["csrf_token"]
        sent = {"csrfmiddlewaretoken": str(token), **upload(b"Some text.")}
        assert client.post(address, sent).status_code == 302


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "may"), [("Viewer", False), ("Reviewer", False), ("Editor", True), ("Administrator", True)]
    )
    def test_attach(self, article, address, client_of, role, may):
        client = client_of(role)
        page = client.get(f"/admin/metrics/source/{article.whole.pk}/change/").content.decode()
        assert (address in page) == may
        assert client.get(address).status_code == (200 if may else 403)
        assert client.post(address, upload(b"Some text.")).status_code == (302 if may else 403)
        assert held() == (2 if may else 0)
        assert client.post(f"{address}token/", {"_confirm": "1"}).status_code == (302 if may else 403)

    @pytest.mark.parametrize("role", ["Viewer", "Reviewer", "Editor", "Administrator"])
    def test_see_and_fetch_what_was_attached(self, article, client_of, role):
        archive = attaching.attach(article.whole, article.text.encode()).archive
        client = client_of(role)
        page = client.get(f"/admin/metrics/source/{article.update.pk}/change/").content.decode()
        original = f"/admin/metrics/source/{article.whole.pk}/archives/{archive.pk}/original/"
        assert original in page
        assert archive.sha256 in page
        assert client.get(original.removesuffix("original/")).status_code == 200
        response = client.get(original)
        assert response.getvalue() == article.text.encode()
        assert response["Content-Disposition"] == 'attachment; filename="article-1.txt"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Type"] == "application/octet-stream"
        assert client.post(original).status_code == 405

    def test_nobody_who_is_not_logged_in(self, article, address, client):
        archive = attaching.attach(article.whole, article.text.encode()).archive
        for place in (address, f"{address}token/", f"/admin/metrics/source/1/archives/{archive.pk}/original/"):
            assert client.get(place).status_code == 302
        assert client.post(address, upload(b"Some text.")).status_code == 302
        assert held() == 0

    def test_an_archive_of_another_source_is_not_there(self, article, client_of):
        archive = attaching.attach(article.whole, article.text.encode()).archive
        address = f"/admin/metrics/source/{article.update.pk}/archives/{archive.pk}/"
        assert client_of("Editor").get(address).status_code == 404

    def test_a_missing_original_is_said_in_words(self, article, client_of):
        archive = attaching.attach(article.whole, b"An original that goes.").archive
        attaching.original_of(archive).unlink()
        response = client_of("Editor").get(f"/admin/metrics/source/{article.whole.pk}/archives/{archive.pk}/original/")
        assert response.status_code == 404


class TestHolding:
    def test_nobody_else_gets_at_it(self, article, address, client_of):
        client = client_of("Editor")
        place = client.post(address, upload(b"Some text.")).headers["Location"]
        elsewhere = place.replace(f"/{article.whole.pk}/", f"/{article.update.pk}/")
        assert "waits an hour" in messages_of(client.get(elsewhere, follow=True))
        other = client_of("Editor")
        assert "waits an hour" in messages_of(other.get(place, follow=True))
        assert "waits an hour" in messages_of(other.post(place, {"_confirm": "1"}, follow=True))
        assert (held(), counts()[0]) == (2, 0)

    def test_after_an_hour_it_is_gone(self, address, client_of):
        client = client_of("Editor")
        place = client.post(address, upload(b"Some text.")).headers["Location"]
        for path in holding.files():
            os.utime(path, (0, time.time() - holding.KEPT_SECONDS - 1))
        assert "waits an hour" in messages_of(client.post(place, {"_confirm": "1"}, follow=True))
        assert (held(), counts()[0]) == (0, 0)

    def test_only_the_server_reads_it(self, address, client_of):
        client_of("Editor").post(address, upload(b"Some text."))
        assert {path.stat().st_mode & 0o777 for path in holding.files()} == {0o600}

    @pytest.mark.parametrize("token", ["..", "%2e%2e%2fdb.sqlite3", "x" * 300, "á"])
    def test_a_made_up_token_leads_nowhere(self, address, client_of, token):
        assert client_of("Editor").get(f"{address}{token}/").status_code in (302, 404)

    def test_what_was_read_comes_back_whole(self, article):
        user = factories.user(role="Editor")
        table = makers.docx(makers.table([["Place", "Arrivals"], ["Panama", "300"]]))
        document = attaching.read(table)
        token = holding.hold(table, document, user=user, source=article.whole)
        assert holding.held(token, user=user, source=article.whole) == holding.Held(table, document)
        holding.drop(token, user=user, source=article.whole)


def test_texts_are_escaped_on_every_page(article, address, client_of):
    cited(article, "<b>5 boats</b>", 5, source="whole", section="", status="draft")
    client = client_of("Editor")
    hostile = b'Report <script>alert(1)</script>\n\nThey had <b>5 boats</b> & more" onx="1.'
    response = client.post(address, upload(hostile), follow=True)
    for _ in range(2):
        html = response.content.decode().split('id="content-main"', 1)[1]
        assert "<script>alert" not in html
        assert "<b>" not in html
        response = client.post(response.redirect_chain[-1][0], {"_confirm": "1"}, follow=True)
    assert Citation.objects.exclude(archive=None).count() == 1
