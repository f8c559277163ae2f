"""CSV: bytes into rows, whatever program wrote them."""

import codecs
import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext

from metrics.exports.spreadsheet import original

from .columns import NOT_READ, PLACES, Header, is_header
from .outcomes import Row, Unreadable

DELIMITERS = ",;\t|"
# Rows above the header, such as a title. Further down no header is looked for.
MOST_ABOVE = 10
TEXT = [name not in NOT_READ for name in PLACES]


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and what was assumed to read it ("" for UTF-8). Raises Unreadable."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return strictly(data, encoding), ""
    start = data[:400]
    if start.count(0) > len(start) // 4:
        # Without a mark: in Latin script every other byte is zero.
        encoding = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
        return strictly(data, encoding), gettext("Read as UTF-16.")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return strictly(data, "cp1252"), gettext(
            "Read as Windows-1252, since it is not UTF-8: look whether accents are right."
        )


def strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            gettext("The text is in no encoding that is known here. Save it again as “CSV UTF-8”, or as XLSX.")
        ) from error


def delimiter_of(text: str) -> tuple[str, str]:
    """The delimiter by which the first lines name the most columns; and the text without Excel's `sep=` line."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    lines = text[:20_000].splitlines()[:MOST_ABOVE]

    def named(delimiter: str) -> int:
        return max(
            (sum(cell.strip(" \"'").casefold() in PLACES for cell in line.split(delimiter)) for line in lines),
            default=0,
        )

    return max(DELIMITERS, key=named), text


def rows(data: bytes) -> Iterator[Row | Header]:
    """The header, then each row that is not blank. Raises Unreadable, also in between.

    Rows are named by the line that they begin on, as editors and spreadsheets number them where no cell has two lines.
    """
    text, assumed = decoded(data)
    if "\0" in text:
        raise Unreadable(
            gettext("The file holds zero bytes, so it is no text. Save it again as “CSV UTF-8”, or as XLSX.")
        )
    delimiter, text = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: Header | None = None
    above = 0
    begins = 1
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if not any(cells):
                continue
            if header is None:
                if is_header(cells):
                    header = Header.of(cells)
                    yield Header(header.positions, header.width, (*((assumed,) if assumed else ()), *header.notices))
                elif (above := above + 1) > MOST_ABOVE:
                    break
                continue
            yield row_of(str(line), cells, header, delimiter)
    except csv.Error as error:
        raise Unreadable(
            gettext(
                "The row that begins on line %(begins)s cannot be read: %(error)s. Look there for a quote "
                '(") that is not closed or not doubled.'
            )
            % {"begins": begins, "error": error}
        ) from error
    if header is None:
        raise Unreadable(gettext("No row names the columns. Begin with the template, or with an exported file."))


def row_of(place: str, cells: list[str], header: Header, delimiter: str) -> Row:
    if len(cells) > header.width and any(cells[header.width :]):
        fault = gettext(
            "It has %(count)s cells, and there are %(width)s columns. Put text that contains “%(delimiter)s” in quotes."
        ) % {"count": len(cells), "width": header.width, "delimiter": delimiter}
        return Row(place, (), fault)
    width = len(cells)
    # An apostrophe that an export put before what looks like a formula goes.
    return Row(
        place,
        tuple(
            original(cells[at]) if at is not None and at < width and is_text else ""
            for at, is_text in zip(header.positions, TEXT, strict=True)
        ),
    )
