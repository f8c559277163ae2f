"""Figures of a document that holds several: each part is read by its own date, title and language.

"Over the last two years" counts from the day of the part that says it, and the headings above a figure are those of its
part: what stands above the part speaks of another text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from metrics.intake.document import Block, Document, Kind, Told
from metrics.intake.extract import extract
from metrics.intake.search import Span
from metrics.intake.speakers import paths_of, speaker_of
from metrics.statements import Refused


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `span` of a document, with what is known of them; parts may lie within one another."""

    span: Span
    language: str
    title: str = ""
    day: date | None = None


def extract_parts(
    document: Document, parts: Sequence[Part], tell: Told | None = None
) -> tuple[list[dict[str, Any]] | None, list[dict[str, Any]]]:
    """(candidates, numbers left out), as `Extraction.as_dict` has them, in the order of the text.

    Relations point to places in the whole list. The candidates are None where no part is in a language that is read.
    """
    candidates: list[dict[str, Any]] = []
    left_out: list[dict[str, Any]] = []
    readable = False
    done, count = 0, len(document.blocks)
    for part, blocks in blocks_by_part(document, parts):
        told = None if tell is None else (lambda at, _, before=done: tell(before + at, count))
        done += len(blocks)
        try:
            found = extract(
                cut_out(document, part, blocks),
                language=part.language,
                title=part.title,
                document_date=part.day,
                tell=told,
            )
        except Refused:
            continue
        readable = True
        paths = dict(zip((block.start for block in blocks), sections_of(document, blocks), strict=True))
        rows = []
        for candidate in found.candidates:
            row = candidate.as_dict()
            block = blocks[candidate.place[0]]
            section = paths[block.start]
            row["section"] = list(section[:-1] if block.kind is Kind.HEADING else section)
            for relation in row["relations"]:
                relation["to"] += len(candidates)
            rows.append(moved(row, part.span.start))
        candidates += rows
        left_out += [moved(item.as_dict(), part.span.start) for item in found.left_out]
    order = sorted(range(len(candidates)), key=lambda at: candidates[at]["start"])
    now = {was: at for at, was in enumerate(order)}
    for row in candidates:
        for relation in row["relations"]:
            relation["to"] = now[relation["to"]]
    in_order = [candidates[at] for at in order]
    return in_order if readable else None, sorted(left_out, key=lambda row: row["start"])


def blocks_by_part(document: Document, parts: Sequence[Part]) -> list[tuple[Part, list[Block]]]:
    """The blocks of each part that lie in no part within it. What stands in none of the parts is left alone."""
    inner = sorted(parts, key=lambda part: part.span.end - part.span.start)
    found: dict[int, list[Block]] = defaultdict(list)
    for block in document.blocks:
        at = next((n for n, part in enumerate(inner) if holds(part.span, block)), None)
        if at is not None:
            found[at].append(block)
    return [(inner[at], blocks) for at, blocks in sorted(found.items(), key=lambda item: item[1][0].start)]


def holds(span: Span, block: Block) -> bool:
    return span.start <= block.start and block.end <= span.end


def cut_out(document: Document, part: Part, blocks: Sequence[Block]) -> Document:
    """The part as a document of its own, whose offsets begin with it."""
    start, end = part.span.start, part.span.end
    own = headings_of(blocks)
    return Document(
        document.text[start:end],
        tuple(
            replace(
                block,
                start=block.start - start,
                end=block.end - start,
                label=block.label and (block.label[0] - start, block.label[1] - start),
                section=own_path(block, block.section, own),
            )
            for block in blocks
        ),
        canonical_version=document.canonical_version,
    )


def headings_of(blocks: Sequence[Block]) -> set[str]:
    return {block.section[-1] for block in blocks if block.section and (block.kind is Kind.HEADING or block.label)}


def own_path(block: Block, path: tuple[str, ...], own: Collection[str]) -> tuple[str, ...]:
    """The headings without the ones above the part."""
    while path and path[0] not in own:
        path = path[1:]
    return path


def sections_of(document: Document, blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """The path of each block within its part. In a transcript, headings before the first speaker are its head: who
    speaks, where and when.
    """
    own = headings_of(blocks)
    first = next((at for at, block in enumerate(blocks) if speaker_of(document, block)), None)
    if first is not None:
        own -= {block.section[-1] for block in blocks[:first] if block.kind is Kind.HEADING and block.section}
    own |= {speaker for block in blocks if (speaker := speaker_of(document, block))}
    return [own_path(block, path, own) for block, path in zip(blocks, paths_of(document, blocks), strict=True)]


def moved(row: dict[str, Any], by: int) -> dict[str, Any]:
    return {**row, "start": row["start"] + by, "end": row["end"] + by}
