"""Texts and other files that somebody uploads and has not confirmed yet, kept in VAR_DIR for an hour.

The name of a file is a digest of a random token, the user and what it is for: nobody else's token leads to it, and no
token to another place on the disk. What was read of a text is kept beside the bytes, since reading a long PDF anew
takes a minute.
"""

import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from metrics.intake.document import Block, Document, Kind
from metrics.models import Source

KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Held:
    """The bytes, and what was read from them."""

    data: bytes
    document: Document


def folder() -> Path:
    return Path(settings.VAR_DIR) / "held"


def files_of(token: str, user, source: Source) -> tuple[Path, Path]:
    key = hashlib.sha256(f"{token}\n{user.pk}\n{source.pk}".encode()).hexdigest()
    return folder() / f"{key}.bytes", folder() / f"{key}.json"


def hold(data: bytes, document: Document, *, user, source: Source) -> str:
    """Keeps a text for this user and source; returns the token that leads to it."""
    sweep()
    token = secrets.token_urlsafe(32)
    original, read = files_of(token, user, source)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    write(original, data)
    write(read, json.dumps(asdict(document)).encode())
    return token


def write(path: Path, data: bytes) -> None:
    """For the server's own user alone, and only where there is no such file."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def held(token: str, *, user, source: Source) -> Held | None:
    """What is held under the token; None where nothing is, or not any more."""
    sweep()
    original, read = files_of(token, user, source)
    try:
        content = json.loads(read.read_bytes())
        data = original.read_bytes()
    except FileNotFoundError:
        return None
    return Held(data, Document(**{**content, "blocks": tuple(block_from(fields) for fields in content["blocks"])}))


def path_of_upload(token: str, user, purpose: str) -> Path:
    key = hashlib.sha256(f"{token}\n{user.pk}\n{purpose}".encode()).hexdigest()
    return folder() / f"{key}.upload"


def hold_upload(data: bytes, *, user, purpose: str) -> str:
    """Keeps bytes of which nothing is read beside; `purpose` says what they are for, such as "figures of update 3"."""
    sweep()
    token = secrets.token_urlsafe(32)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    write(path_of_upload(token, user, purpose), data)
    return token


def held_upload(token: str, *, user, purpose: str) -> bytes | None:
    """The bytes under the token; None where there are none, or not any more."""
    sweep()
    try:
        return path_of_upload(token, user, purpose).read_bytes()
    except FileNotFoundError:
        return None


def drop_upload(token: str, *, user, purpose: str) -> None:
    path_of_upload(token, user, purpose).unlink(missing_ok=True)


def block_from(fields: dict) -> Block:
    """A block from JSON, which knows no tuples."""
    restored = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return Block(**{**restored, "kind": Kind(fields["kind"])})


def drop(token: str, *, user, source: Source) -> None:
    for path in files_of(token, user, source):
        path.unlink(missing_ok=True)


def sweep() -> None:
    """Removes what was held for more than an hour."""
    oldest = time.time() - KEPT_SECONDS
    for path in files():
        # Another request may sweep at the same time.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def files() -> Iterator[Path]:
    return folder().iterdir() if folder().exists() else iter(())
