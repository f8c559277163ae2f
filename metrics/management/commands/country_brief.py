"""`manage.py country_brief`: a country's page on one to four pages of PDF."""

from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone, translation

from metrics.exports.brief import PAPERS, country_brief, sources_of
from metrics.management.writing import day_asked, whole_file
from metrics.past import as_it_was, past_of
from metrics.reports import country, documents
from programs.models import Country
from programs.territories import country_name

LANGUAGES = ("en", "es")


class Command(BaseCommand):
    help = "Writes a country's brief: its page on one to four pages of tagged PDF, as of today or of a past day."

    def add_arguments(self, parser):
        parser.add_argument("country", metavar="CODE", help="Alpha-3 code of the country, such as GTM.")
        parser.add_argument("--output", metavar="FILE", required=True, help="Where to write, such as guatemala.pdf.")
        parser.add_argument("--as-of", metavar="DATE", help="As of the end of that day (UTC), such as 2022-05-03.")
        parser.add_argument("--paper", choices=sorted(PAPERS), default="letter", help="letter where not given.")
        parser.add_argument("--language", choices=LANGUAGES, default="en", help="en where not given.")
        parser.add_argument("--site", metavar="URL", help="Where its links lead; SITE_URL if not given.")

    def handle(self, *, output, paper, language, **options):
        asked = day_asked(options["as_of"])
        today = timezone.now().date()
        site = site_asked(options["site"])
        day = asked or today

        def link(name: str, *args) -> str:
            return f"{site}{reverse(name, args=args)}?{urlencode({'as_of': day.isoformat()})}"

        # Before anything is made: a file that cannot be written should not take the time.
        with (
            whole_file(Path(output)) as file,
            translation.override(language),
            as_it_was(past_of(day if day < today else None)[0]),
        ):
            code = code_of(options["country"])
            report = country.report(code, asked)
            file.write(country_brief(report, documents.documents_of(sources_of(report)), day, link, paper))
        self.stderr.write(f"Wrote {output}.")


def site_asked(url: str | None) -> str:
    """Scheme and host that links begin with. CommandError for what is no address."""
    if url is None:
        return settings.SITE_URL
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise CommandError(f"--site {url}: not an address. Write it as https://throughline.example.org.")
    return f"{parts.scheme}://{parts.netloc}"


def code_of(text: str) -> str:
    """The code of the country that is meant. CommandError names those that look like it, by code and by name."""
    code = text.strip().upper()
    codes = list(Country.objects.values_list("pk", flat=True))
    if code in codes:
        return code
    names = {
        name.casefold(): code for code in codes for name in (code, *(country_name(code, each) for each in LANGUAGES))
    }
    near = dict.fromkeys(names[name] for name in get_close_matches(text.strip().casefold(), names, n=5, cutoff=0.6))
    hint = f" Did you mean {' or '.join(f'{code} ({country_name(code)})' for code in list(near)[:3])}?" if near else ""
    raise CommandError(
        f"There is no country {text!r}.{hint} Countries are named by ISO 3166 alpha-3 codes, such as GTM."
    )
