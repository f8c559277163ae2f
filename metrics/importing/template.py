"""An empty file to fill in: the columns that are read and, in a workbook, the valid values to choose from."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from metrics.exports.columns import columns
from metrics.exports.spreadsheet import KIND_WIDTHS, WIDTHS, text_cell
from metrics.models import Category, Figure, Indicator, Source, Unit, Update
from programs.models import Country, CountryGroup
from programs.territories import country_name

from .columns import COLUMNS, NOT_READ, REASON

NAMES = tuple(name for name in COLUMNS if name not in NOT_READ)
# So many rows get lists to choose from and formats; the template is for what people type.
ROWS = 2_000
# What may be chosen: one cell may hold several codes of countries, so there the list only proposes.
PROPOSED = ("countries",)
MEANINGS = {column.name: column.meaning for column in columns(None)} | {
    "figure_id": "Only to correct a published figure: its number. Empty: a new figure.",
    "qualifier": "How the source limits the value. Needed with each value: exact where nothing does.",
    "as_stated": "The figure's words in the source, eight at most.",
    "value": "Digits only, with a point for decimals: 37806, 1.5. Empty: say why in missing.",
    "unit": "What the value counts. Empty: the indicator's unit.",
    "countries": "ISO 3166-1 alpha-3, joined by “;” where the figure covers several together.",
    "coverage": "Needed only for the whole world: global. Else it follows from countries or group.",
    "rank": "Where sources disagree: preferred, normal or deprecated. Empty: preferred.",
    REASON: "Why a published figure is corrected; readers see it.",
}


def csv_template() -> bytes:
    return (",".join(NAMES) + "\r\n").encode()


def valid_values() -> dict[str, list[tuple[str, str]]]:
    """By column: what may be written, and what it is called."""
    chosen = {
        "role": Figure.Role.choices,
        "missing": Figure.Missing.choices,
        "qualifier": Figure.Qualifier.choices,
        "coverage": Figure.Coverage.choices,
        "rank": Figure.Rank.choices,
    }
    codes = Country.objects.order_by("pk").values_list("pk", flat=True)
    return {
        "indicator": list(Indicator.objects.order_by("slug").values_list("slug", "name")),
        "unit": list(Unit.objects.order_by("code").values_list("code", "plural")),
        "source": list(Source.objects.order_by("slug").values_list("slug", "title")),
        "countries": [(code, country_name(code)) for code in codes],
        "group": list(CountryGroup.objects.order_by("slug").values_list("slug", "name")),
        "category": list(Category.objects.order_by("slug").values_list("slug", "name")),
        **{name: [(str(value), str(label)) for value, label in choices] for name, choices in chosen.items()},
    }


def xlsx_template(update: Update) -> bytes:
    """A workbook: a sheet to fill in for this update, one of valid values, one that explains the columns."""
    book = Workbook(write_only=True)
    book.properties.creator = "Throughline"
    values = valid_values()
    sheet, listed = book.create_sheet("Figures"), book.create_sheet("Valid values")
    kinds = {column.name: column.kind for column in columns(None)}
    sheet.freeze_panes = "A2"
    for number, name in enumerate(NAMES, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = WIDTHS.get(name, KIND_WIDTHS[kinds.get(name, "words")])
        if kinds.get(name) == "date":
            dimension.number_format = "yyyy-mm-dd"
    for position, (name, known) in enumerate(values.items()):
        if known:
            add_list(sheet, name, get_column_letter(2 * position + 1), len(known))
    sheet.append([text_cell(sheet, name, bold=True) for name in NAMES])
    list_values(listed, values)
    about = book.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 20, 90
    about.append([text_cell(about, "Update", bold=True), text_cell(about, f"{update.slug}: {update.title}")])
    about.append([])
    for name in NAMES:
        about.append([text_cell(about, name), text_cell(about, MEANINGS[name])])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def add_list(sheet, name: str, letter: str, length: int) -> None:
    own = get_column_letter(NAMES.index(name) + 1)
    rule = DataValidation(
        type="list",
        formula1=f"'Valid values'!${letter}$2:${letter}${length + 1}",
        allow_blank=True,
        showErrorMessage=name not in PROPOSED,
        errorTitle="Not a valid value",
        error="Choose one from the list. They stand on the sheet “Valid values”, with their names.",
    )
    rule.add(f"{own}2:{own}{ROWS + 1}")
    sheet.data_validations.append(rule)


def list_values(sheet, values: dict[str, list[tuple[str, str]]]) -> None:
    """Each column's short names, and beside each what it is called."""
    sheet.freeze_panes = "A2"
    for number in range(1, 2 * len(values) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 28
    sheet.append([text_cell(sheet, head, bold=True) for name in values for head in (name, "name")])
    for at in range(max(map(len, values.values()))):
        cells: list[Sequence | None] = []
        for known in values.values():
            cells += [text_cell(sheet, text) for text in known[at]] if at < len(known) else [None, None]
        sheet.append(cells)
