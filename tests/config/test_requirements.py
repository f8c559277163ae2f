"""What is installed is what the lock says, with hashes, and every line of the .in files says why it is there."""

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def pins(name: str) -> dict[str, str]:
    text = (CHECKOUT / name).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text, re.MULTILINE))


def entries(name: str) -> list[str]:
    return (CHECKOUT / name).read_text().strip().splitlines()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_requirement_has_its_reason_above_it(name):
    for above, line in zip(entries(name), entries(name)[1:], strict=False):
        if line and not line.startswith("#"):
            assert above.startswith("# "), f"{line} in {name} has no reason"


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_locked(name):
    wanted = {
        re.split(r"[\[~=<>; ]", line)[0].lower() for line in entries(f"{name}.in") if line and line[0] not in "#-"
    }
    assert wanted - pins(f"{name}.txt").keys() == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash_and_no_line_names_a_place(name):
    text = (CHECKOUT / name).read_text()
    for pin in re.split(r"\n(?=[a-z0-9])", text)[1:]:
        assert "--hash=sha256:" in pin
    assert not re.search(r"://|--index|--find-links|--extra", text)
    # Older versions of pip do not find an extra whose name is written differently; the lock needs none.
    assert not re.search(r"^[a-z0-9-]+\[", text, re.MULTILINE)


def test_tests_run_on_the_very_versions_that_production_runs():
    tested = pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")
