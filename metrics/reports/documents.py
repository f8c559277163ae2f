"""The document or speech that a figure rests on, with all that a citation of it needs."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from metrics.models import Source
from programs.languages import Foreign, language, told_by, written


@dataclass(frozen=True, slots=True)
class Document:
    """`kind` is a code of Source.Kind and `kind_words` its label; `authors` are lines as Source.authors has them.

    `whole` is the larger document that it stands in; of that one, the still larger is not read.
    """

    slug: str
    title: str
    kind: str
    kind_words: str
    publisher: str
    authors: list[str]
    published_on: dt.date | None
    event_on: dt.date | None
    event_place: str
    language: str
    url: str
    archived_url: str
    accessed_on: dt.date | None
    license: str
    note: str
    whole: "Document | None" = None

    @property
    def stated_on(self) -> dt.date | None:
        """The date of the event, or of publication; None where the source gives neither."""
        return self.event_on or self.published_on

    @property
    def language_name(self) -> str:
        return language_name(self.language)


def language_name(code: str) -> str:
    """A language in the reader's words; its code where CLDR does not know it."""
    try:
        return Locale.parse(code, sep="-").get_display_name(language()) or code
    except (ValueError, UnknownLocaleError):
        return code


PLAIN = (
    "slug",
    "kind",
    "published_on",
    "event_on",
    "language",
    "url",
    "archived_url",
    "accessed_on",
)
TOLD = ("title", "publisher", "event_place", "license")


def document_of(source: Source, whole: Source | None = None) -> Document:
    """The source as a document; `whole` is what it is part of, already read."""
    return Document(
        **{name: getattr(source, name) for name in PLAIN},
        kind_words=source.get_kind_display(),
        **{name: told_by(source, name) for name in TOLD},
        authors=[Foreign(author, source.language) for author in source.author_list],
        note=written(source.note),
        whole=document_of(whole) if whole else None,
    )


def documents_of(slugs: Iterable[str]) -> dict[str, Document]:
    """The sources of these slugs as documents, in one query; those that they stand in are not read."""
    return {source.slug: document_of(source) for source in Source.objects.filter(slug__in=set(slugs))}
