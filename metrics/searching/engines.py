"""One interface to the full text of each database: SQLite's FTS5 and trigrams, PostgreSQL's tsvector and pg_trgm.

What a word is, and which words of others mean the same, is decided before (folding.py, glossary.py), so each database
only has to find documents by keys of words, and words by their trigrams. `Plain` does the same without an index: for a
database that lacks a part, and for tests to hold the others to.

`install` makes the indexes after each migration: Django's migrations know no virtual tables, and SQLite loses the
triggers of a table that it alters.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from .folding import SHORTEST_PREFIX

#: All of its keys have to be found: one way to write what is looked for.
Alternative = tuple[str, ...]
#: One of its alternatives has to be found.
Term = tuple[Alternative, ...]

DOCUMENTS = "metrics_searchdocument"
WORDS = "metrics_searchword"
NEAREST_WORDS = 40


class Hits(NamedTuple):
    """How documents are found: a common table expression "hits" of ids, and "named" of those that hold it in names."""

    sql: str
    parameters: list


class Engine(ABC):
    """What a database can do. `expression` is made of keys alone, so no sign of a query language gets into it."""

    name = ""
    has_trigrams = False

    @abstractmethod
    def hits(self, required: Sequence[Term], excused: Sequence[Term], excused_kind: str) -> Hits:
        """Documents that hold every required term, and the excused ones too unless they are of `excused_kind`."""

    def near_words(self, word: str) -> tuple[str, list]:
        """SQL of (word, shown) of words that share most with `word`, the nearest first, and its parameters."""
        return (
            f"SELECT word, shown FROM {WORDS} WHERE word LIKE %s AND length(word) BETWEEN %s AND %s",
            [f"{word[0]}%", len(word) - 2, len(word) + 2],
        )

    def begins(self, column: str) -> str:
        """The condition that `column` begins with a parameter that is made of letters and digits alone."""
        return f"{column} LIKE %s"

    def beginning(self, word: str) -> str:
        return f"{word}%"


class Plain(Engine):
    """Looks into every document. Keys stand between spaces in the columns, so each is found by LIKE."""

    name = "plain"

    def hits(self, required, excused, excused_kind):
        parameters: list = []
        conditions = [self.holds(term, "d.names || d.words", parameters) for term in required]
        if excused:
            parameters.append(excused_kind)
            others = " AND ".join(self.holds(term, "d.names || d.words", parameters) for term in excused)
            conditions.append(f"(d.kind = %s OR ({others}))")
        named: list = []
        in_names = " AND ".join(self.holds(term, "d.names", named) for term in required)
        sql = (
            f"hits AS (SELECT d.id FROM {DOCUMENTS} d WHERE {' AND '.join(conditions)}),"
            f" named AS (SELECT d.id FROM {DOCUMENTS} d WHERE {in_names})"
        )
        return Hits(sql, parameters + named)

    def holds(self, term: Term, columns: str, parameters: list) -> str:
        ways = []
        for alternative in term:
            parameters += [f"% {key}{'' if len(key) >= SHORTEST_PREFIX else ' '}%" for key in alternative]
            ways.append("(" + " AND ".join([f"{columns} LIKE %s"] * len(alternative)) + ")")
        return "(" + " OR ".join(ways) + ")"


class FTS5(Engine):
    name = "FTS5"

    def __init__(self, has_trigrams: bool):
        self.has_trigrams = has_trigrams

    def hits(self, required, excused, excused_kind):
        wanted = " AND ".join(map(self.term, required))
        every = f"({{names words}} : ({wanted}))"
        if excused:
            others = " AND ".join(map(self.term, excused))
            every += f" AND (({{names words}} : ({others})) OR (kind : {self.key(excused_kind)}))"
        # LIMIT keeps SQLite from merging the query into the outer one, which would run it once a document.
        sql = (
            "hits AS (SELECT rowid AS id FROM search_documents WHERE search_documents MATCH %s LIMIT -1),"
            " named AS (SELECT rowid AS id FROM search_documents WHERE search_documents MATCH %s LIMIT -1)"
        )
        return Hits(sql, [every, f"names : ({wanted})"])

    def term(self, term: Term) -> str:
        ways = ("(" + " AND ".join(map(self.key, alternative)) + ")" for alternative in term)
        return "(" + " OR ".join(ways) + ")"

    def key(self, key: str) -> str:
        return f'"{key}"{"*" if len(key) >= SHORTEST_PREFIX else ""}'

    def near_words(self, word):
        if not self.has_trigrams:
            return super().near_words(word)
        padded = f"  {word} "
        trigrams = " OR ".join(f'"{padded[at : at + 3]}"' for at in range(len(padded) - 2))
        return (
            f"SELECT w.word, w.shown FROM search_words s JOIN {WORDS} w ON w.id = s.rowid"
            f" WHERE search_words MATCH %s ORDER BY s.rank LIMIT {NEAREST_WORDS}",
            [trigrams],
        )

    def begins(self, column):
        # LIKE, which ignores capitals, finds no index.
        return f"{column} GLOB %s"

    def beginning(self, word):
        return f"{word}*"


class TextSearch(Engine):
    name = "tsvector"

    def __init__(self, has_trigrams: bool):
        self.has_trigrams = has_trigrams

    def hits(self, required, excused, excused_kind):
        wanted = " & ".join(map(self.term, required))
        every, kind, parameters = "d.search_vector @@ %s::tsquery", "", [wanted]
        if excused:
            kind = " AND (d.kind = %s OR d.search_vector @@ %s::tsquery)"
            parameters += [excused_kind, " & ".join(map(self.term, excused))]
        sql = (
            f"hits AS (SELECT d.id FROM {DOCUMENTS} d WHERE {every}{kind}),"
            f" named AS (SELECT d.id FROM {DOCUMENTS} d WHERE d.search_names @@ %s::tsquery)"
        )
        return Hits(sql, [*parameters, wanted])

    def term(self, term: Term) -> str:
        ways = ("(" + " & ".join(map(self.key, alternative)) + ")" for alternative in term)
        return "(" + " | ".join(ways) + ")"

    def key(self, key: str) -> str:
        return f"'{key}'{':*' if len(key) >= SHORTEST_PREFIX else ''}"

    def near_words(self, word):
        if not self.has_trigrams:
            return super().near_words(word)
        return (
            f"SELECT word, shown FROM {WORDS} ORDER BY word <-> %s LIMIT {NEAREST_WORDS}",
            [word],
        )


# --- Which one, and making its indexes -------------------------------------------------------------------------------

_found: dict[str, Engine] = {}


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    """The engine that this database has, looked up once in a process."""
    name = f"{connection.vendor} {connection.settings_dict['NAME']}"
    if name not in _found:
        _found[name] = look_up(connection)
    return _found[name]


def look_up(connection: BaseDatabaseWrapper) -> Engine:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE name IN ('search_documents', 'search_words')")
            names = {name for (name,) in cursor.fetchall()}
            return FTS5("search_words" in names) if "search_documents" in names else Plain()
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE indexname LIKE 'search%' AND schemaname = current_schema()"
        )
        names = {name for (name,) in cursor.fetchall()}
        return TextSearch("search_words_trigrams" in names) if "search_documents_words" in names else Plain()


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes the indexes that the database can have. Idempotent; what it cannot have is told by a system check."""
    if connection.vendor == "sqlite":
        install_sqlite(connection)
    else:
        install_postgresql(connection)
    _found.clear()


