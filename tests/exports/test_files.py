"""Files of figures: the columns of the contract, the same in every format, safe to open, streamed."""

import csv
import datetime as dt
import io
import json
import types
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from metrics import exports
from metrics.exports import columns, spreadsheet
from metrics.models import Figure
from metrics.reports import overview
from metrics.reports.rows import figure_rows
from tests import factories

# The contract: DESIGN, section 4.
COLUMNS = [
    "figure_id",
    "update",
    "line_of_action",
    "program",
    "indicator",
    "role",
    "value",
    "missing",
    "qualifier",
    "as_stated",
    "unit",
    "countries",
    "group",
    "coverage",
    "period_start",
    "period_end",
    "period_as_stated",
    "category",
    "rank",
    "status",
    "source",
    "section",
    "verified",
    "published_at",
]

EARLY, LATER = factories.instant("2022-04-20"), factories.instant("2022-05-03", 9)
BETWEEN = dt.date(2022, 4, 30)


def read_csv(pieces) -> list[dict]:
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline="")))


def csv_of(day=None):
    return read_csv(exports.csv_stream(overview.rows(day), day))


def json_of(day=None):
    return json.loads(b"".join(exports.json_stream(overview.rows(day), day)))


def book_of(rows, day=None):
    with exports.xlsx_file(rows, day) as file:
        return openpyxl.load_workbook(file)


@pytest.fixture
def joint(db):
    """A joint figure of a program in line 2, with everything stated."""
    program = factories.program(slug="asylum", line=factories.line(number=2))
    return factories.published(
        indicator=factories.indicator(slug="claims", program=program, unit=factories.unit(code="USD")),
        update=factories.update(slug="april-2022"),
        citation=factories.citation(
            source=factories.source(slug="the-update"), section="Update › Asylum", as_stated="more than $310 million"
        ),
        value=Decimal(310_000_000),
        qualifier="more_than",
        countries=("SLV", "GTM", "HND"),
        period=(dt.date(2021, 4, 1), dt.date(2021, 4, 30)),
        period_as_stated="in April 2021",
        at=EARLY,
    )


class TestColumns:
    def test_are_those_of_the_contract_in_order(self, joint):
        header = b"".join(exports.csv_stream(overview.rows(None), None)).split(b"\r\n")[0]
        assert header.decode().split(",") == COLUMNS
        assert list(json_of()["figures"][0]) == COLUMNS
        assert [cell.value for cell in next(book_of(overview.rows(None))["Figures"].rows)] == COLUMNS

    def test_hold_slugs_codes_plain_values_and_iso_dates(self, joint):
        (row,) = csv_of()
        assert row == {
            "figure_id": str(joint.pk),
            "update": "april-2022",
            "line_of_action": "2",
            "program": "asylum",
            "indicator": "claims",
            "role": "actual",
            "value": "310000000",
            "missing": "",
            "qualifier": "more_than",
            "as_stated": "more than $310 million",
            "unit": "USD",
            "countries": "GTM;HND;SLV",
            "group": "",
            "coverage": "joint",
            "period_start": "2021-04-01",
            "period_end": "2021-04-30",
            "period_as_stated": "in April 2021",
            "category": "",
            "rank": "preferred",
            "status": "published",
            "source": "the-update",
            "section": "Update › Asylum",
            "verified": "not_archived",
            "published_at": "2022-04-20T12:00:00Z",
        }

    def test_a_missing_value_of_a_group_and_a_category(self, db):
        breakdown = factories.breakdown()
        factories.published(
            indicator=factories.indicator(breakdowns=[breakdown], strategy=factories.strategy()),
            group=factories.group(slug="northern-central-america"),
            category=factories.category(slug="women", breakdown=breakdown),
            value=None,
            missing="unknown",
            period=None,
        )
        (row,) = csv_of()
        stated = ("line_of_action", "value", "missing", "countries", "group", "coverage", "period_start", "category")
        assert [row[name] for name in stated] == [
            "",
            "",
            "unknown",
            "",
            "northern-central-america",
            "group",
            "",
            "women",
        ]
        (row,) = json_of()["figures"]
        assert [row[name] for name in stated] == [
            None, None, "unknown", [], "northern-central-america", "group", None, "women",
        ]  # fmt: skip

    def test_status_is_that_of_the_day_asked(self, joint):
        factories.correction(of=joint, value=311, at=LATER)
        assert [(row["value"], row["status"]) for row in csv_of(BETWEEN)] == [("310000000", "published")]
        assert [(row["value"], row["status"]) for row in csv_of()] == [("311", "published")]
        ever = figure_rows(Figure.objects.order_by("pk"))
        assert [row["status"] for row in read_csv(exports.csv_stream(ever, None))] == ["superseded", "published"]

    @pytest.mark.parametrize(
        ("value", "text"),
        [("310000000.000", "310000000"), ("37806", "37806"), ("1.500", "1.5"), ("0.000", "0"), ("1E+3", "1000")],
    )
    def test_values_are_plain(self, value, text):
        assert spreadsheet.plain(Decimal(value)) == text


