"""Mails that remind: each thing once, all or nothing for a person, and none to who wants none."""

import random
import smtplib
from email import message_from_string

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from metrics import actions, reminding, reviewing
from metrics.findings import keeping
from metrics.models import Figure, Job, Reminder, ReminderChoice

from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make.user(role="Editor", email="editor@example.org", first_name="Ana", last_name="Lopez")


@pytest.fixture
def reviewer():
    return make.user(role="Reviewer", email="reviewer@example.org")


@pytest.fixture
def returned(editor, reviewer):
    row = make.figure(update=make.update(), entered_by=editor)
    reviewing.hand_over(update=row.update, by=editor)
    return_again(row, reviewer)
    return row


def return_again(row, reviewer):
    actions.return_to_author(statements=[Figure.objects.get(pk=row.pk)], by=reviewer, comment="The year is wrong.")


def sent() -> list:
    """The mails that one run of the command sends."""
    mail.outbox.clear()
    call_command("send_reminders")
    return list(mail.outbox)


def test_a_mail_says_what_waits_and_where(returned, editor, settings):
    settings.SITE_URL = "https://throughline.example.org"
    (found,) = sent()
    assert found.to == ["editor@example.org"]
    assert found.subject == "Throughline: returned to you: 1"
    assert "Hello Ana Lopez," in found.body
    assert "The year is wrong." in found.body
    review = f"https://throughline.example.org/admin/metrics/update/{returned.update_id}/review/#figure-{returned.pk}"
    assert review in found.body
    assert "https://throughline.example.org/admin/metrics/reminderchoice/mine/" in found.body
    assert found.extra_headers["Auto-Submitted"] == "auto-generated"


def test_nothing_is_told_twice_and_what_is_returned_again_is_told_again(returned, editor, reviewer):
    assert len(sent()) == 1
    assert sent() == []
    reviewing.resubmit(statement=returned, by=editor)
    assert [found.to for found in sent()] == [["reviewer@example.org"]]
    return_again(returned, reviewer)
    assert [found.to for found in sent()] == [["editor@example.org"]]
    assert sent() == []


def test_every_kind_of_thing_is_told(returned, editor, reviewer):
    reviewing.comment(update=returned.update, by=reviewer, text=f"Which year, @{editor.username}?")
    make.published(indicator=make.indicator(frequency="annual"), period=2019, update=make.update())
    keeping.refresh_all()
    now = timezone.now()
    about = {"update": returned.update, "created_at": now, "queued_at": now, "ended_at": now}
    Job.objects.create(kind="check_rows", by=editor, state="failed", message="No such column.", **about)
    (found,) = sent()
    assert found.subject == (
        "Throughline: returned to you: 1; waiting for your answer: 1; overdue: 1; jobs that failed: 1"
    )
    for words in ("Which year", "Guatemala: Indicator", "No such column."):
        assert words in found.body


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_in_whatever_order_each_thing_is_told_once(seed, editor, reviewer):
    """A record of its own says what was to be told: each return, each question, each submission to another's review."""
    of = random.Random(seed)  # noqa: S311 The same course for the same seed.
    row = make.figure(update=make.update(), entered_by=editor)
    waiting, told = {"editor": set(), "reviewer": set()}, {"editor": [], "reviewer": []}
    questions = 0
    for number in range(25):
        row = Figure.objects.get(pk=row.pk)
        match of.choice(["submit", "return", "return", "ask", "mail", "mail"]):
            case "submit" if row.status == "draft":
                actions.submit(statements=[row], by=editor)
                waiting["editor"] = {each for each in waiting["editor"] if each[0] != "returned"}
                waiting["reviewer"] = {("review", number)}
            case "return" if row.status == "submitted":
                return_again(row, reviewer)
                waiting["editor"].add(("returned", number))
                waiting["reviewer"] = set()
            case "ask":
                questions += 1
                reviewing.comment(update=row.update, by=reviewer, text=f"@{editor.username}, question {questions}?")
                waiting["editor"].add(("asked", number))
            case "mail":
                found = {message.to[0].split("@")[0]: message.subject for message in sent()}
                for name in ("editor", "reviewer"):
                    new = waiting[name] - set(told[name])
                    counts = [int(part) for part in found.get(name, "0").replace(";", " ").split() if part.isdecimal()]
                    assert sum(counts) == len(new), (seed, number, name)
                    told[name] += new
    assert Reminder.objects.count() == len(told["editor"]) + len(told["reviewer"])


def test_who_wants_none_gets_none(returned, editor):
    ReminderChoice.objects.create(user=editor, by_mail=False, changed_at=timezone.now())
    assert sent() == []
    ReminderChoice.objects.update(by_mail=True)
    assert len(sent()) == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"email": ""}])
def test_only_active_staff_with_an_address_is_mailed(returned, editor, change):
    type(editor).objects.filter(pk=editor.pk).update(**change)
    assert sent() == []


