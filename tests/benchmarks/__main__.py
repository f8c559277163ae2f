"""Measures every goal on both databases and prints a table: python -m tests.benchmarks --figures 10000 1000000"""

import argparse
import getpass
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from .load import requests_per_second

ROOT = Path(__file__).resolve().parents[2]
REPEATS = 9
SECONDS_PER_LOAD = 1.0
ROWS_PER_TURN = 50_000
SERVER = {"host": os.environ.get("PGHOST", "127.0.0.1"), "port": int(os.environ.get("PGPORT", "5432"))}
USER = os.environ.get("PGUSER", getpass.getuser())


@dataclass
class Results:
    """(what was measured, the number, the goal, whether more is better) for each line of the table."""

    database: str
    lines: list[tuple[str, float, float, bool]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, measured: float, goal: float, more: bool = False) -> None:
        self.lines.append((what, measured, goal, more))
        print(f"  {what}: {measured:.2f}", flush=True)

    def __str__(self) -> str:
        rows = [f"\n{self.database:<54}{'measured':>10}{'goal':>10}"]
        for what, measured, goal, more in self.lines:
            met = measured >= goal if more else measured <= goal
            sign = "≥" if more else "≤"
            rows.append(f"{what:<54}{measured:>10.2f}{sign + f' {goal:g}':>10}  {'meets' if met else 'FALLS SHORT'}")
        return "\n".join([*rows, *(f"  {note}" for note in self.notes)])


class Worker:
    """A process beside one database (worker.py)."""

    def __init__(self, environment: dict):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.worker"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, name: str, **arguments):
        self.process.stdin.write(json.dumps([name, arguments]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"The process that measures {name} stopped; what it said stands above.")
        return json.loads(answer)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


# --- Databases -------------------------------------------------------------------------------------------------------


def environment(url: str, folder: Path) -> dict:
    kept = {name: value for name, value in os.environ.items() if name not in ("CACHE_URL", "STRATEGY_SLUG")}
    return {
        **kept,
        "ENVIRONMENT": "development",
        "DEBUG": "false",
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
    }


def filled(url: str, figures: int, folder: Path) -> dict:
    """The environment of a database with so many figures, migrated and loaded where it is not yet."""
    found = environment(url, folder)
    for command in (["migrate", "--verbosity", "0"], ["seed_scale", "--figures", str(figures)]):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=found, check=True, stdout=subprocess.DEVNULL
        )
        print(f"  {command[0]}, {figures:,} figures: {time.perf_counter() - start:.0f} s", flush=True)
    return found


@contextmanager
def sqlite(sizes: list[int], folder: Path, keep: bool):
    yield [filled(f"sqlite:///{folder}/figures-{size}.sqlite3", size, folder) for size in sizes]
    if not keep:
        for size in sizes:
            for file in folder.glob(f"figures-{size}.sqlite3*"):
                file.unlink()


