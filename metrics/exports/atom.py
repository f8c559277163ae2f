"""Revisions as an Atom feed (RFC 4287)."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from metrics.reports.relations import Endpoint
from metrics.reports.revisions import Event
from programs.languages import WRITTEN, language

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
LONG_AGO = dt.datetime(2021, 7, 29, tzinfo=dt.UTC)


class RevisionFeed(Atom1Feed):
    def latest_post_date(self):
        """Without an entry the feed has never changed: the time of asking would make each answer another one."""
        return max((item["updateddate"] for item in self.items), default=LONG_AGO)


def kind_words(kind: str) -> str:
    return {"added": _("Published"), "corrected": _("Corrected"), "withdrawn": _("Withdrawn")}[kind]


def tag(*path) -> str:
    """A tag URI (RFC 4151): never an address, so that it stays the same wherever the site moves."""
    # A translation is an entry of its own.
    translated = () if language() == WRITTEN else (language(),)
    return f"tag:{settings.TAG_AUTHORITY}:{'/'.join(map(str, (*translated, *path)))}"


def title_of(event: Event) -> str:
    words = f"{event.old_words} → {event.words}" if event.figure and event.kind == "corrected" else event.words
    return f"{kind_words(event.kind)}: {event.name}: {words}"


def summary_of(event: Event) -> str:
    """Where and when, the reason, and the sources of both sides, a sentence each."""
    parts = [", ".join(filter(None, (event.figure.place, event.figure.period)))] if event.figure else []
    if event.kind == "corrected" and not event.figure:
        parts.append(_("Before: %(title)s") % {"title": event.old_words})
    if event.reason:
        parts.append(_("Reason: %(reason)s") % {"reason": event.reason})
    if isinstance(event.old, Endpoint) and event.old.source_title != event.statement.source_title:
        parts.append(_("Before from: %(source)s") % {"source": event.old.source_title})
    parts.append(_("Source: %(source)s") % {"source": event.statement.source_title})
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def feed(
    events: Iterable[Event], *, title: str, address: str, here: str, name: str, link: Callable[[Event], str]
) -> bytes:
    """The feed. `address` is its page's, `here` its own, both absolute; `name` is the path of its tag."""
    made = RevisionFeed(
        title=title,
        link=address,
        description=_("What was published, corrected and withdrawn, newest first."),
        language=language(),
        author_name="Throughline",
        feed_url=here,
        feed_guid=tag(name),
    )
    for event in events:
        made.add_item(
            title=title_of(event),
            link=link(event),
            # It goes out as HTML.
            description=escape(summary_of(event)),
            unique_id=tag(event.noun, event.place.pk, event.step),
            pubdate=event.at,
            updateddate=event.at,
            categories=[event.kind],
        )
    return made.writeString("utf-8").encode()
