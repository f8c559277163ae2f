"""How SQLite and PostgreSQL write triggers: one that refuses, one that raises the data version, one that follows a row.

Which triggers there are is told by guards/, recording.py and marking.py.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "throughline"
ID_STAYS = "A row keeps its id."


class Dialect:
    """How one database writes a row trigger that refuses, or a trigger that raises the data version."""

    def __init__(self, connection: BaseDatabaseWrapper):
        self.quote = connection.ops.quote_name

    def changed(self, names: list[str]) -> str:
        """A condition that holds where any of the columns differs between OLD and NEW, NULLs compared as values."""
        return "(" + " OR ".join(f"OLD.{self.quote(c)} {self.differs} NEW.{self.quote(c)}" for c in names) + ")"

    def keep_id(self, name: str, table: str) -> list[str]:
        """Refuses a new id: with SQLite's UPDATE OR REPLACE a row could take the place of a published one."""
        return self.refuse(f"{name}_id", "UPDATE", table, "OLD.id <> NEW.id", ID_STAYS)


class SQLite(Dialect):
    differs = "IS NOT"

    def is_set(self, table: str, column: str, key: str) -> str:
        """A condition that holds where the row with this key has a value in `column`, and goes on to hold or not."""
        return f"(SELECT o.{column} FROM {table} o WHERE o.id = {key}) IS NOT NULL"

    def refuse(self, name: str, event: str, table: str, when: str, message: str) -> list[str]:
        return [
            f"CREATE TRIGGER {PREFIX}_{name} BEFORE {event} ON {self.quote(table)} FOR EACH ROW WHEN {when}"
            f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ]

    def follow(self, name: str, event: str, table: str, when: str, sql: str) -> list[str]:
        """Runs `sql` after each row of the event that `when` holds for; an empty `when` holds for all."""
        return [
            f"CREATE TRIGGER {PREFIX}_{name} AFTER {event} ON {self.quote(table)} FOR EACH ROW"
            f"{f' WHEN {when}' if when else ''} BEGIN {sql}; END"
        ]

    def refuse_truncate(self, name: str, table: str, message: str) -> list[str]:
        """SQLite has no TRUNCATE."""
        return []

    def raise_version(self, name: str, table: str, only: str | None) -> list[str]:
        def row(event: str, alias: str) -> str:
            when = f" WHEN {only.format(row=alias)}" if only else ""
            return (
                f"CREATE TRIGGER {PREFIX}_{name}_version_{event.lower()} AFTER {event} ON {self.quote(table)}"
                f" FOR EACH ROW{when}"
                " BEGIN UPDATE metrics_dataversion SET number = number + 1 WHERE id = 1; END"
            )

        return [row("INSERT", "NEW"), row("UPDATE", "NEW"), row("DELETE", "OLD")]

    def raise_version_with(self, name: str, table: str, names: list[str]) -> list[str]:
        return [
            f"CREATE TRIGGER {PREFIX}_{name}_version AFTER UPDATE OF {', '.join(names)} ON {self.quote(table)}"
            " FOR EACH ROW BEGIN UPDATE metrics_dataversion SET number = number + 1 WHERE id = 1; END"
        ]

    def installed(self, cursor) -> list[tuple[str, str]]:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"]
        )
        return cursor.fetchall()

    def drop(self, name: str, table: str) -> str:
        return f"DROP TRIGGER IF EXISTS {name}"


class PostgreSQL(Dialect):
    differs = "IS DISTINCT FROM"

    def is_set(self, table: str, column: str, key: str) -> str:
        # Waits for whoever is about to set it: the check of the foreign key, which takes the same lock, comes later.
        return f"(SELECT o.{column} FROM {table} o WHERE o.id = {key} FOR KEY SHARE) IS NOT NULL"

    def refuse(self, name: str, event: str, table: str, when: str, message: str) -> list[str]:
        # WHEN of a trigger may not hold a subquery, so the condition stands in the function.
        function = f"{PREFIX}_{name}"
        result = "OLD" if event.startswith("DELETE") else "NEW"
        return [
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            f" RETURN {result}; END $$",
            f"CREATE TRIGGER {function} BEFORE {event} ON {self.quote(table)}"
            f" FOR EACH ROW EXECUTE FUNCTION {function}()",
        ]

    def follow(self, name: str, event: str, table: str, when: str, sql: str) -> list[str]:
        function = f"{PREFIX}_{name}"
        return [
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" {sql}; RETURN NULL; END $$",
            f"CREATE TRIGGER {function} AFTER {event} ON {self.quote(table)} FOR EACH ROW"
            f"{f' WHEN ({when})' if when else ''} EXECUTE FUNCTION {function}()",
        ]

    def refuse_truncate(self, name: str, table: str, message: str) -> list[str]:
        function = f"{PREFIX}_{name}_truncate"
        return [
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {function} BEFORE TRUNCATE ON {self.quote(table)}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ]

    def raise_version(self, name: str, table: str, only: str | None) -> list[str]:
        # Once a statement, however many rows: a hundred thousand updates of one row in one transaction are quadratic.
        statements = []
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            function = f"{PREFIX}_{name}_version_{event.lower()}"
            where = f" WHERE {only.format(row='changed')}" if only else ""
            statements += [
                f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF EXISTS (SELECT 1 FROM changed{where}) THEN"
                " UPDATE metrics_dataversion SET number = number + 1 WHERE id = 1; END IF; RETURN NULL; END $$",
                f"CREATE TRIGGER {function} AFTER {event} ON {self.quote(table)}"
                f" REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
            ]
        return statements

    def raise_version_with(self, name: str, table: str, names: list[str]) -> list[str]:
        function = f"{PREFIX}_{name}_version"
        return [
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " UPDATE metrics_dataversion SET number = number + 1 WHERE id = 1; RETURN NULL; END $$",
            f"CREATE TRIGGER {function} AFTER UPDATE OF {', '.join(names)} ON {self.quote(table)}"
            f" FOR EACH ROW EXECUTE FUNCTION {function}()",
        ]

    def installed(self, cursor) -> list[tuple[str, str]]:
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE NOT tgisinternal AND tgname LIKE %s AND n.nspname = current_schema()",
            [f"{PREFIX}%"],
        )
        return cursor.fetchall()

    def drop(self, name: str, table: str) -> str:
        return f"DROP TRIGGER IF EXISTS {name} ON {self.quote(table)}"


def dialect_of(connection: BaseDatabaseWrapper) -> SQLite | PostgreSQL:
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor](connection)