@contextmanager
def postgresql(sizes: list[int], folder: Path, keep: bool):
    names = [f"throughline_bench_{size}" for size in sizes]
    with psycopg.connect(**SERVER, user=USER, dbname="postgres", autocommit=True) as connection:
        for name in names:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = f"postgres://{USER}@{SERVER['host']}:{SERVER['port']}"
    try:
        # As a server that keeps its connections.
        yield [filled(f"{address}/{name}?pool=true", size, folder) for name, size in zip(names, sizes, strict=True)]
    finally:
        if not keep:
            with psycopg.connect(**SERVER, user=USER, dbname="postgres", autocommit=True) as connection:
                for name in names:
                    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def postgresql_answers() -> bool:
    try:
        psycopg.connect(**SERVER, user=USER, dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError as error:
        print(f"PostgreSQL is left out: {error}")
        return False
    return True


# --- Measuring -------------------------------------------------------------------------------------------------------


def by_turns(actions: dict, repeats: int) -> dict[str, list[float]]:
    """Each action once, then each again: what the machine does beside it falls on all alike."""
    found: dict[str, list[float]] = {name: [] for name in actions}
    for do in actions.values():
        do()
    for _ in range(repeats):
        for name, do in actions.items():
            found[name].append(do())
    return found


def ratio(found: dict[str, list[float]], over: str, under: str) -> float:
    return statistics.median(a / b for a, b in zip(found[over], found[under], strict=True))


def pages(results: Results, small: dict, large: dict, sizes: list[int], goal: float, repeats: int) -> None:
    with Worker(small) as few, Worker(large) as many:
        code = many("country")["code"]
        few("prepare", code=code)
        facts = many("prepare", code=code)
        found = by_turns(
            {
                "few": lambda: few("dashboard"),
                "many": lambda: many("dashboard"),
                "limit": lambda: many("limit"),
                "row": lambda: many("table_row"),
                "loop": lambda: many("loop_row"),
            },
            repeats,
        )
    results.add(f"dashboard, {sizes[1]:,} ÷ {sizes[0]:,} figures", ratio(found, "many", "few"), 1.25)
    results.add("dashboard ÷ its limit: bare SQL, constant page", ratio(found, "many", "limit"), goal)
    results.add("table row ÷ plain loop", ratio(found, "row", "loop"), 2.5)
    ms = {name: statistics.median(values) * 1000 for name, values in found.items()}
    results.notes.append(
        f"{code}: {facts['queries']} queries, {facts['bytes'] / 1000:.0f} KB; dashboard {ms['many']:.1f} ms, limit"
        f" {ms['limit']:.1f} ms; row {ms['row'] * 1000:.0f} µs, loop {ms['loop'] * 1000:.0f} µs"
    )


@contextmanager
def served(environment: dict):
    """The site under gunicorn, one process; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["gunicorn", "--workers", "1", "--threads", "4", "--bind", f"127.0.0.1:{port}", "tests.benchmarks.wsgi"]
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env={**environment, "PORT": str(port)}, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def requests(results: Results, large: dict, goal: float, repeats: int) -> None:
    with Worker(large) as worker:
        code = worker("country")["code"]
        size = worker("prepare", code=code)["bytes"]
    address = f"/countries/{code}/"
    with served({**large, "BENCH_PAGE_BYTES": str(size)}) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", address, headers={"Host": "localhost"})
        etag = connection.getresponse().headers["ETag"]
        connection.close()

        def load(address: str, etag: str = ""):
            return lambda: requests_per_second(port, address, SECONDS_PER_LOAD, etag)

        found = by_turns(
            {"constant": load("/bench/constant/"), "304": load(address, etag), "warm": load(address)}, repeats
        )
    results.add("304 ÷ constant view, requests a second", ratio(found, "304", "constant"), goal, more=True)
    results.add("warm page ÷ constant view, requests a second", ratio(found, "warm", "constant"), goal, more=True)
    rates = ", ".join(f"{name} {statistics.median(values):.0f}" for name, values in found.items())
    results.notes.append(f"requests a second: {rates}")


def exports(results: Results, large: dict, rows: int, repeats: int) -> None:
    turn = min(rows, ROWS_PER_TURN)
    with Worker(large) as worker:
        found = by_turns(
            {"file": lambda: worker("export", rows=turn), "raw": lambda: worker("raw_export", rows=turn)}, repeats
        )
    results.add("CSV ÷ raw cursor, rows a second", ratio(found, "raw", "file"), 0.7, more=True)
    peaks = []
    for part in (rows // 10, rows):
        with Worker(large) as worker:
            peaks.append(worker("memory", rows=part))
    results.add(f"memory, {rows:,} ÷ {rows // 10:,} rows", peaks[1]["after"] / peaks[0]["after"], 1.2)
    rates = {name: turn / statistics.median(values) for name, values in found.items()}
    results.notes.append(
        f"rows a second: file {rates['file']:,.0f}, raw cursor {rates['raw']:,.0f};"
        f" memory {peaks[1]['after']:.0f} MB, {peaks[1]['before']:.0f} MB of it before the first row"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--figures", type=int, nargs=2, default=[10_000, 100_000], metavar=("FEW", "MANY"))
    parser.add_argument("--repeats", type=int, default=REPEATS, help=f"turns; {REPEATS} if not given")
    parser.add_argument("--keep", action="store_true", help="leave the databases for the next run")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database only")
    options = parser.parse_args()
    if options.figures[1] < 1_000_000:
        print("A short run. The goals are set for: python -m tests.benchmarks --figures 10000 1000000")
    held = Path(os.environ.get("VAR_DIR", ROOT / "var")).absolute() / "bench"
    all_results = []
    with ExitStack() as stack:
        folder = held if options.keep else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "static").mkdir(parents=True, exist_ok=True)
        for name, databases, limit, rate in (("SQLite", sqlite, 5.5, 0.75), ("PostgreSQL", postgresql, 2, 0.45)):
            if options.only not in (None, name.lower()) or (databases is postgresql and not postgresql_answers()):
                continue
            print(f"{name}:", flush=True)
            results = Results(f"{name}, {options.figures[1]:,} figures")
            with databases(options.figures, folder, options.keep) as (small, large):
                pages(results, small, large, options.figures, limit, options.repeats)
                requests(results, large, rate, options.repeats)
                exports(results, large, int(options.figures[1] * 0.9), options.repeats)
            print(results, flush=True)
            all_results.append(results)
    print("\n".join(map(str, all_results)))


if __name__ == "__main__":
    main()
