"""A sentence as tokens in which periods, numbers of acts and local currencies are clear."""

from __future__ import annotations

import re
from dataclasses import replace

from metrics.statements.periods import FoundPeriod
from metrics.statements.tokens import PERIOD_FIRST, PERIOD_REST, Token, tokenize

#: "Acuerdo Ministerial 324-2022": the number of an act, with its year.
ACT = re.compile(r"(?P<lead>\b(?:[A-ZÁÉÍÓÚ][\w.]+|n[.º°o]+) )(?P<number>\d{1,5}-(?:19|20)\d\d)(?![\w,.-]\d)")
#: "Oficio N.º 1482".
NUMBERED = re.compile(r"(?P<lead>\b[Nn](?:ro|úm|um|o)?\.? ?[º°ª]\.? ?)(?P<number>\d[\d./-]*\b)")
#: "8 CFR 214.2", "INA 212(a)(9)", "H. Rept. 118-146", "pp. 12-19": where in a text of law, or on which pages.
CITED = re.compile(
    r"(?P<lead>)(?P<number>\b\d{1,3} (?:CFR|C\.F\.R\.|USC|U\.S\.C\.|FAM|FAH|FR|Fed\. Reg\."
    r"|Stat\.)(?: §+)?(?: part)? ?\d[\d.-]*"
    r"(?:\(\w{1,4}\))*|\b\d{1,4}[a-z]?(?:\((?:[a-z]{1,4}|\d{1,2})\)){2,}|\b\d{2,4}\([a-z]\)(?! ))"
)
CITED_AFTER = re.compile(
    r"(?P<lead>\b(?:[Rr]ept|[Rr]es|Pub\. ?L|P\. ?L|pp|p[áa]gs|p[áa]ginas|pages|arts|secs|[Ss]ections|art[íi]culos"
    r"|articles)\.? )(?P<number>\d+(?:[-–]\d+)?(?:(?:, | and | y )\d+(?:[-–]\d+)?)*)"
)
#: "2172 Rayburn House Office Building", "11 Rue Lechaud"; "call 822-2423".
ADDRESS = re.compile(
    r"(?P<lead>)(?P<number>(?<![\d.,$])\b\d{1,5}) (?=(?:[A-Z][\w.]+ ){1,4}"
    r"(?:Building|Street|Avenue|Road|Boulevard|Blvd|St\.|Ave\.))"
)
TELEPHONE = re.compile(
    r"(?P<lead>)(?P<number>(?=[+\d])(?:(?<=[Cc]all )|(?<=[Pp]hone )|(?<=[Tt]el )|(?<=[Tt]el\. )|(?<=[Tt]el: )|(?<=App )"
    r"|(?<=[Ff]ax )|(?<=PBX )|(?<=línea )|(?<=éfono )|(?<=éfonos )|(?<=llamar al )|(?<=llame al ))"
    r"\+?\d{3,4}[- ]\d{3,4}(?:[- ]\d{4})?\b)"
)
#: The numbers of acts and places in texts: none of them is a figure.
NUMBERS_OF_NAMES = (ACT, NUMBERED, CITED, CITED_AFTER, ADDRESS, TELEPHONE)
_DOZEN = re.compile(r"\b(?P<half>half|media|medio)(?: an?| de una)? (?P<of>dozen|docena|centenar)\b", re.I)
_HALVES = {"dozen": "six", "docena": "seis", "centenar": "cincuenta"}
#: "Q18.4 millones"; a lone digit after it may be a quarter's.
_QUETZALES = re.compile(r"\bQ\.?(?=\s?\d{1,3}[.,]\d|\s?\d{2,})")
#: "L 2,000" in Spanish; not "L. 12", which may be a law's.
_LEMPIRAS = re.compile(r"(?<![\w.])L(?:ps?)?\.?(?=\s?\d{1,3}[.,]\d|\s?\d+ mil)")
#: "51.4 mdp": millions of pesos, "mdd" of dollars, as Mexico's papers write them.
_MILLIONS_OF = {"mdp": "MXN", "mdd": "USD"}
_BALBOAS = re.compile(r"\bB/\.? (?=\d)")
#: "US $40": one sign with a space in it.
_SPACED_DOLLARS = re.compile(r"\bUS \$(?=\s?\d)")
#: "C$" is Canada's dollar or Nicaragua's córdoba: the country named beside it tells.
_C_DOLLARS = re.compile(r"\bC\$(?=\s?\d)")
_CANADA, _NICARAGUA = re.compile(r"\bCanad"), re.compile(r"\bNicarag|\bnicarag")
#: Signs that stand in for local currencies until the tokens are made, one character for each of theirs.
_MARKS = {"¤": "GTQ", "₵": "CAD", "₦": "NIO", "₴": "HNL", "₡": "CRC", "₱": "PAB"}


