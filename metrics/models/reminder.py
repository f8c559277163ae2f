"""Mails that tell people what waits for them: what they were told of, and who wants none."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from programs.languages import WRITTEN


class Reminder(models.Model):
    """That a person was mailed about something. `key` names the thing as it stood: once it stands otherwise, such as a
    figure that is returned a second time, it is another.

    It is written before the mail goes and taken back where that fails, so that nothing is told twice, even by two
    commands at once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    sent_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="reminded_once",
                violation_error_message="This person was reminded of it.",
            )
        ]

    def __str__(self):
        return f"{self.key}: {self.user}"


class ReminderChoice(models.Model):
    """Whether a person wants reminders by mail, and in which language. Whoever never chose gets them, in English."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="reminder_choice"
    )
    by_mail = models.BooleanField("by mail")
    language = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text="Of the desk and of mails. Empty: English.",
    )
    changed_at = models.DateTimeField()

    class Meta:
        # Everybody chooses for themselves; administrators see what was chosen.
        default_permissions = ()
        verbose_name = "choice about reminders"
        verbose_name_plural = "reminders by mail"

    def __str__(self):
        words = gettext("reminders by mail") if self.by_mail else gettext("no reminders")
        return f"{self.user}: {words}"

    @classmethod
    def language_of(cls, user) -> str:
        """The language that a person chose; English until they do."""
        try:
            return user.reminder_choice.language or WRITTEN
        except cls.DoesNotExist:
            return WRITTEN
