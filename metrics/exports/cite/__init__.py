"""Citations of a figure: Chicago and APA as text, BibTeX, RIS and CSL-JSON for reference managers.

All are made from one Reference. It names the words of the source that state the figure, the source, and the permanent
link of the figure's page, as of a day: whoever follows it sees what the writer saw.
"""

from collections.abc import Callable
from typing import NamedTuple

from .managers import bibtex, csl_json, ris
from .prose import apa, chicago, chicago_note
from .reference import Reference, reference_of


class Form(NamedTuple):
    """A citation as a file."""

    name: str
    write: Callable[[Reference], str]
    media_type: str


STYLES = {"Chicago, note": chicago_note, "Chicago, bibliography": chicago, "APA": apa}

# By the ending of the file. The media type of CSL-JSON is registered; the other two are customary.
FILES = {
    "bib": Form("BibTeX", bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": Form("RIS", ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": Form("CSL-JSON", csl_json, "application/vnd.citationstyles.csl+json"),
}

__all__ = [
    "FILES",
    "STYLES",
    "Form",
    "Reference",
    "apa",
    "bibtex",
    "chicago",
    "chicago_note",
    "csl_json",
    "reference_of",
    "ris",
]
