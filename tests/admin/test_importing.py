"""Importing a spreadsheet in the admin: shown, then confirmed; refused files and other people change nothing."""

import io
import os
import re
import time
from html import unescape

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from metrics import importing
from metrics.archives import holding
from metrics.importing.template import NAMES
from metrics.models import Figure
from metrics.roles import ROLES
from tests import factories
from tests.worlds.sheets import csv_of, row

from .pages import messages_of

MAY = {"Editor", "Administrator"}


@pytest.fixture
def address(sheet_world):
    return f"/admin/metrics/update/{sheet_world.pk}/import/"


@pytest.fixture(autouse=True)
def nothing_held():
    for path in holding.files():
        path.unlink()


def upload(*rows, data=None, name="figures.csv"):
    file = io.BytesIO(csv_of(*rows) if data is None else data)
    file.name = name
    return {"file": file}


def text_of(response) -> str:
    return unescape(response.content.decode())


def mark_in(response) -> str:
    return re.search(r'name="mark" value="(\w+)"', response.content.decode())[1]


def rows_in(page) -> int:
    return page.content.decode().count('class="outcome ')


def held() -> int:
    return len(list(holding.files()))


def shown(client, address, *rows):
    """(address of the rows, the page that shows them)."""
    response = client.post(address, upload(*rows), follow=True)
    return response.redirect_chain[-1][0], response


class TestTheTwoSteps:
    def test_rows_are_shown_before_anything_is_written(self, address, client_of):
        _, page = shown(client_of("Editor"), address, row(), row(countries="HND", value="N/A"))
        html = text_of(page)
        assert "<strong>1</strong> of 2 rows is wrong" in html
        assert "asylum-claims, GTM: 1200" in html
        assert "“N/A” is no number" in html
        assert not Figure.objects.exists()
        assert 'name="_confirm"' not in html

    def test_confirming_writes_drafts_and_says_so(self, address, client_of, sheet_world):
        client = client_of("Editor")
        place, page = shown(client, address, row(), row(countries="HND"))
        response = client.post(place, {"_confirm": "1", "mark": mark_in(page), "reason": ""}, follow=True)
        assert "Imported 2 new and 0 changed figures as drafts." in messages_of(response)
        assert set(Figure.objects.values_list("status", "update")) == {("draft", sheet_world.pk)}
        assert {f.entered_by.groups.get().name for f in Figure.objects.all()} == {"Editor"}
        assert "Imported 2 new" in LogEntry.objects.get().get_change_message()
        assert held() == 0

    def test_the_right_rows_are_written_only_where_that_is_asked_for(self, address, client_of):
        client = client_of("Editor")
        place, page = shown(client, address, row(), row(countries="HND", value="N/A"))
        refused = client.post(place, {"_confirm": "1", "mark": mark_in(page)})
        assert "take the right rows alone" in text_of(refused)
        assert not Figure.objects.exists()
        client.post(place, {"_only_right": "1", "mark": mark_in(page)})
        assert Figure.objects.get().place_key == "GTM"

    def test_a_reason_given_on_the_page_makes_corrections_right(self, address, client_of, sheet_world):
        draft = importing.write(
            importing.check(importing.read(csv_of(row())), sheet_world, sheet_world.opened_by),
            sheet_world,
            sheet_world.opened_by,
            importing.state_of(sheet_world.pk),
        )
        assert draft == 1
        factories.brought_to("published", Figure.objects.get())
        client = client_of("Editor")
        place, page = shown(client, address, row(value="1300"))
        assert "Say here why it is corrected" in text_of(page)
        page = client.get(place, {"reason": "A misprint."})
        assert "1200 → 1300" in text_of(page)
        client.post(place, {"_confirm": "1", "mark": mark_in(page), "reason": "A misprint."})
        assert Figure.objects.get(status="draft").supersede_reason == "A misprint."

    def test_nothing_is_written_where_the_rows_have_become_others_since_they_were_shown(
        self,
        address,
        client_of,
        sheet_world,
    ):
        client = client_of("Editor")
        place, page = shown(client, address, row())
        state = importing.state_of(sheet_world.pk)
        importing.write(
            importing.check(importing.read(csv_of(row())), sheet_world, sheet_world.opened_by),
            sheet_world,
            sheet_world.opened_by,
            state,
        )
        response = client.post(place, {"_confirm": "1", "mark": mark_in(page)})
        assert "look at the rows again" in text_of(response)
        assert Figure.objects.count() == 1

    def test_a_file_that_changes_nothing_has_nothing_to_confirm(self, address, client_of):
        client = client_of("Editor")
        place, page = shown(client, address, row())
        client.post(place, {"_confirm": "1", "mark": mark_in(page)})
        place, page = shown(client, address, row())
        assert "every row is here already" in text_of(page)
        response = client.post(place, {"_confirm": "1", "mark": mark_in(page)})
        assert "There is nothing to write." in text_of(response)

    def test_discarding_writes_nothing_and_keeps_nothing(self, address, client_of):
        client = client_of("Editor")
        place, _ = shown(client, address, row())
        assert held() == 1
        client.post(place, {"_discard": "1"})
        assert held() == 0
        assert not Figure.objects.exists()

    def test_wrong_rows_are_shown_alone_and_many_rows_by_the_page(self, address, client_of, monkeypatch):
        monkeypatch.setattr("metrics.admin.importing.ROWS_SHOWN", 2)
        client = client_of("Editor")
        rows = [row(period_start=f"20{n:02}-01-01", period_end="") for n in range(5)]
        place, page = shown(client, address, *rows, row(value="N/A"))
        assert rows_in(page) == 2
        assert "Page 1 of 3" in text_of(page)
        assert rows_in(client.get(place, {"page": 3})) == 2
        assert rows_in(client.get(place, {"show": "wrong"})) == 1
        assert client.get(place, {"show": "nonsense", "page": "x"}).status_code == 200

    def test_names_from_the_file_are_text_on_the_page(self, address, client_of):
        _, page = shown(client_of("Editor"), address, row(indicator="<script>alert(1)</script>"))
        assert "<script>alert" not in page.content.decode()
        assert "<script>alert" in text_of(page)

    def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
        self, address, client_of, django_assert_max_num_queries
    ):
        client = client_of("Editor")
        for count in (2, 60):
            place, _ = shown(
                client, address, *(row(period_start=f"20{n:02}-01-01", period_end="") for n in range(count))
            )
            with django_assert_max_num_queries(18):
                client.get(place)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("sent", "word"),
        [
            ({}, "Choose a file"),
            (upload(data=b""), "empty"),
            (upload(data=b"%PDF-1.7"), "PDF"),
            (upload(data=b"PK\x03\x04x", name="a.xlsx"), "damaged"),
            (upload(data=b"a,b\r\n1,2\r\n"), "names the columns"),
            (upload(data=csv_of(row()) + b'"open'), "quote"),
        ],
        ids=["nothing", "empty", "pdf", "damaged", "no header", "open quote"],
    )
    def test_what_is_no_table_is_refused_in_words_and_not_kept(self, address, client_of, sent, word):
        response = client_of("Editor").post(address, sent)
        assert word in text_of(response)
        assert held() == 0

    def test_too_many_bytes_are_refused_before_they_are_kept(self, address, client_of, monkeypatch):
        client = client_of("Editor")
        monkeypatch.setattr("metrics.admin.importing.MOST_BYTES", 1_000)
        response = client.post(address, upload(data=b"x" * 5_000))
        assert "Split it into several files" in text_of(response)
        assert held() == 0


