"""Who speaks in a transcript: a label in capitals opens what somebody says."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.intake.document import Block, Document, Kind


def speaker_of(document: Document, block: Block) -> str:
    """The speaker whom the block's label names ("MINISTER LÓPEZ:"), or nothing."""
    label = document.text[slice(*block.label)] if block.label else ""
    return label if label.isupper() else ""


def paths_of(document: Document, blocks: Iterable[Block]) -> list[tuple[str, ...]]:
    """The headings above each block, with its speaker: what somebody says goes on until another speaks or a heading
    comes.
    """
    found = []
    speaker, outer = "", ()
    for block in blocks:
        path = block.section
        if block.kind is Kind.HEADING:
            speaker = ""
        elif label := speaker_of(document, block):
            speaker, outer = label, path[:-1]
        elif speaker and path[: len(outer)] == outer:
            path = (*outer, speaker, *path[len(outer) :])
        found.append(path)
    return found
