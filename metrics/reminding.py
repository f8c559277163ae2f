"""Mailing people what waits for them: the desk's lists (metrics/reports/desk.py), each thing once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from .models import Job, Reminder, ReminderChoice
from .reports import desk
from .reports.rows import date_words

# So many of each kind stand in a mail; it says how many more there are.
SHOWN = 15
LONGEST = 300
# Of a job that failed longer ago, nobody has to be told.
JOBS_TOLD = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tell a person: under which heading, by which key (Reminder.key), in which words, leading where."""

    heading: str
    key: str
    text: str
    path: str


def one_line(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[: LONGEST - 1]}…" if len(words) > LONGEST else words


def day(at: dt.date) -> str:
    return date_words(at)


def items_of(user: Any, now: dt.datetime) -> Iterator[Item]:
    """All that waits for a person, whether they were told of it or not."""
    found = desk.report(user, now, shown=None)
    for row in found.returned.rows:
        text = gettext("%(label)s (in %(update)s). %(by)s on %(day)s: %(text)s") % {
            "label": row.label,
            "update": row.update,
            "by": row.by,
            "day": day(row.at),
            "text": row.text,
        }
        review = f"{reverse('admin:metrics_update_review', args=[row.update_pk])}#{row.anchor}"
        yield Item(gettext("Returned to you"), f"returned:{row.step}", text, review)
    for mention in found.mentions.rows:
        text = gettext("%(words)s. %(by)s on %(day)s: %(text)s") % {
            "words": mention.about or mention.update,
            "by": mention.by,
            "day": day(mention.at),
            "text": mention.text,
        }
        review = reverse("admin:metrics_update_review", args=[mention.update_pk])
        anchor = f"#{mention.anchor}" if mention.anchor else ""
        yield Item(gettext("Waiting for your answer"), f"mention:{mention.step}", text, f"{review}{anchor}")
    for row in found.withdrawals.rows:
        text = gettext("%(label)s. Proposed by %(by)s on %(day)s: %(text)s") % {
            "label": row.label,
            "by": row.by,
            "day": day(row.at),
            "text": row.text,
        }
        page = reverse(f"admin:metrics_{row.noun}_withdraw", args=[row.pk])
        yield Item(gettext("Withdrawals to confirm"), f"withdrawal:{row.step}", text, page)
    for update in found.to_review.rows:
        handed = (
            gettext(", handed over by %(person)s on %(day)s")
            % {"person": update.handed_over_by, "day": day(update.handed_over_at)}
            if update.is_frozen
            else ""
        )
        text = ngettext(
            "%(title)s: %(num)s statement to review%(handed)s",
            "%(title)s: %(num)s statements to review%(handed)s",
            update.to_review,
        ) % {"title": update.title, "num": update.to_review, "handed": handed}
        review = reverse("admin:metrics_update_review", args=[update.pk])
        yield Item(gettext("Waiting for your review"), f"review:{update.pk}:{update.newest.isoformat()}", text, review)
    for country in found.overdue.rows if found.may_enter else ():
        for line in country.indicators.rows:
            text = gettext("%(country)s: %(name)s, due by %(day)s") % {
                "country": country.country,
                "name": line.name,
                "day": day(line.due),
            }
            key = f"overdue:{country.code}:{line.slug}:{line.due.isoformat()}"
            yield Item(gettext("Overdue"), key, text, reverse("indicator", args=[line.slug]))
    failed = Job.objects.filter(by=user, state=Job.State.FAILED, ended_at__gt=now - JOBS_TOLD)
    for job in failed.select_related("update", "source").order_by("pk"):
        yield Item(
            gettext("Jobs that failed"),
            f"job:{job.pk}",
            f"{job}. {job.message}",
            reverse("admin:metrics_job", args=[job.pk]),
        )


def new_items(user: Any, now: dt.datetime) -> list[Item]:
    """What waits for a person and they were not told of."""
    told = set(Reminder.objects.filter(user=user).values_list("key", flat=True))
    return [item for item in items_of(user, now) if item.key not in told]


def people() -> QuerySet:
    """Active staff who have an address and did not turn reminders off."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    return staff.exclude(reminder_choice__by_mail=False).select_related("reminder_choice").order_by("pk")


def grouped(items: list[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.heading, []).append(item)
    return found


def message_to(user: Any, items: list[Item]) -> EmailMessage:
    """The mail that tells a person of these. Its subject holds counts and no words of anybody."""
    by_heading = grouped(items)
    parts = [f"{heading[0].lower()}{heading[1:]}: {len(rows)}" for heading, rows in by_heading.items()]
    lines = [gettext("Hello %(name)s,") % {"name": one_line(user.get_full_name() or user.get_username())}, ""]
    for heading, rows in by_heading.items():
        lines += [f"{heading} ({len(rows)})", ""]
        for item in rows[:SHOWN]:
            lines += [f"- {one_line(item.text)}", f"  {settings.SITE_URL}{item.path}", ""]
        if len(rows) > SHOWN:
            lines += [gettext("and %(count)s more: see your desk.") % {"count": len(rows) - SHOWN}, ""]
    lines += [
        gettext("Your desk: %(address)s") % {"address": f"{settings.SITE_URL}{reverse('admin:index')}"},
        gettext("You are told of each thing once. To get no more of these mails:"),
        f"{settings.SITE_URL}{reverse('admin:metrics_reminders')}",
        "",
    ]
    return EmailMessage(
        subject=f"Throughline: {'; '.join(parts)}",
        body="\n".join(lines),
        to=[user.email],
        # So that nobody's absence is answered to a machine (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )


def remind(user: Any, now: dt.datetime | None = None) -> int:
    """Mails a person what they were not told of yet; returns of how much.

    Either all of it is handed to the mail server and noted, or nothing. Raises ValidationError for an address that is
    none, and what the mail server raises.
    """
    now = now or timezone.now()
    with translation.override(ReminderChoice.language_of(user)):
        items = new_items(user, now)
        if not items:
            return 0
        validate_address(user)
        message = message_to(user, items)
    try:
        with transaction.atomic():
            Reminder.objects.bulk_create(Reminder(user=user, key=item.key, sent_at=now) for item in items)
    except IntegrityError:
        # Another command tells them at this moment.
        return 0
    try:
        message.send()
    except BaseException:
        Reminder.objects.filter(user=user, key__in=[item.key for item in items]).delete()
        raise
    return len(items)


def validate_address(user: Any) -> None:
    try:
        validate_email(user.email)
    except ValidationError:
        raise ValidationError(
            gettext("%(email)s is no address. Correct it on the page of the account.") % {"email": f"{user.email!r}"}
        ) from None
