"""`manage.py seed`: loads reference data and the CMMS. A second run changes nothing."""

from django.core.management.base import BaseCommand, CommandError

from metrics.seeding import SeedError, seed


class Command(BaseCommand):
    help = "Loads reference data and the CMMS from fixtures/. Running it again changes nothing."

    def handle(self, **options):
        try:
            report = seed()
        except SeedError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        for label, new, held in report.counts:
            self.stdout.write(f"{label:<24}{new:>6} new{held:>6} already there")
        for kept in report.kept:
            self.stdout.write(f"Kept as edited here, although the file differs: {kept}")
        self.stdout.write("Loaded." if report.new else "Everything was there already; nothing changed.")
