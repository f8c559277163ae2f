"""`manage.py check_figures`: contradictions among the published figures, a line each, and a count.

With --format json it prints one object:

    {"as_of": "2022-04-20",                    null for now
     "country": "HND", "rule": null,           what was asked for
     "count": 1,
     "by_severity": {"error": 0, "warning": 1, "notice": 0},
     "findings": [
       {"rule": "look-alike", "title": "…", "severity": "warning", "explanation": "…",
        "message": "…",                        a sentence with the words of both sides
        "figures": [
          {"figure_id": 41, "indicator": "h2b-supplemental-visas", "role": "commitment", "value": "20000",
           "missing": "", "qualifier": "exact", "as_stated": "…", "unit": "visas", "words": "20,000 visas",
           "countries": [], "group": "", "coverage": "global",
           "period_start": null, "period_end": null, "period_as_stated": "", "category": null,
           "source": "…", "section": "…"}]}]}

`value` is plain, without idle zeros, and null where it is missing; dates are ISO 8601; `countries` are alpha-3 codes.
Exits 1 where there are findings of severity error, else 0.
"""

import argparse
import datetime as dt
import json
import sys

from django.core.management.base import BaseCommand, CommandError

from metrics.past import as_it_was, past_of
from metrics.reports.findings import Finding, report
from metrics.reports.rows import FigureRow
from metrics.rules import BY_ID, RULES, SEVERITIES
from programs.models import Country


def date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date. Write it as 2022-04-20.") from None


def number(value) -> str | None:
    """Plain digits without idle zeros; None for None."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_as_json(row: FigureRow) -> dict:
    return {
        "figure_id": row.figure_id,
        "indicator": row.indicator_slug,
        "role": row.role,
        "value": number(row.value),
        "missing": row.missing,
        "qualifier": row.qualifier,
        "as_stated": row.as_stated,
        "unit": row.unit_code,
        "words": row.words,
        "countries": row.countries,
        "group": row.group_slug,
        "coverage": row.coverage,
        "period_start": row.period_start and row.period_start.isoformat(),
        "period_end": row.period_end and row.period_end.isoformat(),
        "period_as_stated": row.period_as_stated,
        "category": row.category_slug,
        "source": row.source_slug,
        "section": row.section,
    }


def finding_as_json(finding: Finding) -> dict:
    return {
        "rule": finding.rule_id,
        "title": finding.title,
        "severity": finding.severity,
        "explanation": finding.explanation,
        "message": finding.message,
        "figures": [figure_as_json(row) for row in finding.figures],
    }


class Command(BaseCommand):
    help = "Lists contradictions among the published figures. Exits 1 where there are errors."

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

    def handle(self, *, format, country, rule, as_of, **options):
        country = country and country.upper()
        if country and not Country.objects.filter(pk=country).exists():
            raise CommandError(f"There is no country {country}. Give its ISO 3166 alpha-3 code, such as GTM.")
        if rule and rule not in BY_ID:
            raise CommandError(f"There is no rule {rule}. Rules: {', '.join(BY_ID)}.")
        with as_it_was(past_of(as_of)[0]):
            findings = report(as_of, country=country, rule=rule).findings
        counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
        if format == "json":
            answer = {
                "as_of": as_of and as_of.isoformat(),
                "country": country,
                "rule": rule,
                "count": len(findings),
                "by_severity": counts,
                "findings": [finding_as_json(finding) for finding in findings],
            }
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            for finding in findings:
                ids = ", ".join(str(row.figure_id) for row in finding.figures)
                self.stdout.write(f"{finding.severity}: {finding.rule_id}: {finding.message} [figures {ids}]")
            each = ", ".join(f"{severity} {count}" for severity, count in counts.items())
            self.stdout.write(f"Findings: {len(findings)} ({each}).")
        if counts["error"]:
            sys.exit(1)
