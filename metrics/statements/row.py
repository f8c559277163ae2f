"""A row of tokens with the lexicon it is read by."""

from __future__ import annotations

from metrics.statements.lexicon import Lexicon
from metrics.statements.tokens import Token

#: A pause in the sentence: words beyond it say nothing about the figure.
BREAKS = frozenset(",;.:()[]!?")


class Row:
    """Tokens that may be asked for beyond either end."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.lowers = [token.lower for token in tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, index: int) -> Token | None:
        """The token at ``index``, or ``None`` where there is none."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def lower(self, index: int) -> str:
        """Its words in lower case, or nothing."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def glued(self, index: int) -> bool:
        """Whether there is a token at ``index`` and no space before it."""
        token = self.at(index)
        return token is not None and token.glued

    def is_number(self, index: int) -> bool:
        """Whether the token at ``index`` is in digits."""
        token = self.at(index)
        return token is not None and token.kind == "number"

    def around(self, index: int) -> str:
        """The unbroken run of tokens that ``index`` stands in: "1/2"."""
        first, last = index, index + 1
        while first > 0 and self.tokens[first].glued and index - first < 8:
            first -= 1
        while self.glued(last) and last - index < 8:
            last += 1
        return "".join(token.text for token in self.tokens[first:last])
