"""Bytes into rows: whatever program wrote the file, and a sentence for what cannot be read."""

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from metrics import importing
from metrics.importing import Unreadable
from metrics.importing import reading as reading_module
from metrics.importing.columns import COLUMNS, PLACES
from metrics.importing.outcomes import Cell
from tests.worlds.sheets import csv_of, row


def read(data):
    table = importing.read(data)
    return [dict(zip(COLUMNS, found.cells, strict=True)) if not found.fault else found.fault for found in table]


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read(data)
    return str(caught.value)


def book_of(*rows, title="Figures", header=COLUMNS, change=None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(list(header))
    for cells in rows:
        sheet.append([cells.get(name) for name in header])
    if change:
        change(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


MIDNIGHT = dt.datetime(2021, 1, 1)  # noqa: DTZ001 — spreadsheets know no zones
SPANISH = row(section="Protección › Niñas", as_stated="más de 1,200 solicitudes")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_every_encoding_and_with_every_delimiter(encoding, delimiter):
    (found,) = read(csv_of(SPANISH, encoding=encoding, delimiter=delimiter))
    assert found["as_stated"] == "más de 1,200 solicitudes"
    assert found["section"] == "Protección › Niñas"
    assert found["value"] == "1200"


def test_windows_1252_is_read_and_said_to_be_assumed():
    table = importing.read(csv_of(row(section="Niñas – “Únete”"), encoding="cp1252", delimiter=";"))
    (found,) = table
    assert found.cells[PLACES["section"]] == "Niñas – “Únete”"
    assert any("Windows-1252" in notice for notice in table.notices)


def test_excel_s_line_that_names_the_delimiter_is_no_row():
    assert read(b"sep=;\r\n" + csv_of(row(), delimiter=";"))[0]["value"] == "1200"


def test_a_title_and_blank_lines_may_stand_above_the_header_and_rows_keep_their_numbers():
    table = importing.read(b"Figures for April\r\n\r\n" + csv_of(row(), row(value="")))
    assert [found.place for found in table] == ["4", "5"]


def test_a_row_after_a_cell_of_two_lines_is_named_by_the_line_it_begins_on():
    table = importing.read(csv_of(row(section="One\nTwo"), row()))
    assert [found.place for found in table] == ["2", "4"]


def test_apostrophes_of_an_export_go_and_others_stay():
    (found,) = read(csv_of(row(as_stated="'-5 percent", section="'tis")))
    assert (found["as_stated"], found["section"]) == ("-5 percent", "'tis")


def test_a_quote_left_open_is_refused_with_its_line():
    data = csv_of(row(), row()).decode().replace("more than 1,200 asylum claims", 'more" than', 1)
    assert "line 2" in refusal(data.encode())
    assert "quote" in refusal(csv_of(row())[:-2] + b'\r\n"never closed')


def test_a_row_of_more_cells_than_columns_is_wrong_by_itself():
    broken = csv_of(row()) + b",".join([b"x"] * 40) + b"\r\n" + csv_of(row()).splitlines()[1]
    first, second, third = read(broken)
    assert "quotes" in second
    assert first == third


def test_short_rows_are_filled_up():
    data = b"indicator,role,value,qualifier,as_stated,source,countries\r\na,actual,1,exact,one\r\n"
    (found,) = read(data)
    assert found["source"] == found["countries"] == ""


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
        (b'{"figures": []}', "JSON"),
        (b"<html><table>", "HTML"),
        (b"PK\x03\x04garbage", "damaged"),
        (b"one,two,three,four\r\n1,2,3,4\r\n", "names the columns"),
        (b"\x81\x8d\x8f\x90" * 20, "encoding"),
        (b"indicator,role,value,qualifier,as_stated,source,countries\r\na\x00b,,,,,,\r\n", "zero bytes"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, word):
    assert word in refusal(data)


def test_a_missing_a_doubled_and_a_misspelled_column_are_named():
    assert "qualifier" in refusal(csv_of(row(), columns=[name for name in COLUMNS if name != "qualifier"]))
    assert "Did you mean qualifier?" in refusal(csv_of(row()).replace(b"qualifier", b"qualfier", 1))
    assert "twice" in refusal(csv_of(row()).replace(b"missing", b"value", 1))
    no_place = [name for name in COLUMNS if name not in ("countries", "group", "coverage")]
    assert "countries" in refusal(csv_of(row(), columns=no_place))


def test_foreign_columns_and_those_of_a_figure_s_life_are_left_alone_and_said_so():
    table = importing.read(csv_of(row(remark="ask Ana"), columns=[*COLUMNS, "remark"]))
    assert len(list(table)) == 1
    assert any("remark" in notice for notice in table.notices)
    assert any("published_at" in notice and "draft" in notice for notice in table.notices)


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    file = tmp_path / "large.csv"
    with file.open("wb") as sparse:
        sparse.truncate(importing.MAX_BYTES + 1)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("It was read."))
    with pytest.raises(Unreadable, match="50 MB"):
        importing.read_path(file)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading_module, "MAX_ROWS", 2)
    assert len(read(csv_of(row(), row()))) == 2
    assert "Split it" in refusal(csv_of(row(), row(), row()))


