"""The two refusals of the language of figures.

Both carry a sentence for readers. The sentence is a template with named details, so that an interface in
another language can look up ``template`` in its catalog and fill in ``details`` itself.
"""

from __future__ import annotations

from typing import Any

#: Words quoted back in a reason are cut to this many characters.
QUOTE_LENGTH = 40


class Reasoned(ValueError):  # noqa: N818 — the names of the errors are part of the contract
    """An error that explains itself in a full sentence: what could not be done and what to do about it."""

    def __init__(self, template: str, **details: object) -> None:
        self.template = template
        self.details = details
        self.reason = template.format(**details) if details else template
        super().__init__(self.reason)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore, (type(self), self.template, self.details))


def _restore(kind: type[Reasoned], template: str, details: dict[str, object]) -> Reasoned:
    return kind(template, **details)


class Refused(Reasoned):
    """Text that is not read, because reading it would be a guess."""


class Undefined(Reasoned):
    """A result that does not exist or cannot be told: division by zero, a missing or negative operand."""


def quote(words: str) -> str:
    """``words`` on one line, short enough to stand inside a reason."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTE_LENGTH else line[: QUOTE_LENGTH - 1].rstrip() + "…"
