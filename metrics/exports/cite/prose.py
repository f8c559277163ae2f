"""Citations as sentences: Chicago (notes and bibliography, 17th edition) and APA (7th edition).

Titles keep the letters that their source gives them: no rule can tell a proper name from a word to be set small.
"""

import datetime as dt
import re

from babel.dates import format_date

from .reference import Name, Reference

SITE = "Throughline"
# Source.Kind codes that say no more than that it is on the web.
UNSAID = {"article"}


def long_date(day: dt.date | None) -> str:
    """ "April 20, 2022"; "n.d." where there is none (Chicago 14.145, APA 9.17)."""
    return format_date(day, "MMMM d, y", locale="en") if day else "n.d."


def stop(text: str) -> str:
    """The text with a full stop, unless it ends with one, or with a question or exclamation mark."""
    return text if not text or text.rstrip("”’)")[-1:] in {".", "?", "!"} else f"{text}."


def inner(text: str) -> str:
    """Quotation marks within a quotation are single ones."""
    text = re.sub(r'"([^"]*)"', r"‘\1’", text)
    return text.translate({ord("“"): "‘", ord("”"): "’", ord('"'): "’"})


def quoted(text: str, mark: str = "") -> str:
    """In quotation marks, with the punctuation that follows inside of them, as American usage has it."""
    text = inner(text)
    if mark == "." and text.rstrip("’")[-1:] in {".", "?", "!"}:
        mark = ""
    return f"“{text}{mark}”"


def comma(text: str) -> str:
    """The text with a comma, inside of a closing quotation mark."""
    return f"{text[:-1]},”" if text.endswith("”") else f"{text},"


def sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def listed(names: list[str], last: str) -> str:
    """ "A", "A and B", "A, B, and C"."""
    if len(names) < 3:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"


# --- Chicago ---------------------------------------------------------------------------------------------------------


def chicago_names(names: list[Name]) -> str:
    """Up to ten; of more, seven "et al." (Chicago 14.76). The first is inverted."""
    words = [name.in_order if i else name.inverted for i, name in enumerate(names)]
    if len(words) > 10:
        return f"{', '.join(words[:7])}, et al."
    if len(words) == 2:
        return f"{words[0]}, and {words[1]}"
    return listed(words, "and")


def occasion(ref: Reference, capital: bool) -> str:
    """ "Remarks, Panama City, April 20, 2022": the kind of document, the place and the date."""
    kind = "" if ref.kind in UNSAID else ref.kind_words if capital else ref.kind_words.lower()
    return ", ".join(filter(None, (kind, ref.place, long_date(ref.date))))


def retrieval(ref: Reference, accessed: str) -> str:
    """ "accessed May 1, 2022, https://…", with the archived address where there is one."""
    parts = []
    if ref.source_url:
        parts.append(
            f"{accessed} {long_date(ref.accessed_on)}, {ref.source_url}" if ref.accessed_on else ref.source_url
        )
    if ref.archived_url:
        parts.append(f"archived at {ref.archived_url}")
    return ", ".join(parts)


def chicago(ref: Reference) -> str:
    """The entry in a bibliography."""
    container = ""
    if ref.container:
        when = f" {long_date(ref.container_date)}" if ref.container_date else ""
        container = stop(f"In {quoted(ref.container, ',' if when else '.')}{when}")
    reached = retrieval(ref, "Accessed")
    return sentences(
        stop(chicago_names(ref.responsible)),
        quoted(ref.title, "."),
        stop(occasion(ref, capital=True)),
        container,
        stop(ref.publisher_apart),
        stop(reached[:1].upper() + reached[1:] if reached.startswith("archived") else reached),
        f"{quoted(ref.quoted, ',')} figure {ref.figure_id} in {SITE}, as of {long_date(ref.day)}. {ref.link}.",
    )


def chicago_note(ref: Reference) -> str:
    """The footnote. Of more than three authors the first is named (Chicago 14.76)."""
    names = [name.in_order for name in ref.responsible]
    who = f"{names[0]} et al." if len(names) > 3 else listed(names, "and")
    container = ""
    if ref.container:
        when = f" ({long_date(ref.container_date)})" if ref.container_date else ""
        container = f"in {quoted(ref.container)}{when}"
    parts = [
        who,
        f"{quoted(ref.title)} ({occasion(ref, capital=False)})",
        container,
        ref.publisher_apart,
        f"under {quoted(ref.section[-1])}" if ref.section else "",
        retrieval(ref, "accessed"),
        f"{quoted(ref.quoted)}; figure {ref.figure_id} in {SITE}",
        f"as of {long_date(ref.day)}",
        ref.link,
    ]
    *before, last = filter(None, parts)
    return sentences(*map(comma, before), f"{last}.")


# --- APA -------------------------------------------------------------------------------------------------------------


def apa_names(names: list[Name]) -> str:
    """Up to twenty; of more, the first nineteen and the last (APA 9.8)."""
    words = [name.literal or ", ".join(filter(None, (name.sorted_family, name.initials))) for name in names]
    if len(words) > 20:
        return f"{', '.join(words[:19])}, … {words[-1]}"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}, & {words[-1]}"


def apa_date(day: dt.date | None) -> str:
    return f"({format_date(day, 'y, MMMM d', locale='en')})." if day else "(n.d.)."


def apa(ref: Reference) -> str:
    """The entry in a list of references; without an author the title takes its place (APA 9.12).

    APA sets a container in italics, which text does not have; quotation marks keep it apart.
    """
    title = stop(ref.title if ref.kind in UNSAID else f"{ref.title} [{ref.kind_words}]")
    who = stop(apa_names(ref.responsible))
    when = f" {apa_date(ref.container_date)[:-1]}" if ref.container_date else ""
    reached = ref.source_url
    if ref.source_url and ref.accessed_on:
        reached = f"Retrieved {long_date(ref.accessed_on)}, from {ref.source_url}"
    return sentences(
        *((who, apa_date(ref.date), title) if who else (title, apa_date(ref.date))),
        stop(ref.place),
        stop(f"In {quoted(ref.container)}{when}") if ref.container else "",
        stop(ref.publisher_apart),
        reached,
        f"{quoted(ref.quoted)} (Figure {ref.figure_id}, as of {long_date(ref.day)}). {SITE}. {ref.link}",
    )
