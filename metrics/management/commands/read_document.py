"""Reads a document and prints the figures it would propose, as JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from metrics.intake.document import Unreadable
from metrics.intake.extract import extract
from metrics.intake.readers import read_file


class Command(BaseCommand):
    """``read_document FILE``: text, HTML, PDF or DOCX, in English or Spanish. Writes nothing to the database."""

    help = "Read a document (text, HTML, PDF, DOCX) and print its figures as drafts, with reasons."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what cannot be told from it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the document")
        parser.add_argument("--language", choices=("en", "es"), help="told from the text where it is not given")
        parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="the document's date")
        parser.add_argument("--title", default="", help="the document's title, which may name a country")
        parser.add_argument("--format", choices=("json",), default="json", help="how to print")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the extraction. ``CommandError`` for a file that cannot be read."""
        try:
            document = read_file(options["file"])
        except OSError as error:
            raise CommandError(f"The file cannot be opened: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        found = extract(document, language=options["language"], document_date=options["date"], title=options["title"])
        self.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))


def _day(words: str) -> date:
    """A date from the command line; ``ValueError`` is turned into a usage message by the parser."""
    return date.fromisoformat(words)