def attempt(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> bool:
    """Runs all of the statements, or none where the database refuses one."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, None)
    except DatabaseError as error:
        if isinstance(error, OperationalError) and re.search("locked|disk|readonly", str(error)):
            raise
        return False
    return True


def install_sqlite(connection: BaseDatabaseWrapper) -> None:
    index = "search_documents (rowid, names, words, kind)"
    forget = (
        "search_documents (search_documents, rowid, names, words, kind)"
        " VALUES ('delete', OLD.id, OLD.names, OLD.words, OLD.kind)"
    )
    remember = f"{index} VALUES (NEW.id, NEW.names, NEW.words, NEW.kind)"
    attempt(
        connection,
        [
            "CREATE VIRTUAL TABLE IF NOT EXISTS search_documents USING fts5(names, words, kind,"
            f" content='{DOCUMENTS}', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='3 4 5')",
            *follow("search_documents", DOCUMENTS, remember, forget),
            "INSERT INTO search_documents (search_documents) VALUES ('rebuild')",
        ],
    )
    attempt(
        connection,
        [
            "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(padded, tokenize='trigram')",
            *follow(
                "search_words",
                WORDS,
                "search_words (rowid, padded) VALUES (NEW.id, '  ' || NEW.word || ' ')",
                "",
                "DELETE FROM search_words WHERE rowid = OLD.id",
            ),
            "DELETE FROM search_words",
            f"INSERT INTO search_words (rowid, padded) SELECT id, '  ' || word || ' ' FROM {WORDS}",
        ],
    )


def follow(name: str, table: str, remember: str, forget: str, remove: str = "") -> list[str]:
    """Triggers that keep an index of SQLite's like its table. They are no guards: who lifts those leaves these."""
    remove = remove or f"INSERT INTO {forget}"
    bodies = {
        "INSERT": f"INSERT INTO {remember};",
        "DELETE": f"{remove};",
        "UPDATE": f"{remove}; INSERT INTO {remember};",
    }
    return [
        statement
        for event, body in bodies.items()
        for statement in (
            f"DROP TRIGGER IF EXISTS {name}_{event.lower()}",
            f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {table} FOR EACH ROW BEGIN {body} END",
        )
    ]


def install_postgresql(connection: BaseDatabaseWrapper) -> None:
    def vector(columns: str) -> str:
        # The keys as they are: PostgreSQL's own parser would take some of them apart.
        return f"tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(trim({columns}), ' '))) STORED"

    attempt(
        connection,
        [
            f"ALTER TABLE {DOCUMENTS} ADD COLUMN IF NOT EXISTS search_names {vector('names')}",
            f"ALTER TABLE {DOCUMENTS} ADD COLUMN IF NOT EXISTS search_vector {vector('rtrim(names) || words')}",
            f"CREATE INDEX IF NOT EXISTS search_documents_words ON {DOCUMENTS} USING gin (search_vector)",
        ],
    )
    # Trusted since PostgreSQL 13: whoever may create in the database may add it. Else its administrator has to.
    attempt(connection, ["CREATE EXTENSION IF NOT EXISTS pg_trgm"])
    attempt(
        connection,
        [f"CREATE INDEX IF NOT EXISTS search_words_trigrams ON {WORDS} USING gist (word gist_trgm_ops)"],
    )
