"""`manage.py export_figures`: published figures as a file."""

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.core.management.base import BaseCommand, CommandError

from metrics.exports import CONTENT_TYPES, STREAMS, xlsx_file
from metrics.management.writing import day_asked, whole_file
from metrics.past import as_it_was, past_of
from metrics.reports import country, line_of_action, overview
from metrics.reports.rows import FigureRow

FORMATS = ", ".join(CONTENT_TYPES)


class Command(BaseCommand):
    help = "Writes published figures as CSV, JSON or XLSX: all that are in force, each once, or those of one page."

    def add_arguments(self, parser):
        parser.add_argument("--format", default="csv", help=f"One of {FORMATS}; csv where not given.")
        parser.add_argument("--as-of", metavar="DATE", help="As of the end of that day (UTC), such as 2022-05-03.")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--country", metavar="CODE", help="Those on a country's page, by alpha-3 code, such as GTM.")
        which.add_argument("--line", metavar="NUMBER", type=int, help="Those of a line of action, such as 2.")
        which.add_argument("--program", metavar="SLUG", help="Those of a program.")
        parser.add_argument("--output", metavar="FILE", help="Where to write; standard output if not given.")

    def handle(self, *, format, output, **options):
        if format not in CONTENT_TYPES:
            raise CommandError(f"There is no format {format!r}. Formats: {FORMATS}.")
        as_of = day_asked(options["as_of"])
        with as_it_was(past_of(as_of)[0]):
            self.export(format, output, as_of, options)

    def export(self, format, output, as_of, options):
        rows = rows_of(as_of, options["country"], options["line"], options["program"])
        if output:
            with whole_file(Path(output)) as file:
                write(rows, format, as_of, file)
            self.stderr.write(f"Wrote {output}.")
        elif format == "xlsx":
            raise CommandError("A workbook is no text. Say where to write it: --output figures.xlsx")
        else:
            for piece in STREAMS[format](rows, as_of):
                self.stdout.write(piece.decode(), ending="")


def rows_of(as_of: dt.date | None, code: str | None, number: int | None, slug: str | None) -> Iterable[FigureRow]:
    if code is not None:
        if not overview.is_country(code.upper()):
            raise CommandError(f"--country {code}: there is no country with this alpha-3 code.")
        return country.rows(country.current_in(code.upper(), as_of), as_of)
    if number is not None:
        line = line_of_action.line_numbered(number)
        if line is None:
            raise CommandError(f"--line {number}: there is no such line of action.")
        return line_of_action.rows(as_of, program__line=line.pk)
    if slug is not None:
        program = line_of_action.program_named(slug)
        if program is None:
            raise CommandError(f"--program {slug}: there is no program of this short name.")
        return line_of_action.rows(as_of, program=program.pk)
    return overview.rows(as_of)


def write(rows: Iterable[FigureRow], format: str, as_of: dt.date | None, to: IO[bytes]) -> None:
    if format == "xlsx":
        with xlsx_file(rows, as_of) as book:
            shutil.copyfileobj(book, to)
        return
    for piece in STREAMS[format](rows, as_of):
        to.write(piece)
