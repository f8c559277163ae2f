"""The words of a page."""

import re


def text_of(response) -> str:
    """The words of a page, without markup, white space folded."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace(" ", " ")
