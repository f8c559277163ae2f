"""`manage.py create_trial_accounts`: one account of each role to try Throughline with. A second run makes none anew."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from metrics import roles

ACCOUNTS = {
    "administrator": (roles.ADMINISTRATOR, "does everything, users included"),
    "editor": (roles.EDITOR, "enters figures and submits them"),
    "reviewer": (roles.REVIEWER, "publishes what others entered"),
}
# Without letters and digits that look alike, since people copy these from a screen.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def generated_password() -> str:
    """Twenty characters of 31, some 99 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


class Command(BaseCommand):
    help = (
        "Makes the accounts administrator, editor and reviewer where they are missing, and prints their passwords once."
    )

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("Trial accounts are not for production. Take createsuperuser, and make accounts there.")
        users = get_user_model().objects
        made = {}
        with transaction.atomic():
            there = set(users.filter(username__in=ACCOUNTS).values_list("username", flat=True))
            for username, (role, _) in ACCOUNTS.items():
                if username in there:
                    continue
                made[username] = generated_password()
                user = users.create_user(username, password=made[username], is_staff=True)
                user.groups.add(Group.objects.get(name=role))

        if made:
            self.stdout.write("\nAccounts to try it with. The passwords are shown this once:\n")
            for username, password in made.items():
                self.stdout.write(f"  {username:<14} {password}   {ACCOUNTS[username][1]}")
        if there:
            kept = ", ".join(username for username in ACCOUNTS if username in there)
            self.stdout.write(f"Accounts kept: {kept}.")
        self.stdout.write("A new password: .venv/bin/python manage.py changepassword editor\n")
