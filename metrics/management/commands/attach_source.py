"""`manage.py attach_source SLUG FILE`: archives a file as the text of a source and checks the citations of it.

Plain text, HTML, PDF or DOCX. Sources that stand in the document (`part_of`) are located in it by their titles, dates
and speakers; --part chooses the span of one of them, --span that of the source itself, as characters of the canonical
text. The same file again changes nothing; another file is a new version: what is published and verified stays at its
own, and what the new one says of it is printed. A file that cannot be read changes nothing.
"""

import argparse
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from metrics.archives.attaching import attach
from metrics.findings.keeping import refresh as refresh_findings
from metrics.intake.document import Unreadable
from metrics.intake.readers import MAX_BYTES
from metrics.intake.search import Span
from metrics.models import Source

from .verify_citations import counted, erratum_line, line_of


def span(text: str) -> Span:
    start, colon, end = text.partition(":")
    if not (colon and start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a span. Write it as START:END, such as 2302:13757.")
    return Span(int(start), int(end))


def part(text: str) -> tuple[str, Span]:
    slug, equals, rest = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not a part. Write it as SLUG=START:END.")
    return slug, span(rest)


class Command(BaseCommand):
    help = "Archives a file as the text of a source and checks the citations of it and of the sources that stand in it."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="Short name of the source.")
        parser.add_argument("file", type=Path, help="Plain text, HTML, PDF or DOCX.")
        parser.add_argument("--span", type=span, metavar="START:END", help="Only these characters are the source's.")
        parser.add_argument(
            "--part",
            type=part,
            action="append",
            default=[],
            metavar="SLUG=START:END",
            help="These characters are the text of that source; once for each part to choose.",
        )

    def handle(self, *, slug, file, span, part, **options):
        source = Source.objects.filter(slug=slug).first()
        if source is None:
            raise CommandError(f"There is no source {slug}. Add it in the admin first, or check its short name.")
        try:
            if file.stat().st_size > MAX_BYTES:
                raise CommandError(
                    f"The file is larger than {MAX_BYTES // 1_000_000} MB: attach the part with the figures."
                )
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        spans = dict(part)
        if span:
            spans[slug] = span
        try:
            attached = attach(source, data, spans=spans)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

        refresh_findings()
        archive = attached.archive
        if attached.is_new:
            self.stdout.write(
                f"Archived as version {archive.version} of {slug}: {archive.media_type}, {archive.size:,} bytes,"
                f" {len(archive.text):,} characters, SHA-256 {archive.sha256}."
            )
        else:
            self.stdout.write(f"This file is version {archive.version} of {slug} already: nothing new was archived.")
        for located in attached.parts:
            if located.source_id != source.pk:
                self.stdout.write(f"located: {located.source.slug}: characters {located.start}:{located.end}")
        for missing in attached.not_located:
            self.stdout.write(f"not located: {missing.slug}: choose its span with --part {missing.slug}=START:END")
        for item in attached.checked:
            if item.result.failed:
                self.stdout.write(line_of(item))
        for item in attached.in_newer:
            if item.result.failed:
                self.stdout.write(f"verified in copy {item.citation.archive.version}, in this one {line_of(item)}")
        for erratum in attached.errata:
            self.stdout.write(erratum_line(erratum))
        self.stdout.write(counted(attached.checked))
