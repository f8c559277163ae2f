"""What axe finds wrong with a page, in the words that a test fails with."""

import json

from axe_playwright_python.sync_playwright import Axe

# The standard that the pages promise, with what axe knows of good practice. What passed is not told: listing it takes
# twice as long as checking.
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# What a page folds away is read too.
UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"


def violations(page, context: str = "") -> str:
    """A line for each element that breaks a rule, of the whole page or below the selector `context`; empty for none."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(f"axe.run({json.dumps(context) if context else 'document'}, {json.dumps(AXE)})")
    return "\n".join(
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    )
