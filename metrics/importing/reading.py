"""A file into rows: CSV or XLSX, told by what it holds and not by its name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from django.utils.translation import gettext, gettext_lazy

from . import texts, workbooks
from .columns import Header
from .outcomes import Row, TooMuch, Unreadable

MAX_BYTES = 50_000_000
MAX_ROWS = 200_000

# The first bytes of what is often meant for a spreadsheet, and what to do with it.
OTHERS = {
    b"\xd0\xcf\x11\xe0": gettext_lazy(
        "It is an old Excel file (XLS) or protected by a password. Save it as XLSX, without one."
    ),
    b"%PDF": gettext_lazy("It is a PDF. Attach it to a source, or save the table as XLSX or CSV."),
    b"{": gettext_lazy("It is JSON. Export as CSV or XLSX."),
    b"<": gettext_lazy("It is a page of HTML or XML. Save the table as XLSX or CSV."),
}


@dataclass
class Table:
    """The rows of a file, read as they are asked for; `notices` are complete once all have been read. `lines` is
    about how many they are.
    """

    items: Iterator[Row | Header]
    notices: list[str] = field(default_factory=list)
    most: int = MAX_ROWS
    lines: int = 0

    def __iter__(self) -> Iterator[Row]:
        count = 0
        for item in self.items:
            if isinstance(item, Header):
                self.notices += [notice for notice in item.notices if notice not in self.notices]
                continue
            if (count := count + 1) > self.most:
                raise TooMuch(
                    gettext("It has more than %(most)s rows. Split it into several files.") % {"most": f"{self.most:,}"}
                )
            yield item


def too_large(size: int) -> str | None:
    """Why a file of so many bytes is not read; None where it is."""
    if size <= MAX_BYTES:
        return None
    return gettext(
        "The file has %(count)s MB, and %(count2)s MB are read at most. Split it into several files, "
        "or leave out rows that do not change."
    ) % {"count": f"{size / 1000000:,.0f}", "count2": MAX_BYTES // 1000000}


def read(data: bytes, most: int | None = None) -> Table:
    """The rows of a file, `most` at most. Raises Unreadable for what is no table, TooMuch for what is too large.

    What is wrong further on is raised when it is reached.
    """
    if problem := too_large(len(data)):
        raise TooMuch(problem)
    if not data.strip():
        raise Unreadable(gettext("The file is empty."))
    for start, problem in OTHERS.items():
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            raise Unreadable(problem)
    is_workbook = data.startswith(b"PK")
    items = workbooks.rows(data) if is_workbook else texts.rows(data)
    # The header is read at once, so that a file without one is refused before anything is made of it.
    first = next(items)
    lines = workbooks.lines(data) if is_workbook else max(data.count(b"\n"), data.count(b"\r")) + 1
    return Table(chain([first], items), most=MAX_ROWS if most is None else most, lines=lines)


def read_path(path: Path) -> Table:
    """The rows of a file of this machine; one that is too large is refused before it is read."""
    try:
        if problem := too_large(path.stat().st_size):
            raise TooMuch(problem)
        return read(path.read_bytes())
    except OSError as error:
        raise Unreadable(
            gettext("%(path)s cannot be read: %(strerror)s.") % {"path": path, "strerror": error.strerror}
        ) from error
