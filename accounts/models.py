"""What happened at the door: a row for each sign-in, failure and change of a factor, kept for a year."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

KEPT_DAYS = 365
USER_AGENT_LENGTH = 120


class Kind(models.TextChoices):
    SIGNED_IN = "signed_in", gettext_lazy("Signed in")
    SIGNED_OUT = "signed_out", gettext_lazy("Signed out")
    FAILED = "failed", gettext_lazy("Failed to sign in")
    LOCKED_OUT = "locked_out", gettext_lazy("Locked out")
    REFUSED = "refused", gettext_lazy("Refused after single sign-on")
    FACTOR_FAILED = "factor_failed", gettext_lazy("Failed the second factor")
    FACTOR_ADDED = "factor_added", gettext_lazy("Added a factor")
    FACTOR_REMOVED = "factor_removed", gettext_lazy("Removed a factor")
    CODES_RENEWED = "codes_renewed", gettext_lazy("Renewed recovery codes")
    CODE_USED = "code_used", gettext_lazy("Used a recovery code")
    PASSWORD_CHANGED = "password_changed", gettext_lazy("Changed the password")
    LINKED = "linked", gettext_lazy("Linked to single sign-on")


class SignInEventQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("What happened at the door does not change; record another event.")

    def delete(self):
        raise TypeError("Events are deleted by age alone: delete_expired().")

    def delete_expired(self) -> int:
        """Deletes what is older than KEPT_DAYS, and says how many that was."""
        expired = self.filter(at__lt=timezone.now() - dt.timedelta(days=KEPT_DAYS))
        return super(SignInEventQuerySet, expired).delete()[0]


class SignInEvent(models.Model):
    """One thing that happened. Rows are added and, after KEPT_DAYS, deleted; never changed.

    `name` is the account's at that time. What people type for an account that does not exist is not kept: it is, often
    enough, a password in the wrong field.
    """

    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="account"
    )
    name = models.CharField("account's name", max_length=150, blank=True, editable=False)
    detail = models.CharField(max_length=100, blank=True, editable=False)
    address = models.GenericIPAddressField("IP address", null=True, editable=False)
    user_agent = models.CharField("browser", max_length=USER_AGENT_LENGTH, blank=True, editable=False)

    objects = SignInEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sign-in event"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.name or 'no such account'}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("What happened at the door does not change; record another event.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Events are deleted by age alone: delete_expired().")