class TestWhoMay:
    @pytest.mark.parametrize("role", [*ROLES, "superuser"])
    def test_those_who_enter_figures_import_them_and_others_do_not(self, role, address, client_of, sheet_world):
        client = client_of(role)
        may = role in MAY or role == "superuser"
        page = client.get(f"/admin/metrics/update/{sheet_world.pk}/change/")
        assert (address in page.content.decode()) == may
        for place in (address, f"{address}template.csv", f"{address}template.xlsx"):
            assert client.get(place).status_code == (200 if may else 403), place
        assert client.post(address, upload(row())).status_code == (302 if may else 403)
        assert client.get(f"{address}some-token/").status_code == (302 if may else 403)
        assert held() == may

    def test_others_do_not_get_to_a_file_that_waits_nor_does_another_update(self, address, client_of, client):
        place, _ = shown(client_of("Editor"), address, row())
        other = factories.update(slug="may")
        elsewhere = place.replace(address, f"/admin/metrics/update/{other.pk}/import/")
        assert "Nothing is held here" in messages_of(client.get(elsewhere, follow=True))
        client.force_login(factories.user(role="Editor"))
        assert "Nothing is held here" in messages_of(client.get(place, follow=True))
        assert "Nothing is held here" in messages_of(client.post(place, {"_confirm": "1"}, follow=True))
        assert not Figure.objects.exists()
        assert held() == 1

    def test_a_file_waits_an_hour(self, address, client_of):
        client = client_of("Editor")
        place, _ = shown(client, address, row())
        long_ago = time.time() - holding.KEPT_SECONDS - 5
        for path in holding.files():
            os.utime(path, (long_ago, long_ago))
        assert "Nothing is held here" in messages_of(client.get(place, follow=True))
        assert held() == 0

    def test_an_upload_without_its_token_is_refused(self, address):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(factories.user(role="Editor"))
        assert strict.post(address, upload(row())).status_code == 403
        assert held() == 0


class TestTheTemplate:
    def test_csv_names_the_columns_that_are_read(self, address, client_of):
        response = client_of("Editor").get(f"{address}template.csv")
        assert response.content.decode() == ",".join(NAMES) + "\r\n"
        assert 'filename="april.csv"' in response["Content-Disposition"]

    def test_the_workbook_has_valid_values_and_lists_to_choose_from(self, address, client_of):
        response = client_of("Editor").get(f"{address}template.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        assert [sheet.title for sheet in book] == ["Figures", "Valid values", "About"]
        rules = book["Figures"].data_validations.dataValidation
        lists = {re.match("[A-Z]+", str(rule.sqref))[0]: rule for rule in rules}
        listed = book["Valid values"]
        for column, known in (("indicator", {"asylum-claims", "share-granted"}), ("role", set(Figure.Role.values))):
            letter = openpyxl.utils.get_column_letter(NAMES.index(column) + 1)
            reference = lists[letter].formula1.split("!")[1].replace("$", "")
            assert {cell.value for (cell,) in listed[reference]} == known
            assert lists[letter].showErrorMessage
        assert not lists[openpyxl.utils.get_column_letter(NAMES.index("countries") + 1)].showErrorMessage

    def test_a_filled_in_template_is_imported(self, address, client_of, sheet_world):
        book = openpyxl.load_workbook(io.BytesIO(client_of("Editor").get(f"{address}template.xlsx").content))
        book["Figures"].append([row().get(name) for name in NAMES])
        file = io.BytesIO()
        book.save(file)
        checked = importing.check(importing.read(file.getvalue()), sheet_world, sheet_world.opened_by)
        assert [outcome.kind for outcome in checked.outcomes] == ["new"]
        assert not checked.notices

    def test_there_is_no_other_template(self, address, client_of):
        client = client_of("Editor")
        assert client.get(f"{address}template.ods").status_code == 404
        assert client.post(f"{address}template.csv").status_code == 405
