"""What a check of a citation found, said to whoever saved it."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html

from metrics.archives.checking import Outcome, Result
from metrics.models import Citation


def words_of(citation: Citation, result: Result) -> str:
    """The outcome and a sentence that names both sides; of several places, with the way to pick one."""
    said = f"{Outcome(result.outcome).label}. {result.found}"
    if result.outcome != Outcome.AMBIGUOUS:
        return said
    address = reverse("admin:metrics_citation_pick", args=[citation.pk])
    return format_html('{} <a href="{}">Pick the place.</a>', said, address)


def say_what_was_found(admin, request, citation: Citation, result: Result) -> None:
    if result.outcome != Outcome.NOT_ARCHIVED:
        level = messages.WARNING if result.failed else messages.SUCCESS
        admin.message_user(request, words_of(citation, result), level)
