"""`manage.py check_figures`: contradictions among the published figures, a line each, and a count.

With --format json it prints one object:

    {"as_of": "2022-04-20",                    null for now
     "country": "HND", "rule": null,           what was asked for
     "count": 1,
     "by_severity": {"error": 0, "warning": 1, "notice": 0},
     "by_state": {"open": 1, "reopened": 0, "settled": 0},
     "findings": [
       {"key": "…",                            its page is /findings/<key>/
        "rule": "look-alike", "title": "…", "severity": "warning", "state": "open", "explanation": "…",
        "message": "…",                        a sentence with the words of both sides
        "settlement": null,                    or {"verdict", "note", "by", "at", "ended_at", "ended_reason"}
        "figures": [
          {"figure_id": 41, "indicator": "h2b-supplemental-visas", "role": "commitment", "value": "20000",
           "missing": "", "qualifier": "exact", "as_stated": "…", "unit": "visas", "words": "20,000 visas",
           "countries": [], "group": "", "coverage": "global",
           "period_start": null, "period_end": null, "period_as_stated": "", "category": null,
           "source": "…", "section": "…"}]}]}

`value` is plain, without idle zeros, and null where it is missing; dates are ISO 8601; `countries` are alpha-3 codes.
The rules are run over all figures, whatever is recorded for pages. --refresh brings the records in line first and says
how many indicators it looked at.

Exits 1 where there are errors that nobody has settled, else 0.
"""

import argparse
import datetime as dt
import json
import sys

from django.core.management.base import BaseCommand, CommandError

from metrics.exports.findings import finding_as_json
from metrics.findings import keeping, live
from metrics.past import as_it_was, past_of
from metrics.reports.findings import STATES
from metrics.rules import BY_ID, RULES, SEVERITIES
from programs.models import Country


def date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date. Write it as 2022-04-20.") from None


class Command(BaseCommand):
    help = "Lists contradictions among the published figures. Exits 1 where errors are open."

    def create_parser(self, *args, **kwargs):
        listed = "\n".join(f"  {rule.id:<18}{rule.severity:<9}{rule.title}" for rule in RULES)
        return super().create_parser(
            *args, epilog=f"rules:\n{listed}", formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--country", metavar="GTM", help="Only what concerns this country (alpha-3 code).")
        parser.add_argument("--rule", metavar="ID", help="Only what this rule finds.")
        parser.add_argument("--as-of", type=date, metavar="DATE", help="What stood at the end of that day (UTC).")
        parser.add_argument(
            "--refresh", action="store_true", help="First bring the records that pages read in line with the rules."
        )

    def handle(self, *, format, country, rule, as_of, refresh, **options):
        country = country and country.upper()
        if country and not Country.objects.filter(pk=country).exists():
            raise CommandError(f"There is no country {country}. Give its ISO 3166 alpha-3 code, such as GTM.")
        if rule and rule not in BY_ID:
            raise CommandError(f"There is no rule {rule}. Rules: {', '.join(BY_ID)}.")
        if refresh:
            looked_at = keeping.refresh_all()
            self.stderr.write(f"Records brought in line: {looked_at} indicators looked at.")
        with as_it_was(past_of(as_of)[0]):
            findings = live.found(as_of, country=country, rule=rule)
        counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
        states = {state: sum(finding.state == state for finding in findings) for state in STATES}
        if format == "json":
            answer = {
                "as_of": as_of and as_of.isoformat(),
                "country": country,
                "rule": rule,
                "count": len(findings),
                "by_severity": counts,
                "by_state": states,
                "findings": [finding_as_json(finding) for finding in findings],
            }
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            for finding in findings:
                ids = ", ".join(str(row.figure_id) for row in finding.figures)
                state = "" if finding.state == "open" else f" ({self.said_of(finding)})"
                self.stdout.write(f"{finding.severity}: {finding.rule.id}: {finding.message} [figures {ids}]{state}")
            each = ", ".join(f"{severity} {count}" for severity, count in counts.items())
            settled = f" Settled: {states['settled']}." if states["settled"] else ""
            self.stdout.write(f"Findings: {len(findings)} ({each}).{settled}")
        if any(finding.severity == "error" and finding.state != "settled" for finding in findings):
            sys.exit(1)

    def said_of(self, finding) -> str:
        said = finding.settlement
        if finding.state == "settled":
            return f"settled by {said.by}: {said.verdict.lower()}: {said.note}"
        return f"reopened: {said.ended_reason}"