class TestFormulas:
    @given(st.text())
    def test_no_text_is_a_formula_and_each_is_read_back(self, text):
        cell = spreadsheet.inert(text)
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
        assert not cell.startswith(("\t", "\r", "\n"))
        assert spreadsheet.original(cell) == text

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r1", "\u00a0=1", "＝1", "'=1"])
    def test_an_apostrophe_goes_before_what_could_be_one(self, text):
        assert spreadsheet.inert(text) == "'" + text

    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
    def test_csv_survives_any_text(self, texts):
        with_text = [types.SimpleNamespace(**{**BLANK, "as_stated": text, "section": text}) for text in texts]
        cells = [row["as_stated"] for row in read_csv(exports.csv_stream(with_text, None))]
        assert [spreadsheet.original(cell) for cell in cells] == texts

    def test_numbers_keep_their_minus(self):
        row = types.SimpleNamespace(**{**BLANK, "value": Decimal("-5.5")})
        assert read_csv(exports.csv_stream([row], None))[0]["value"] == "-5.5"


BLANK = {
    **dict.fromkeys(columns.fields_of(columns.columns(BETWEEN)), ""),
    **dict.fromkeys(["line_number", "value", "period_start", "period_end", "published_at", "ended_at"]),
    "figure_id": 1,
}


class TestJSON:
    def test_says_its_day_and_keeps_values_exact(self, joint):
        written = json_of(BETWEEN)
        assert written["as_of"] == "2022-04-30"
        assert written["figures"][0]["value"] == "310000000"
        assert written["figures"][0]["countries"] == ["GTM", "HND", "SLV"]

    @pytest.mark.parametrize("number", [0, 1, 2, 500, 501, 1001])
    def test_is_valid_at_any_size(self, number):
        rows = [types.SimpleNamespace(**{**BLANK, "figure_id": n}) for n in range(number)]
        written = json.loads(b"".join(exports.json_stream(rows, None)))
        assert [figure["figure_id"] for figure in written["figures"]] == list(range(number))


class TestXLSX:
    def test_holds_numbers_and_dates_as_such(self, joint):
        book = book_of(overview.rows(None), BETWEEN)
        header, row = book["Figures"].rows
        cells = {name.value: cell for name, cell in zip(header, row, strict=True)}
        assert (cells["value"].value, cells["value"].data_type) == (310_000_000, "n")
        assert cells["period_start"].value == dt.datetime(2021, 4, 1)  # noqa: DTZ001 - workbooks know no zones
        assert cells["published_at"].value == dt.datetime(2022, 4, 20, 12)  # noqa: DTZ001
        assert cells["countries"].value == "GTM;HND;SLV"
        assert book["Figures"].freeze_panes == "A2"

    def test_no_cell_is_a_formula(self, joint):
        texts = ["=1+1", "+1", "@x", "#N/A", "=cmd|' /C calc'!A0", "a\x07b"]
        rows = [types.SimpleNamespace(**{**BLANK, "as_stated": text, "section": text}) for text in texts]
        book = book_of(rows)
        column = COLUMNS.index("as_stated")
        found = [row[column] for row in book["Figures"].iter_rows(min_row=2)]
        assert [cell.value for cell in found] == [*texts[:-1], "a\ufffdb"]
        assert {cell.data_type for cell in found} == {"s"}

    def test_explains_its_day_and_columns(self, db):
        about = [[cell.value for cell in row] for row in book_of([], BETWEEN)["About"].rows]
        assert about[0] == ["As of", dt.datetime(2022, 4, 30)]  # noqa: DTZ001
        assert [row[0] for row in about[3:]] == COLUMNS
        assert all(row[1] for row in about[3:])

    def test_goes_on_in_another_sheet_when_one_is_full(self, monkeypatch):
        monkeypatch.setattr(spreadsheet, "ROWS_PER_SHEET", 3)
        rows = [types.SimpleNamespace(**{**BLANK, "figure_id": n}) for n in range(7)]
        book = book_of(rows)
        assert book.sheetnames == ["Figures", "Figures 2", "Figures 3", "About"]
        ids = [row[0] for name in book.sheetnames[:3] for row in book[name].iter_rows(min_row=2, values_only=True)]
        assert ids == list(range(7))