# --- Workbooks -------------------------------------------------------------------------------------------------------


def test_a_workbook_keeps_numbers_dates_and_text():
    (found,) = read(book_of(row(value=1200, period_start=dt.date(2021, 1, 1), section="-5 percent")))
    assert (found["value"], found["period_start"], found["section"]) == (1200, MIDNIGHT, "-5 percent")


def test_a_formula_is_not_trusted_whatever_it_gave():
    (found,) = read(book_of(row(value="=600+600")))
    assert isinstance(found["value"], Cell)
    assert "formula" in found["value"].problem


def test_text_that_looks_like_a_formula_is_text():
    def as_text(book, sheet):
        sheet.cell(2, PLACES["section"] + 1).data_type = "s"

    (found,) = read(book_of(row(section="=Protection"), change=as_text))
    assert found["section"] == "=Protection"


def test_a_percentage_is_not_taken_for_its_hundredth():
    def as_percent(book, sheet):
        sheet.cell(2, PLACES["value"] + 1).number_format = "0.0%"

    (found,) = read(book_of(row(value=0.4), change=as_percent))
    assert "enter 40" in found["value"].problem


def test_errors_of_a_spreadsheet_are_named():
    def as_error(book, sheet):
        sheet.cell(2, PLACES["value"] + 1).data_type = "e"

    (found,) = read(book_of(row(value="#N/A"), change=as_error))
    assert "#N/A" in found["value"].problem


def test_rows_with_merged_cells_are_wrong_and_the_others_are_not():
    fault, third = read(book_of(row(), row(), change=lambda book, sheet: sheet.merge_cells("B2:D2")))
    assert "B2:D2" in fault
    assert third["value"] == "1200"


def test_every_sheet_with_a_header_is_read_and_others_are_named():
    def more(book, sheet):
        book.create_sheet("Notes").append(["Ask Ana."])
        second = book.create_sheet("More")
        second.append(["value", "indicator", *[n for n in COLUMNS if n not in ("value", "indicator")]])
        second.append([7, "asylum-claims"])
        book.create_sheet("Old").append(list(COLUMNS))
        book["Old"].append(["1"] * len(COLUMNS))
        book["Old"].sheet_state = "hidden"

    table = importing.read(book_of(row(), change=more))
    found = list(table)
    assert [item.place for item in found] == ["2", "More, row 2"]
    assert found[1].cells[PLACES["value"]] == 7
    assert any("Notes" in notice for notice in table.notices)
    assert any("Old" in notice and "hidden" in notice for notice in table.notices)


def archive_of(**parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr("metrics.importing.workbooks.MOST_UNPACKED", 1_000_000)
    data = archive_of(**{"[Content_Types].xml": "<Types/>", "xl/worksheets/sheet1.xml": " " * 2_000_000})
    assert len(data) < 10_000
    monkeypatch.setattr("metrics.importing.workbooks.load_workbook", lambda *a, **k: pytest.fail("It was opened."))
    assert "unpacks to more" in refusal(data)


def test_entities_macros_and_other_archives_are_refused():
    assert "no workbook" in refusal(archive_of(**{"word/document.xml": "<w/>"}))
    types = {"[Content_Types].xml": "<Types/>"}
    assert "macros" in refusal(archive_of(**types, **{"xl/vbaProject.bin": "x"}))
    assert "document types" in refusal(archive_of(**types, **{"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}))


@pytest.mark.parametrize("at", [100, 700, 2000, 4000])
def test_a_damaged_workbook_is_refused_in_words(at):
    data = bytearray(book_of(row()))
    data[at : at + 40] = b"\xff" * 40
    with pytest.raises(Unreadable):
        list(importing.read(bytes(data)))


def test_csv_and_xlsx_of_the_same_rows_are_read_alike():
    rows = [row(), row(value="7", category="women")]
    assert read(csv_of(*rows)) == read(book_of(*rows))


def test_the_reader_takes_what_csv_writers_quote():
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(
        [COLUMNS, ["" if n != "section" else 'A "B", C' for n in COLUMNS]]
    )
    assert read(text.getvalue().encode())[0]["section"] == 'A "B", C'
