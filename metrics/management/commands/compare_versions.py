"""`manage.py compare_versions SLUG`: what became of each cited passage from one copy of a source to another.

The last two copies, or --from and --to, as /sources/<slug>/versions/ shows them: a line for each passage that published
statements rest on, a count, and with --text the paragraphs that differ. With --format json it prints one object:

    {"source": "cmms-update-april-2022", "from": 1, "to": 2,
     "counts": {"vanished": 0, "changed": 1, "several": 0, "moved": 0, "same": 70},
     "passages": [
       {"citation_id": 12, "fate": "changed", "as_stated": "…", "was": "…", "is": "…",   "is" is null where it vanished
        "found": "…",                                    a sentence that names both sides
        "figures": [12], "milestones": ["…"]}],
     "differences": [[["same", "…"], ["gone", "…"], ["new", "…"]]],   paragraphs that differ, as runs of words
     "more_differences": false}

Exits 1 where a passage vanished, changed, or stands in several places now; else 0.
"""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from metrics.reports.versions import CitedPassage, Compared, Fate, versions


def line_of(passage: CitedPassage) -> str:
    """ "changed: citation 12, figure 12: The source says …" """
    rests = [*(f"figure {figure.figure_id}" for figure in passage.figures), *passage.milestones]
    said = passage.found if passage.fate not in (Fate.SAME, Fate.MOVED) else f"“{passage.as_stated}”"
    return f"{passage.fate}: citation {passage.citation_id}, {', '.join(rests)}: {said}".rstrip()


def as_json(slug: str, compared: Compared) -> dict:
    return {
        "source": slug,
        "from": compared.older.number,
        "to": compared.newer.number,
        "counts": {fate: compared.counts.get(fate, 0) for fate in Fate},
        "passages": [
            {
                "citation_id": passage.citation_id,
                "fate": passage.fate,
                "as_stated": passage.as_stated,
                "was": passage.older.marked,
                "is": passage.newer.marked if passage.newer else None,
                "found": passage.found,
                "figures": [figure.figure_id for figure in passage.figures],
                "milestones": passage.milestones,
            }
            for passage in compared.passages
        ],
        "differences": [[[run.kind, run.words] for run in found.runs] for found in compared.differences],
        "more_differences": compared.has_more,
    }


class Command(BaseCommand):
    help = "What became of each cited passage from one copy of a source to another. Exits 1 where one is not as it was."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="Short name of the source.")
        parser.add_argument("--from", type=int, dest="older", metavar="COPY", help="The older copy.")
        parser.add_argument("--to", type=int, dest="newer", metavar="COPY", help="The newer copy; the newest.")
        parser.add_argument("--text", action="store_true", help="Also print the paragraphs that differ.")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *, slug, older, newer, text, format, **options):
        try:
            found = versions(slug, None, older, newer)
        except LookupError as refusal:
            raise CommandError(str(refusal)) from refusal
        if found is None:
            raise CommandError(f"There is no source {slug}. Check its short name.")
        if found.compared is None:
            raise CommandError(f"{slug} has {len(found.copies)} archived copies; two are needed. Attach another first.")
        compared = found.compared
        if format == "json":
            self.stdout.write(json.dumps(as_json(slug, compared), indent=2, ensure_ascii=False))
        else:
            for passage in compared.passages:
                self.stdout.write(line_of(passage))
            if text:
                marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
                for difference in compared.differences:
                    self.stdout.write(" ".join(marks[run.kind].format(run.words) for run in difference.runs))
            counts = ", ".join(f"{fate} {count}" for fate, count in compared.counts.items()) or "none"
            self.stdout.write(
                f"Cited passages from copy {compared.older.number} to copy {compared.newer.number}: {counts}."
            )
        if compared.counts.keys() & {Fate.VANISHED, Fate.CHANGED, Fate.SEVERAL}:
            sys.exit(1)
