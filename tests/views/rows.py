"""The rows of a CSV answer."""

import csv
import io


def rows_of(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))
