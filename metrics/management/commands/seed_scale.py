"""`manage.py seed_scale --figures N`: synthetic figures for measuring."""

from django.core.management.base import BaseCommand, CommandError

from metrics import scale


class Command(BaseCommand):
    help = (
        "Loads a large synthetic set: 30 countries, 200 programs, 2,000 indicators and as many figures as asked for."
        " The same number and seed make the same set; loading it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--figures", type=int, required=True, metavar="N", help="How many figures, such as 100000.")
        parser.add_argument("--seed", type=int, default=1, help="Another seed makes another set; 1 if not given.")
        parser.add_argument("--yes", action="store_true", help="Load them beside figures that are not synthetic.")

    def handle(self, *, figures, seed, yes, **options):
        if figures < 1:
            raise CommandError("--figures: at least 1.")
        try:
            pointers = scale.load(figures, seed, beside_others=yes)
        except scale.RefusedError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{figures} synthetic figures, {pointers} pointers.")
