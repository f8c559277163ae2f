"""A report of 400 pages of invented content: sections, paragraphs and bullets, each with a number of its own."""

PAGE = 3_000


def long_text(pages: int) -> str:
    """About `pages` times PAGE characters, with a heading a page; every number of people stands once in it."""
    parts = []
    number = 10_000
    for page in range(1, pages + 1):
        parts.append(f"Crossing of district {page_name(page)}")
        length = 0
        while length < PAGE - 100:
            number += 1
            words = (
                f"In this district the offices received {number:,} travelers from the river towns, and the clerks wrote"
                " down where each of them had come from, what they carried, and which of the ferries had brought them"
                " over. Nothing of it was lost, since the books are kept in two rooms on either bank."
            )
            parts.append(f"  • Ferry {page_name(number)}: {words}" if number % 5 == 0 else words)
            length += len(words)
    return "\n\n".join(parts)


def page_name(number: int) -> str:
    """A name in letters, so that it is no number: 1 is "B", 27 "BB"."""
    name = ""
    while number:
        number, digit = divmod(number, 26)
        name = chr(65 + digit) + name
    return name
