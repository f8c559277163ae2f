"""Brings the catalogs of translations in line with the sources, and says what is left to translate."""

from django.core.management.base import BaseCommand

from config import catalogs


class Command(BaseCommand):
    help = (
        "Brings locale/<language>/LC_MESSAGES/django.po in line with the words that templates and code ask for: new"
        " ones come in with an empty translation, to be filled in there, and what nobody asks for any more goes out."
        " Exits 1 while something is not translated."
    )

    def handle(self, **options):
        left = 0
        for language in catalogs.LANGUAGES:
            catalogs.path_of(language).write_bytes(catalogs.written(catalogs.updated(language)))
            for problem in catalogs.problems(language):
                left += 1
                self.stdout.write(f"{language}: {problem}")
        if left:
            self.stdout.write(f"{left} left. Fill them in, then run this again.")
            raise SystemExit(1)
        self.stdout.write("Everything is translated.")
