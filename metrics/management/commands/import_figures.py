"""`manage.py import_figures FILE --update SLUG`: figures of a CSV or XLSX file as drafts of an update.

Each row is new, changed, the same or wrong; what is wrong names the field and says what to do. Nothing is written
unless all rows are right, or --only-right is given; nothing is ever published. The same file again changes nothing.
"""

import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from metrics import importing
from metrics.importing import WRONG, Checked, Outcome
from metrics.models import Update


class Command(BaseCommand):
    help = "Enters the figures of a CSV or XLSX file as drafts of an update, once all rows are right."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV or XLSX, with the columns that export_figures writes.")
        parser.add_argument("--update", required=True, metavar="SLUG", help="Short name of the update to fill.")
        parser.add_argument("--dry-run", action="store_true", help="Only says what would become of each row.")
        parser.add_argument("--only-right", action="store_true", help="Takes the right rows where others are wrong.")
        parser.add_argument("--reason", default="", help="Why published figures are corrected, where a row says none.")
        parser.add_argument("--by", metavar="USERNAME", help="Who enters them; who opened the update if not given.")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, file, dry_run, only_right, reason, format, **options):
        update = update_of(options["update"])
        by = person_of(options["by"], update)
        state = importing.state_of(update.pk)
        try:
            checked = importing.check(importing.read_path(file), update, by, reason)
        except importing.Unreadable as problem:
            raise CommandError(f"{file}: {problem}") from problem
        written = 0
        if not dry_run and (checked.is_right or only_right):
            try:
                written = importing.write(checked, update, by, state)
            except ValidationError as refusal:
                raise CommandError(" ".join(refusal.messages)) from refusal
        if format == "json":
            json.dump(report(checked, update, written), self.stdout, ensure_ascii=False, indent=1)
            self.stdout.write("")
        else:
            for notice in checked.notices:
                self.stdout.write(notice)
            for outcome in checked.outcomes:
                self.stdout.write(lines_of(outcome))
            self.stdout.write(summary(checked, update, written, dry_run))
        if not checked.is_right and not (only_right and not dry_run):
            raise CommandError(
                "Nothing was written. Mend the wrong rows and import the file again, or take the right ones alone with"
                " --only-right."
            )


def update_of(slug: str) -> Update:
    update = Update.objects.select_related("opened_by").filter(slug=slug).first()
    if update is None:
        raise CommandError(f"--update {slug}: there is no update of this short name. Open it in the admin first.")
    return update


def person_of(username: str | None, update: Update):
    by = update.opened_by
    if username is not None:
        by = get_user_model().objects.filter(username=username).first()
        if by is None:
            raise CommandError(f"--by {username}: there is no such account.")
    if not (by.is_active and by.has_perm("metrics.add_figure")):
        raise CommandError(f"{by.get_username()} may not enter figures. Name somebody who may with --by USERNAME.")
    return by


def report(checked: Checked, update: Update, written: int) -> dict:
    return {
        "update": update.slug,
        "counts": checked.counts,
        "written": written,
        "notices": checked.notices,
        "rows": [row_of(outcome) for outcome in checked.outcomes],
    }


def row_of(outcome: Outcome) -> dict:
    return {
        "row": outcome.place,
        "outcome": outcome.kind,
        "figure_id": outcome.held.pk if outcome.held else None,
        "states": outcome.label,
        "problems": [problem._asdict() for problem in outcome.problems],
        "warnings": [problem._asdict() for problem in outcome.warnings],
        "changes": [dict(zip(("field", "from", "to"), change, strict=True)) for change in outcome.changes],
    }


def lines_of(outcome: Outcome) -> str:
    figure = f" (figure {outcome.held.pk})" if outcome.held else ""
    lines = [f"row {outcome.place}: {outcome.kind}{figure}{'  ' if outcome.label else ''}{outcome.label}"]
    lines += [f"    {name}: {old or '(empty)'} → {new or '(empty)'}" for name, old, new in outcome.changes]
    lines += [f"    {problem.field or 'the row'}: {problem.message}" for problem in outcome.problems]
    lines += [f"    look at {problem.field}: {problem.message}" for problem in outcome.warnings]
    return "\n".join(lines)


def summary(checked: Checked, update: Update, written: int, dry_run: bool) -> str:
    said = ", ".join(f"{count:,} {kind}" for kind, count in checked.counts.items())
    if dry_run:
        return f"{said}. A dry run: nothing was written."
    if written:
        return f"{said}. {written:,} drafts written to {update.slug}; submit them for review in the admin."
    if checked.counts[WRONG]:
        return f"{said}."
    return f"{said}. There was nothing to write."