def test_a_dry_run_prints_and_sends_and_notes_nothing(returned, capsys):
    call_command("send_reminders", "--dry-run")
    assert "To editor@example.org: Throughline: returned to you: 1" in capsys.readouterr().out
    assert mail.outbox == []
    assert not Reminder.objects.exists()


class Broken(EmailBackend):
    """A server that does not know one mailbox."""

    def send_messages(self, messages):
        if messages[0].to == ["editor@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"editor@example.org": (550, b"No such mailbox")})
        return super().send_messages(messages)


def test_a_mailbox_that_fails_stops_no_other_and_is_tried_again(returned, editor, reviewer, settings):
    reviewing.comment(update=returned.update, by=editor, text=f"Which, @{reviewer.username}?")
    locmem, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Broken"
    with pytest.raises(CommandError) as refused:
        call_command("send_reminders")
    assert f"{editor.username}:" in str(refused.value)
    assert "No such mailbox" in str(refused.value)
    assert [found.to for found in mail.outbox] == [["reviewer@example.org"]]
    assert not Reminder.objects.filter(user=editor).exists()
    settings.EMAIL_BACKEND = locmem
    assert [found.to for found in sent()] == [["editor@example.org"]]


@pytest.mark.parametrize("address", ["nobody", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org"])
def test_an_address_that_is_none_is_named_and_mailed_nothing(returned, editor, address):
    type(editor).objects.filter(pk=editor.pk).update(email=address)
    with pytest.raises(CommandError, match="Correct it on the page of the account"):
        call_command("send_reminders")
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_two_commands_at_once_tell_a_person_once(returned, editor, monkeypatch):
    items = reminding.new_items(editor, timezone.now())
    assert reminding.remind(editor) == 1
    # The second read what waits before the first had noted it.
    monkeypatch.setattr(reminding, "new_items", lambda *_: items)
    assert reminding.remind(editor) == 0
    assert len(mail.outbox) == 1


def test_words_of_people_get_into_no_header_and_break_no_line(editor, reviewer):
    update = make.update(title="Round\r\nBcc: everybody@example.org")
    row = make.figure(update=update, entered_by=editor)
    reviewing.hand_over(update=update, by=editor)
    actions.return_to_author(
        statements=[Figure.objects.get(pk=row.pk)], by=reviewer, comment="Mend it.\n\nSubject: Winner"
    )
    (found,) = sent()
    parsed = message_from_string(found.message().as_string())
    assert parsed["Bcc"] is None
    assert parsed["Subject"] == "Throughline: returned to you: 1"
    assert "Round Bcc: everybody@example.org" in found.body
    assert not [line for line in found.body.splitlines() if line.startswith(("Bcc", "Subject"))]


def test_a_long_list_is_cut_in_the_mail_and_told_whole(editor, reviewer):
    update = make.update()
    rows = [make.figure(update=update, entered_by=editor) for _ in range(reminding.SHOWN + 2)]
    reviewing.hand_over(update=update, by=editor)
    fresh = list(Figure.objects.filter(pk__in=[row.pk for row in rows]))
    actions.return_to_author(statements=fresh, by=reviewer, comment="Mend it.")
    (found,) = sent()
    assert "and 2 more: see your desk." in found.body
    assert sent() == []


# --- The page of one's own choice ------------------------------------------------------------------------------------

MINE = "/admin/metrics/reminderchoice/mine/"


@pytest.mark.parametrize("role", ["Viewer", "Editor", "Reviewer", "Administrator"])
def test_everybody_chooses_for_themselves(client_of, role):
    client = client_of(role)
    assert "Send me none" in client.get(MINE).content.decode()
    for wanted, by_mail in (("no", False), ("yes", True)):
        assert client.post(MINE, {"by_mail": wanted}).status_code == 302
        assert [choice.by_mail for choice in ReminderChoice.objects.all()] == [by_mail]


def test_a_choice_that_is_none_changes_nothing(client_of):
    assert client_of("Editor").post(MINE, {"by_mail": "perhaps"}).status_code == 400
    assert not ReminderChoice.objects.exists()


def test_a_stranger_has_no_choice(client):
    assert client.post(MINE, {"by_mail": "no"}).status_code == 302
    assert not ReminderChoice.objects.exists()


def test_administrators_alone_see_who_chose_what(client, editor):
    ReminderChoice.objects.create(user=editor, by_mail=False, changed_at=timezone.now())
    every = "/admin/metrics/reminderchoice/"
    client.force_login(editor)
    assert client.get(every).status_code == 403
    client.force_login(make.user(role="Administrator"))
    assert editor.username in client.get(every).content.decode()


def test_an_account_goes_with_its_reminders(editor):
    Reminder.objects.create(user=editor, key="job:1", sent_at=timezone.now())
    ReminderChoice.objects.create(user=editor, by_mail=False, changed_at=timezone.now())
    editor.delete()
    assert not Reminder.objects.exists()
    assert not ReminderChoice.objects.exists()
