"""What commands that write files share: the day that is asked for, and files that are whole or not there."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from django.utils import timezone


def day_asked(text: str | None) -> dt.date | None:
    """The date of --as-of, None where it is not given. CommandError for what is no date, or has not come."""
    if text is None:
        return None
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--as-of {text}: not a date. Write it as 2022-05-03.") from None
    if found > timezone.now().date():
        raise CommandError(f"--as-of {text}: that day has not come yet.")
    return found


@contextmanager
def whole_file(output: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when it is complete, so that a file of that name is never half of one.

    CommandError where it cannot be written; what stood there before then stays.
    """
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(output)
    except OSError as error:
        hint = "Name a file in a folder that is there and that you may write to."
        raise CommandError(f"--output {output}: {error.strerror or error}. {hint}") from error
    finally:
        part.unlink(missing_ok=True)
