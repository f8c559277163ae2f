"""Rebuilds or checks the pointers from each country and series to the figure that stands."""

from django.core.management.base import BaseCommand, CommandError

from metrics.models import CurrentFigure


class Command(BaseCommand):
    help = "Rebuilds the pointers to current figures from the figures; with --check only names each difference."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Change nothing; exit 1 if anything differs.")

    def handle(self, *, check, **options):
        if not check:
            self.stdout.write(f"{CurrentFigure.objects.rebuild()} pointers.")
            return
        found = 0
        for kind, tenure in CurrentFigure.objects.differences():
            found += 1
            self.stdout.write(
                f"{kind}: figure {tenure.figure_id} for {tenure.series_key} in {tenure.country_id or 'the world'}"
                f" from {tenure.since.isoformat()} until {tenure.until.isoformat() if tenure.until else 'now'}"
            )
        if found:
            raise CommandError(f"{found} differences. Run rebuild_current to mend them.")
        self.stdout.write("Pointers agree with the figures.")
