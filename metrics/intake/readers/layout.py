"""What a line or paragraph is by its words alone, for every reader: label, heading, caption, furniture."""

from __future__ import annotations

import re

from metrics.statements.lexicon import words as words_of

_SMALL_WORDS = words_of(
    "a an and as at by for from in into of on or per the to vs with within among while through over under "
    "other de del la las el los y e o u en con por para al a su sus entre sobre desde hasta sin"
)

_LABEL_END = re.compile(r":(?=\s)|\s[–—](?=\s)|:$")
_SENTENCE_END = re.compile(r"(?<![.\s]\w)[.!?;](?=\s)")
_SPEAKER = re.compile(r"(?P<words>(?:[A-ZÁÉÍÓÚÑ]{2,}\.?[ ]?){1,5}):(?=\s)")
_PAGE_NUMBER = re.compile(
    r"(?:page|página|p[áa]g\.?|p\.)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:of|de|/)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE
)
_CAPTION = re.compile(
    r"\[?(?:photo|foto|fotografía|image|imagen|picture|figure|figura|fig\.|gráfico|graph|chart|map|mapa|table|tabla"
    r"|cuadro|caption)\b\s*(?:\d{1,3}\b|credit\b|by\b|:|/|\.|–|-|de\b|por\b)",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\[[^\]]{0,80}\b(?:photo|foto|image)\b|\bphoto by\b|\bfoto de\b|\(photo:|\(foto:", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:for immediate release|para (?:su )?(?:publicación|difusión) inmediata|###+|\*\s?\*\s?\*|-\s?30\s?-|end|fin"
    r"|(?:press |media )?contacts?\s*:.*|(?:contactos?|prensa)\s*:.*|tel(?:\.|éfono|ephone)?\s*:.*|phone\s*:.*"
    r"|e-?mail\s*:.*|correo(?: electrónico)?\s*:.*|fax\s*:.*|https?://\S+|www\.\S+|©.*|copyright\b.*"
    r"|all rights reserved.*|todos los derechos reservados.*|share (?:this|on)\b.*|compartir\b.*"
    r"|follow us\b.*|síg[aue]+nos\b.*|subscribe\b.*|suscríbase\b.*)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"(?:\[\d{1,2}\]\s|\(\d{1,2}\)\s(?=source|fuente|note|nota|see|véase)|[¹²³⁴-⁹*†‡]{1,3}\s?(?=\w)"
    r"|\d{1,2}\s(?=source:|fuente:|see |véase |ibid|note:|nota:)"
    r"|(?:notes?|notas?|source|sources|fuente|fuentes)\s?:)",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"[.!?;,][\"”’)\]]?$")
_WORD = re.compile(r"[^\W\d_][\w'’.&/-]*")
#: "2023 IN NUMBERS", "2022 Results".
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d\s+(?=[^\W\d_])")
_NUMBER_FIRST = re.compile(r"(?:[A-Z]{0,3}\$|€|£)?\s?\d")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo|abril"
    "|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
)
_DATE_LINE = re.compile(
    rf"(?:(?:[^\W\d]|[ .,']){{0,40}}[,–-]\s)?"
    rf"(?:(?:\d{{1,2}}(?:º|er)?\s(?:de\s)?(?:{_MONTHS})|(?:{_MONTHS})\s\d{{1,2}})"
    rf"(?:,|\sdel?)?\s\d{{4}}|(?:{_MONTHS})\s(?:de\s)?\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})\.?",
    re.IGNORECASE,
)

#: A heading is shorter than this, in words.
MAX_HEADING_WORDS = 20


def is_date_line(words: str) -> bool:
    """Whether a date, with its place at most, is all there is."""
    return bool(_DATE_LINE.fullmatch(words.strip()))


def is_furniture(words: str) -> bool:
    """Whether the line belongs to the page and not to the document: its number, contacts, links."""
    line = words.strip()
    return bool(_PAGE_NUMBER.fullmatch(line) or _FURNITURE.fullmatch(line)) or is_date_line(line)


def is_caption(words: str) -> bool:
    """Whether the words tell of a picture, chart or table rather than of the world."""
    line = words.strip()
    return bool(_CAPTION.match(line)) or bool(_CREDIT.search(line[:400]))


def is_footnote(words: str) -> bool:
    """Whether the words begin as a note does: "[1] …", "* …", "Source: …"."""
    return bool(_FOOTNOTE.match(words.strip()))


def is_heading(words: str) -> bool:
    """Whether a line that stands by itself reads as a heading: short, not a sentence, not led by a number."""
    line = words.strip()
    year = _YEAR_FIRST.match(line)
    led_by_year = year is not None and (line.isupper() or is_title_like(line[year.end() :]))
    if not line or len(line) > 200 or _TERMINAL.search(line) or (_NUMBER_FIRST.match(line) and not led_by_year):
        return False
    found = _WORD.findall(line)
    return bool(found) and len(found) <= MAX_HEADING_WORDS and not line[0].islower()


def is_title_like(words: str) -> bool:
    """Whether the words that count are capitalized."""
    found = [word for word in _WORD.findall(words) if word.lower() not in _SMALL_WORDS]
    return bool(found) and all(word[0].isupper() for word in found)


def leading_label(words: str, *, bullet: bool) -> int:
    """The length of the label that ``words`` start with ("Child Protection:"), without its colon; 0 for none.

    In a bullet any short run of words before a colon is one; in a paragraph it must be capitalized like a
    title or a speaker's name.
    """
    head = words[:240]
    speaker = _SPEAKER.match(head)
    if speaker:
        return len(speaker["words"].rstrip())
    found = _LABEL_END.search(head)
    if found is None:
        return 0
    label, dash = head[: found.start()].rstrip(), not found.group().startswith(":")
    count = len(label.split())
    if not label or count > (18 if bullet and not dash else 8) or not label[0].isupper() or _SENTENCE_END.search(label):
        return 0
    if dash and any(char.isdigit() for char in label):
        return 0
    titled = is_title_like(label)
    needs_title = not bullet or dash or any(char.isdigit() for char in label)
    return 0 if needs_title and not titled else len(label)
