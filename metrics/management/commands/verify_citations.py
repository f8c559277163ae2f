"""`manage.py verify_citations`: checks citations against the archived texts, a line each, and a count.

With --format json it prints one object:

    {"source": null,                              what was asked for
     "count": 108,
     "by_outcome": {"verified": 108, …},          every outcome, also those that did not occur
     "failures": 0,
     "citations": [
       {"citation_id": 12, "source": "…", "section": "…", "as_stated": "…",
        "outcome": "verified",                    verified, wrong_value, wrong_qualifier, wrong_unit, not_found,
                                                  ambiguous or not_archived
        "found": "…",                             a sentence that names both sides
        "archive": 1, "start": 60704, "end": 60740,   null where there is no passage
        "figures": [12], "milestones": []}],
     "newer_copies": [                            what is published and verified in its copy, and the newest copy of
       {"citation_id": 12, "source": "…",         its source does not bear out
        "outcome": "wrong_value",                 as above; not_found where the words are gone
        "found": "…", "archive": 2}],
     "errata": [                                  known mistakes of the sources
       {"erratum_id": 1, "source": "…", "as_stated": "…",
        "outcome": "stands",                      stands, mended or not_archived
        "found": "…", "archive": 1, "start": 60704, "end": 60740}]}

Exits 1 where a check failed, where the newest copy says something else than what is published, or where a source was
mended and its erratum still says that it is wrong; else 0. That words are not archived, or gone from a newer copy, is
no failure. --pick settles words that stand in several places.
"""

import argparse
import json
import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from metrics.archives.errata import CheckedErratum, check_errata
from metrics.archives.verifying import Checked, Outcome, Why, count_outcomes, verify
from metrics.archives.verifying import pick as pick_place
from metrics.findings.keeping import refresh as refresh_findings
from metrics.models import Citation, CitationCheck, Erratum, Source

SAYS_OTHERWISE = (Outcome.WRONG_VALUE, Outcome.WRONG_QUALIFIER, Outcome.WRONG_UNIT)


def line_of(item: Checked) -> str:
    """ "verified: citation 12 (cmms-update-april-2022): The source says …" """
    citation = item.citation
    rest = item.result.found or f"“{citation.as_stated}”: the text of the source is not archived."
    return f"{item.result.outcome}: citation {citation.pk} ({citation.source.slug}): {rest}"


def newer_line(check: CitationCheck) -> str:
    """ "newest copy: wrong_value: citation 12 (cmms-update-april-2022): The source says …" """
    citation = check.citation
    return f"newest copy: {check.outcome}: citation {citation.pk} ({citation.source.slug}): {check.found}"


def erratum_line(item: CheckedErratum) -> str:
    """ "mended: erratum 1 (remarks-stabilization-session): “…” does not stand in … any more: …" """
    return f"{item.outcome}: erratum {item.erratum.pk} ({item.erratum.source.slug}): {item.found}"


def erratum_as_json(item: CheckedErratum) -> dict:
    return {
        "erratum_id": item.erratum.pk,
        "source": item.erratum.source.slug,
        "as_stated": item.erratum.as_stated,
        "outcome": str(item.outcome),
        "found": item.found,
        "archive": item.text.archive.pk if item.text else None,
        "start": item.span.start if item.span else None,
        "end": item.span.end if item.span else None,
    }


def counted(checked: list[Checked]) -> str:
    counts = count_outcomes(checked)
    each = ", ".join(f"{outcome} {counts[outcome]}" for outcome in Outcome.values if counts[outcome])
    return f"Citations: {len(checked)} ({each or 'none'})."


def as_json(item: Checked) -> dict:
    citation, result = item.citation, item.result
    return {
        "citation_id": citation.pk,
        "source": citation.source.slug,
        "section": citation.section,
        "as_stated": citation.as_stated,
        "outcome": str(result.outcome),
        "found": result.found,
        "archive": result.archive_id,
        "start": result.start,
        "end": result.end,
        "figures": [figure.pk for figure in item.figures],
        "milestones": [milestone.pk for milestone in item.milestones],
    }


def pick(text: str) -> tuple[int, int]:
    citation, _, start = text.partition("=")
    if not all(part.isascii() and part.isdigit() for part in (citation, start)):
        raise argparse.ArgumentTypeError(f"{text!r} is no choice. Write it as CITATION=START, such as 12=60704.")
    return int(citation), int(start)


def choose(citation_id: int, start: int) -> None:
    citation = Citation.objects.select_related("source").filter(pk=citation_id).first()
    if citation is None:
        raise CommandError(f"There is no citation {citation_id}.")
    try:
        pick_place(citation, start)
    except ValidationError as refusal:
        raise CommandError(" ".join(refusal.messages)) from refusal


class Command(BaseCommand):
    help = "Checks citations against the archived texts of their sources. Exits 1 where one fails."

    def add_arguments(self, parser):
        parser.add_argument("--source", metavar="SLUG", help="Only citations of this source and of those in it.")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--pick",
            type=pick,
            action="append",
            default=[],
            metavar="CITATION=START",
            help="Of several places, the words at this character are meant.",
        )

    def handle(self, *, source, format, pick, **options):
        citations, errata = Citation.objects.all(), Erratum.objects.all()
        if source:
            if not Source.objects.filter(slug=source).exists():
                raise CommandError(f"There is no source {source}. Check its short name.")
            citations = citations.filter(source__slug=source) | citations.filter(source__part_of__slug=source)
            errata = errata.filter(source__slug=source) | errata.filter(source__part_of__slug=source)
        with transaction.atomic():
            for citation_id, start in pick:
                choose(citation_id, start)
            checked = verify(citations, Why.ASKED)
            refresh_findings()
            checked_errata = check_errata(errata)
        mended = [item for item in checked_errata if item.is_mended]
        failures = sum(item.result.failed for item in checked)
        newer = list(CitationCheck.objects.contradicting_newest().filter(citation__in=citations))
        if format == "json":
            counts = count_outcomes(checked)
            answer = {
                "source": source,
                "count": len(checked),
                "by_outcome": {outcome: counts[outcome] for outcome in Outcome.values},
                "failures": failures,
                "citations": [as_json(item) for item in checked],
                "newer_copies": [
                    {
                        "citation_id": check.citation_id,
                        "source": check.citation.source.slug,
                        "outcome": check.outcome,
                        "found": check.found,
                        "archive": check.archive_id,
                    }
                    for check in newer
                ],
                "errata": [erratum_as_json(item) for item in checked_errata],
            }
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            for item in checked:
                self.stdout.write(line_of(item))
            for check in newer:
                self.stdout.write(newer_line(check))
            for item in mended:
                self.stdout.write(erratum_line(item))
            self.stdout.write(counted(checked))
        if failures or mended or any(check.outcome in SAYS_OTHERWISE for check in newer):
            sys.exit(1)
