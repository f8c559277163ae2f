"""The reader's language, and texts that are not in it.

What staff and sources write is in some language, and a page is in another. A `Foreign` text knows its own: where HTML
is made of it, it says so (`lang="en"`), and where it stands in for a Spanish text that nobody wrote, readers see that
too. Everywhere else it is a plain string.

Texts that staff write stand in English in their field ("name") and, where somebody has translated them, in Spanish
beside it ("name_es").
"""

from typing import Any

from django.db.models import CharField, Expression, F, Func, Model, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import translation
from django.utils.translation import get_language, gettext
from markupsafe import Markup

#: What staff write in, and what their texts can be translated to.
WRITTEN, TRANSLATIONS = "en", ("es",)

# Between a text and its language, on the way from the database.
MARK = "\x1f"


def language() -> str:
    """The active language, as CLDR and the language of figures name it: "en", "es"."""
    return (get_language() or WRITTEN).split("-")[0]


def noop(text: str) -> str:
    """Marks a text for the catalog, in which it is looked up when it is shown."""
    return text


class Foreign(str):
    """A text in `language`. `missing`: it stands where a text in the reader's language is wanted."""

    __slots__ = ("language", "missing")

    language: str
    missing: bool

    def __new__(cls, text: str, language: str, missing: bool = False):
        made = super().__new__(cls, text)
        made.language, made.missing = language.split("-")[0], missing
        return made

    def __html__(self) -> Markup:
        text = Markup.escape(str(self))
        if self.language == language():
            return text
        if not self.missing:
            return Markup('<span lang="{}">{}</span>').format(self.language, text)
        return Markup('<span class="untranslated" lang="{}" data-language="{}">{}</span>').format(
            self.language, NAMES[self.language](), text
        )


NAMES = {"en": lambda: gettext("in English"), "es": lambda: gettext("in Spanish")}


def alike(text: str, original: str | None) -> str:
    """`text`, made of `original`, in the same language."""
    return Foreign(text, original.language, original.missing) if isinstance(original, Foreign) else text


def in_language(row: Model, field: str) -> str:
    """What staff wrote in a field, in the reader's language as far as it is translated."""
    text = getattr(row, field)
    if language() not in TRANSLATIONS:
        return text
    return getattr(row, f"{field}_{language()}") or (Foreign(text, WRITTEN, missing=True) if text else text)


class Told(CharField):
    """Reads "text", or the mark, its language, the mark and "text", which is in another language."""

    def from_db_value(self, value, expression, connection):
        if not value or value[0] != MARK:
            return value
        _, told, text = value.split(MARK, 2)
        if not text or told == language():
            return text
        return Foreign(text, told.removesuffix("?"), told.endswith("?"))


def joined(*parts) -> Expression:
    """The parts one after another; NULL where one is."""
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" || ", output_field=Told())


def localized(path: str, marked: bool = True) -> str | Expression:
    """What `in_language` gives, for `values_list`: of the field at the end of `path`.

    Unless `marked`, what is not translated serves in both languages, as an acronym does.
    """
    if language() not in TRANSLATIONS:
        return path
    translated = NullIf(F(f"{path}_{language()}"), Value(""))
    if not marked:
        return Coalesce(translated, F(path))
    return Coalesce(translated, joined(Value(f"{MARK}{WRITTEN}?{MARK}"), F(path)), output_field=Told())


def as_expression(source: str | Expression) -> Expression:
    """What `localized` gives, for `annotate`."""
    return F(source) if isinstance(source, str) else source


def quoted(path: str, source: str) -> Expression:
    """The field at `path`, which is in the language of the source that `source` leads to."""
    return joined(Value(MARK), F(f"{source}language"), Value(MARK), F(path))


def named(row: Model, field: str = "name") -> str:
    """`in_language` as plain text: for names of rows, which stand in titles, attributes and lists of choices, too."""
    return f"{in_language(row, field)}"


def written(text: str) -> str:
    """What staff wrote and nobody translates, such as a reason."""
    return Foreign(text, WRITTEN, missing=True) if text and language() != WRITTEN else text


def as_written(path: str) -> str | Expression:
    """What `written` gives, for `values_list`."""
    return path if language() == WRITTEN else joined(Value(f"{MARK}{WRITTEN}?{MARK}"), F(path))


def in_english(row: Any) -> str:
    """The words of a row to be kept: they are kept in one language, whoever does what is kept."""
    with translation.override(WRITTEN):
        return str(row)


def told_by(source: Any, field: str) -> str:
    """A field of a source, in the source's language."""
    return Foreign(getattr(source, field), source.language)
