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
    # [start, end] of each quantity that it states, read in a language.
    quantities: tuple[str, list[list[int]] | None] = ("", None)

    def quantities_in(self, language: str) -> list[list[int]] | None:
        """The quantities, where they were read in this language."""
        return self.quantities[1] if self.quantities[0] == language else None


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
        return Held(original.read_bytes(), document_from(read.read_bytes()))
    except FileNotFoundError:
        return None


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


# --- Of jobs ---------------------------------------------------------------------------------------------------------
#
# The worker has no token; it knows the name of the file from the job. No address leads to a name.

JOB = ".job"
# A job's files go with it; those of jobs that are no more are swept.
JOB_KEPT_SECONDS = 7 * 24 * 3600


def keep_for_job(data: bytes) -> str:
    """Keeps bytes for a job; returns the name under which it finds them."""
    sweep()
    name = secrets.token_hex(24)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    write(file_of_job(name), data)
    return name


def file_of_job(name: str, kind: str = "bytes") -> Path:
    """Where a job's file of a kind stands: "bytes" that were uploaded, or what was made of them."""
    return folder() / f"{name}.{kind}{JOB}"


def of_job(name: str) -> bytes | None:
    """The bytes of a job; None where they are not here (any more)."""
    try:
        return file_of_job(name).read_bytes()
    except FileNotFoundError:
        return None


def drop_for_job(name: str) -> None:
    """Removes all files of a job. An empty name is that of none."""
    if name:
        for path in folder().glob(f"{name}.*{JOB}"):
            path.unlink(missing_ok=True)


def keep_document(name: str, document: Document) -> None:
    """Keeps what was read from a job's bytes beside them."""
    keep_beside(name, "document", json.dumps(asdict(document)).encode())


def keep_beside(name: str, kind: str, data: bytes) -> None:
    """Keeps a file of a kind for a job, whole or not at all; it may be there from an earlier attempt."""
    aside = file_of_job(name, f"aside-{os.getpid()}")
    aside.unlink(missing_ok=True)
    write(aside, data)
    os.replace(aside, file_of_job(name, kind))


def held_of_job(name: str) -> Held | None:
    """The bytes of a job and what was read from them; None where one of the two is not here."""
    data = of_job(name)
    try:
        document = document_from(file_of_job(name, "document").read_bytes())
        language, spans = json.loads(file_of_job(name, "quantities").read_bytes())
    except FileNotFoundError:
        return None
    return None if data is None else Held(data, document, (language, spans))


def document_from(data: bytes) -> Document:
    content = json.loads(data)
    return Document(**{**content, "blocks": tuple(block_from(fields) for fields in content["blocks"])})


def block_from(fields: dict) -> Block:
    """A block from JSON, which knows no tuples."""
    restored = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return Block(**{**restored, "kind": Kind(fields["kind"])})


def drop(token: str, *, user, source: Source) -> None:
    for path in files_of(token, user, source):
        path.unlink(missing_ok=True)


def sweep() -> None:
    """Removes what was held for more than an hour, or forgotten by a job."""
    now = time.time()
    for path in files():
        # Another request may sweep at the same time.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < now - (JOB_KEPT_SECONDS if path.suffix == JOB else KEPT_SECONDS):
                path.unlink()


def files() -> Iterator[Path]:
    return folder().iterdir() if folder().exists() else iter(())
