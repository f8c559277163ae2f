"""How well figures are read, measured on the corpus: ``make intake-score``; ``--wrong`` lists what is amiss."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from metrics.intake.candidates import Candidate
from metrics.intake.document import Document
from metrics.intake.extract import extract
from metrics.intake.readers import read_bytes
from tests.intake.corpus_files import Entry, Gold, entries

FIELDS = ("value", "qualifier", "unit", "countries", "period")
SPLITS = ("development", "test", "unseen")


@dataclass
class Score:
    """Counts of gold, proposed and right, by field and for all fields together."""

    gold: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    characters: int = 0
    seconds: float = 0.0

    def recall(self, name: str) -> float:
        """Of what the gold states, how much was found."""
        return self.right[name] / self.gold[name] if self.gold[name] else 1.0

    def precision(self, name: str) -> float:
        """Of what was proposed, how much is right."""
        return self.right[name] / self.proposed[name] if self.proposed[name] else 1.0

    def add(self, other: Score) -> None:
        """Count ``other`` in."""
        for mine, theirs in ((self.gold, other.gold), (self.proposed, other.proposed), (self.right, other.right)):
            mine.update(theirs)
        self.wrong += other.wrong
        self.characters += other.characters
        self.seconds += other.seconds


def score_entry(entry: Entry) -> Score:
    """The score of one document."""
    document = read_bytes(entry.data)
    start = time.process_time()
    found = extract(document, language=entry.language, document_date=entry.day).candidates
    score = Score(characters=len(document.text), seconds=time.process_time() - start)
    free = list(found)
    for gold in entry.gold:
        match = _match(gold, free, document, entry)
        if match:
            free.remove(match)
        _compare(score, entry, gold, match)
    for candidate in free:
        score.proposed.update({"value": 1, "all": 1})
        score.wrong.append(f"{entry.name}: not in the gold: {candidate.as_stated!r} in {candidate.sentence[:70]!r}")
    return score


def _match(gold: Gold, free: list[Candidate], document: Document, entry: Entry) -> Candidate | None:
    """The candidate at the gold's words; in formats with another canonical text, the first with them."""
    if document.text == entry.data.decode():
        return next((item for item in free if item.start < gold.end and gold.start < item.end), None)
    return next((item for item in free if _plain(item.as_stated) in _plain(gold.words)), None)


def _plain(words: str) -> str:
    return " ".join(words.split()).lower()


def _compare(score: Score, entry: Entry, gold: Gold, found: Candidate | None) -> None:
    stated = {
        "value": (gold.value, gold.value_max),
        "qualifier": gold.qualifier,
        "unit": gold.unit,
        "countries": (gold.countries, gold.group),
        "period": gold.period,
    }
    empty = {"unit": None, "countries": ((), ""), "period": (None, None)}
    score.gold.update({name: 1 for name in FIELDS if name not in empty or stated[name] != empty[name]})
    score.gold["all"] += 1
    if found is None:
        score.wrong.append(f"{entry.name}: missed: {gold.words!r}")
        return
    dates = tuple(day.isoformat() if day else None for day in (found.when.start, found.when.end))
    proposed = {
        "value": (found.value, found.value_max),
        "qualifier": found.qualifier.value,
        "unit": found.unit,
        "countries": (found.where.countries, found.where.group),
        "period": dates,
    }
    score.proposed.update({name: 1 for name in FIELDS if name not in empty or proposed[name] != empty[name]})
    right = {name for name in FIELDS if proposed[name] == stated[name]}
    score.right.update({name: 1 for name in right if name not in empty or stated[name] != empty[name]})
    score.proposed["all"] += 1
    score.right["all"] += len(right) == len(FIELDS)
    for name in FIELDS:
        if name not in right:
            score.wrong.append(f"{entry.name}: {gold.words!r}: {name} {proposed[name]} for {stated[name]}")


def total(scores: Iterable[Score]) -> Score:
    """The sum of ``scores``."""
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole


def main() -> None:
    """Print the table, by split and language. Speed is by the processor's time, with the tables of words made:
    milliseconds for 1,000 characters, and characters a second.
    """
    first = {"en": "In May 2021, 300 people in Peru got $5 each.", "es": "En 2021 hubo 300 en Perú."}
    for language, words in first.items():
        extract(read_bytes(words.encode()), language=language)  # tables are made when a language is first read
    scored = [(entry, score_entry(entry)) for entry in entries()]
    wrong = "--wrong" in sys.argv
    print(
        f"{'':22}{'figures':>8}"
        + "".join(f"{name:>16}" for name in (*FIELDS, "all"))
        + f"{'1,000 chars':>12}{'chars a s':>11}"
    )
    print(f"{'':22}{'':8}" + f"{'recall / prec.':>16}" * 6)
    for split in SPLITS:
        for languages, name in ((("en",), "English"), (("es",), "Spanish"), (("en", "es"), "both")):
            part = [score for entry, score in scored if entry.split == split and entry.language in languages]
            whole = total(part)
            columns = (f"{whole.recall(field):.1%} / {whole.precision(field):.1%}" for field in (*FIELDS, "all"))
            speed = whole.characters / max(whole.seconds, 0.001)
            print(
                f"{split + ', ' + name:22}{whole.gold['all']:>8}"
                + "".join(f"{c:>16}" for c in columns)
                + f"{1e6 / max(speed, 1):>9,.1f} ms"
                + f"{speed:>11,.0f}"
            )
        if wrong:
            print(*(line for entry, score in scored if entry.split == split for line in score.wrong), sep="\n")


if __name__ == "__main__":
    main()
