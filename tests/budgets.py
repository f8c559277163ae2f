"""The number of queries that each page may take: tests/query_counts.json, at most MOST each.

RECORD_QUERY_COUNTS=1 writes the counts of the tests that run; the change is then reviewed like any other.
"""

import json
import os
from pathlib import Path

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

COUNTS = Path(__file__).with_name("query_counts.json")
MOST = 8
# How a transaction opens and ends differs between databases and tells nothing about a page.
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ")


def queries_of(client, url: str) -> tuple[list[str], object]:
    """The statements of one GET of `url`, with warm process caches and an empty cache, and the response."""
    client.get(url)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        # The body of a streamed answer is made while it is read.
        response.getvalue()
    return [q["sql"] for q in captured if not q["sql"].startswith(NOT_COUNTED)], response


def assert_query_budget(name: str, client, url: str):
    """Fails where the page `name` takes more queries than are recorded for it; returns the response."""
    statements, response = queries_of(client, url)
    found = len(statements)
    listed = "\n".join(statements)
    assert response.status_code == 200, f"{url} answers {response.status_code}."
    assert found <= MOST, f"{name} takes {found} queries; no page may take more than {MOST}:\n{listed}"
    counts = json.loads(COUNTS.read_text(encoding="utf-8"))
    if os.environ.get("RECORD_QUERY_COUNTS"):
        counts[name] = found
        COUNTS.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert name in counts, f"{name} has no count yet. Run its test with RECORD_QUERY_COUNTS=1 and commit the change."
    assert found <= counts[name], f"{name} takes {found} queries, {counts[name]} are recorded:\n{listed}"
    return response