class TestStreaming:
    def test_rows_read_from_the_database_and_rows_made_before_write_the_same(self, joint):
        factories.published(value=None, missing="withheld", period=None)
        factories.correction(of=joint, value=311, at=LATER)
        for rows, day in ((overview.rows(None), None), (figure_rows(Figure.objects.order_by("pk")), BETWEEN)):
            for stream in (exports.csv_stream, exports.json_stream):
                assert list(stream(rows, day)) == list(stream(iter(list(rows)), day))

    @pytest.mark.parametrize("stream", [exports.csv_stream, exports.json_stream])
    def test_rows_are_taken_as_they_are_sent(self, stream):
        taken = []

        def rows():
            for number in range(5000):
                taken.append(number)
                yield types.SimpleNamespace(**{**BLANK, "figure_id": number})

        pieces = stream(rows(), None)
        assert taken == []
        next(pieces)
        next(pieces)
        assert len(taken) <= 2 * columns.ROWS_PER_PIECE


class TestDownload:
    @pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
    def test_is_named_typed_and_not_sniffed(self, joint, format):
        response = exports.download(overview.rows(BETWEEN), format, "countries-GTM", BETWEEN)
        assert b"".join(response)
        response.close()
        assert (
            response["Content-Disposition"] == f'attachment; filename="throughline-countries-GTM-2022-04-30.{format}"'
        )
        assert response["Content-Type"] == exports.CONTENT_TYPES[format]
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_its_name_is_safe(self):
        name = exports.name_of_file('a/../"b"\r\nX: y', "csv", BETWEEN)
        assert name == "throughline-a..bX_y-2022-04-30.csv"


class TestCommand:
    def lines(self, **options):
        out = io.StringIO()
        call_command("export_figures", stdout=out, **options)
        return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))

    def test_writes_every_figure_in_force_once(self, joint):
        other = factories.published(countries=("MEX",))
        assert {row["figure_id"] for row in self.lines()} == {str(joint.pk), str(other.pk)}
        assert len(self.lines()) == 2

    def test_narrows_to_a_country_a_line_or_a_program(self, joint):
        other = factories.published(
            countries=("MEX",), indicator=factories.indicator(program=factories.program(line=factories.line(number=3)))
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.conf.settings.STRATEGY_SLUG", joint.indicator.program.line.strategy.slug)
            assert [row["figure_id"] for row in self.lines(line=2)] == [str(joint.pk)]
        assert [row["figure_id"] for row in self.lines(country="gtm")] == [str(joint.pk)]
        assert [row["figure_id"] for row in self.lines(country="MEX")] == [str(other.pk)]
        assert [row["figure_id"] for row in self.lines(program="asylum")] == [str(joint.pk)]

    def test_reads_as_of_a_day(self, joint):
        factories.correction(of=joint, value=311, at=LATER)
        assert [row["value"] for row in self.lines(as_of="2022-04-30")] == ["310000000"]
        assert self.lines(as_of="2022-04-19") == []

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"format": "hxl"}, "no format 'hxl'. Formats: csv, json, xlsx"),
            ({"format": "xlsx"}, "--output"),
            ({"as_of": "yesterday"}, "not a date"),
            ({"as_of": "2922-05-03"}, "not come yet"),
            ({"country": "XYZ"}, "no country"),
            ({"line": 9}, "no such line"),
            ({"program": "nothing"}, "no program"),
            ({"output": "/nowhere/at/all.csv"}, "No such file"),
        ],
    )
    def test_says_what_is_wrong(self, db, options, message):
        with pytest.raises(CommandError, match=message):
            self.lines(**options)

    @pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
    def test_writes_a_file(self, joint, tmp_path, format):
        output = tmp_path / f"figures.{format}"
        call_command("export_figures", "--format", format, "--output", str(output), stderr=io.StringIO())
        assert output.stat().st_size > 100
        assert list(tmp_path.iterdir()) == [output]

    def test_leaves_the_old_file_where_it_fails(self, joint, tmp_path, monkeypatch):
        def broken(day):
            yield from list(overview_rows(day))
            raise RuntimeError("the connection broke")

        overview_rows = overview.rows
        output = tmp_path / "figures.csv"
        output.write_text("before")
        monkeypatch.setattr(overview, "rows", broken)
        with pytest.raises(RuntimeError, match="broke"):
            call_command("export_figures", "--output", str(output))
        assert output.read_text() == "before"
        assert list(tmp_path.iterdir()) == [output]
