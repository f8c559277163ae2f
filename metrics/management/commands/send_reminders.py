"""`manage.py send_reminders`: mails each person what waits for them, each thing once. For cron, once a day."""

from smtplib import SMTPException

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from metrics import reminding
from metrics.models import ReminderChoice


class Command(BaseCommand):
    help = (
        "Mails each member of staff with an address a digest of what waits for them and they were not told of: returned"
        " figures, questions, reviews, what is overdue, jobs that failed. Exits 1 where a mail could not be sent, and"
        " tries that again the next time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Print what would be mailed; send and note nothing.")

    def handle(self, *, dry_run, **options):
        now, failed, mails = timezone.now(), [], 0
        for user in reminding.people():
            if dry_run:
                with translation.override(ReminderChoice.language_of(user)):
                    items = reminding.new_items(user, now)
                    mail = reminding.message_to(user, items) if items else None
                if mail:
                    mails += 1
                    self.stdout.write(f"To {user.email}: {mail.subject}\n\n{mail.body}\n")
                continue
            try:
                count = reminding.remind(user, now)
            except (ValidationError, SMTPException, OSError, ValueError) as error:
                failed.append(f"{user.get_username()}: {' '.join(getattr(error, 'messages', [])) or error}")
                continue
            if count:
                mails += 1
                self.stderr.write(f"{user.get_username()}: told of {count}.")
        self.stderr.write(f"{mails} mail{'' if mails == 1 else 's'} {'would be sent' if dry_run else 'sent'}.")
        if failed:
            raise CommandError(
                f"{len(failed)} could not be mailed, and will be tried again the next time:\n  " + "\n  ".join(failed)
            )