def clear_tokens(sentence: str, periods: list[FoundPeriod], language: str) -> list[Token]:
    """The tokens of ``sentence``, at its own characters: a period is one token, the number of an act none."""
    masked = sentence
    for pattern in NUMBERS_OF_NAMES:
        masked = pattern.sub(lambda match: match["lead"] + " " * len(match["number"]), masked)
    if language == "es":
        masked = _QUETZALES.sub(lambda match: "¤".ljust(len(match.group())), masked)
        if "L" in masked:
            masked = _LEMPIRAS.sub(lambda match: "₴".ljust(len(match.group())), masked)
    if "B/" in masked:
        masked = _BALBOAS.sub(lambda match: "₱".ljust(len(match.group())), masked)
    masked = masked.replace("¢", "₡")  # El Salvador has had no colones since 2001
    masked = _SPACED_DOLLARS.sub("US$ ", masked)
    canada, nicaragua = _CANADA.search(masked), _NICARAGUA.search(masked)
    if bool(canada) != bool(nicaragua):
        masked = _C_DOLLARS.sub("₵ " if canada else "₦ ", masked)
    tokens = [_clear_currency(token) for token in tokenize(_masked(masked, periods))]
    if language == "es":
        tokens = [part for token in tokens for part in _millions(token)]
    for match in reversed(list(_DOZEN.finditer(masked))):
        tokens = _joined(tokens, *match.span(), _HALVES[match["of"].lower()])
    return tokens


def _joined(tokens: list[Token], start: int, end: int, text: str) -> list[Token]:
    """``tokens`` with those from ``start`` to ``end`` made one word."""
    inside = [token for token in tokens if start <= token.start < end]
    if not inside:
        return tokens
    one = replace(inside[0], kind="word", text=text, lower=text, end=end)
    return [token for token in tokens if token.end <= start] + [one] + [token for token in tokens if token.start >= end]


def _millions(token: Token) -> list[Token]:
    """The scale and the currency of "mdp", each with some of its characters; any other token as it is."""
    code = _MILLIONS_OF.get(token.lower)
    if code is None:
        return [token]
    scale = replace(token, text="millones", lower="millones", end=token.start + 1)
    return [scale, replace(token, text=code, lower=code.lower(), start=token.start + 1)]


def _clear_currency(token: Token) -> Token:
    code = _MARKS.get(token.text)
    return replace(token, kind="word", text=code, lower=code.lower()) if code else token


def _masked(line: str, periods: list[FoundPeriod]) -> str:
    """``line`` with the words of each period replaced by marks of the same length."""
    pieces, end = [], 0
    for found in periods:
        pieces.append(line[end : found.start])
        pieces.append(PERIOD_FIRST + PERIOD_REST * (found.end - found.start - 1))
        end = found.end
    pieces.append(line[end:])
    return "".join(pieces)


def groups(tokens: list[Token]) -> list[int]:
    """For each token, the pair of parentheses that it stands in, counted from 1; 0 outside."""
    found, current, count = [], 0, 0
    for token in tokens:
        if token.text in "([":
            count += 1
            current = count
        found.append(current)
        if token.text in ")]":
            current = 0
    return found
