"""Catalogs of translations: from the sources to locale/es/LC_MESSAGES/django.po, and from there to what gettext reads.

People keep the .po file, which stands in the repository. gettext's binary file is derived: it is made under VAR_DIR, in
a folder named after the .po file's content, whenever Throughline starts and finds none. So a fresh clone shows Spanish
without a tool or a step, and no stale file can.
"""

import hashlib
import io
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parent.parent
#: Languages that are translated to. The words in the sources are English.
LANGUAGES = ("es",)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    # programs/languages.py
    "noop": None,
    # The language of figures is pure Python: its reasons are looked up where they are shown.
    "Undefined": None,
}
METHODS = [
    ("**/jinja2/**.html", "jinja2"),
    ("**/templates/**.html", "config.catalogs:of_django_template"),
    ("**/templates/**.txt", "config.catalogs:of_django_template"),
    ("**.py", "python"),
]
OPTIONS = {
    "**/jinja2/**.html": {"trimmed": "true", "silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"},
}
FOLDERS = ("config", "programs", "metrics", "accounts")


def path_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def compiled(target: Path) -> Path:
    """A folder for LOCALE_PATHS under `target` with the catalogs as they are now; made where it is missing."""
    sources = {language: path_of(language).read_bytes() for language in LANGUAGES}
    digest = hashlib.sha256(b"\0".join(sources.values())).hexdigest()[:12]
    folder = target / digest
    for language, source in sources.items():
        path = folder / language / "LC_MESSAGES" / "django.mo"
        if not path.exists():
            # Only now: Babel is not needed for starting.
            from babel.messages.mofile import write_mo
            from babel.messages.pofile import read_po

            path.parent.mkdir(parents=True, exist_ok=True)
            # Written aside and then moved: of several processes that start at once none reads half a file.
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as aside:
                write_mo(aside, read_po(io.BytesIO(source), locale=language))
            os.replace(aside.name, path)
    return folder


def of_django_template(file, keywords, comment_tags, options):
    """What {% translate %} and {% blocktranslate %} ask for, in the way in which Babel wants it."""
    from babel.messages.extract import extract_python
    from django.utils.translation.template import templatize

    # Django makes lines of Python of a template, which are none of a program; in one line there is no indentation. Its
    # comments would hide what follows.
    code = re.sub(r"^\s*#.*$", "", templatize(file.read().decode("utf-8")), flags=re.M).replace("\n", " ")
    yield from extract_python(io.BytesIO(code.encode()), keywords, comment_tags, options)


def extracted() -> "Catalog":
    """What the sources ask to be translated."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    # Settings are read before there are models.
    from . import wording

    catalog = Catalog(charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(
            ROOT / folder,
            METHODS,
            OPTIONS,
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for _path, _line, words, comments, context in sorted(found, key=lambda row: row[:2]):
            catalog.add(words, None, auto_comments=comments, context=context)
    for words in wording.words():
        catalog.add(words)
    return catalog


def read(language: str) -> "Catalog":
    from babel.messages.pofile import read_po

    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(language: str) -> "Catalog":
    """The catalog with the words that are asked for now; what nobody asks for any more is left out."""
    catalog, wanted = read(language), extracted()
    header = catalog.header_comment, catalog.creation_date, catalog.revision_date
    # A guess by likeness would have to be found and mended; an empty string is found by the test.
    catalog.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.creation_date, catalog.revision_date = header
    return catalog


def written(catalog: "Catalog") -> bytes:
    from babel.messages.pofile import write_po

    out = io.BytesIO()
    # No places: they would change with every edit, and set two people's catalogs at odds.
    write_po(out, catalog, width=118, sort_output=True, no_location=True)
    return out.getvalue()


def is_translated(message: "Message") -> bool:
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(words) and not message.fuzzy


def problems(language: str) -> list[str]:
    """What is wrong with a catalog, a sentence each; empty where it is whole."""
    catalog, found = read(language), []
    for wanted in extracted():
        if not wanted.id:
            continue
        message = catalog.get(wanted.id, wanted.context)
        name = wanted.id[0] if isinstance(wanted.id, tuple) else wanted.id
        if message is None:
            found.append(f"{name!r} is not in the catalog: run make messages.")
        elif not is_translated(message):
            found.append(f"{name!r} is {'fuzzy' if message.fuzzy else 'not translated'}.")
    for message in catalog:
        found += [f"{message.id!r}: {error}" for error in message.check(catalog)]
    return found
