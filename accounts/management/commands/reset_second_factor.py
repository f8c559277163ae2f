"""`manage.py reset_second_factor USERNAME`: for the last administrator, whom no other can help in the admin."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from accounts import events, second_factor
from accounts.models import Kind


class Command(BaseCommand):
    help = "Takes second factors and recovery codes off an account; its next sign-in sets a factor up anew."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username!r}. Names are case-sensitive.")
        number = second_factor.reset(user)
        events.record(Kind.FACTOR_REMOVED, user=user, detail="all, by the command reset_second_factor")
        self.stdout.write(f"{username}: {number} factors taken off. The next sign-in sets one up anew.")
