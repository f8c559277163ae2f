"""Rebuilds or checks what readers search."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from metrics.searching import engine_of, keeping


class Command(BaseCommand):
    help = "Makes anew what readers search for by words; with --check only names each difference."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Change nothing; exit 1 if anything differs.")

    def handle(self, *, check, **options):
        if not check:
            count = keeping.rebuild()
            engine = engine_of(connection)
            spelling = "trigrams" if engine.has_trigrams else "first letters"
            self.stdout.write(f"{count} documents, searched with {engine.name}; slips are mended by {spelling}.")
            return
        found = 0
        for kind, tenure in keeping.differences():
            found += 1
            until = tenure.until.isoformat() if tenure.until else "now"
            named = f"{tenure.document.kind} “{tenure.document.title}”"
            self.stdout.write(f"{kind}: {named} from {tenure.since.isoformat()} until {until}")
        if found:
            raise CommandError(f"{found} differences. Run rebuild_search to mend them.")
        self.stdout.write("What is searched agrees with what it is made of.")
