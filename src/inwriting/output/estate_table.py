"""The table as JSON and as Parquet: the same lines and columns, and the same bytes every time."""

import io
from collections.abc import Sequence
from typing import Any

from inwriting import __version__
from inwriting.gate.estate.affected import IfPaused
from inwriting.gate.estate.table import COLUMNS, plain, rows
from inwriting.gate.estate.visited import Visited, worst
from inwriting.output.json_text import as_json
from inwriting.register.load.problem import Problem, UnusableInputError

FORMAT = 1
"""The version of the format. It rises when a reader of an older one would go wrong."""


def as_table_json(visits: Sequence[Visited], answer: IfPaused | None) -> str:
    """Return the table as JSON, with the answer where something was asked."""
    code = worst(visits)
    data: dict[str, Any] = {
        "format": FORMAT,
        "tool": {"name": "inwriting", "version": __version__},
        "result": {"exit-code": int(code), "name": code.name.lower()},
        "if-paused": None if answer is None else _asked(answer),
        "rows": rows(visits),
    }
    return as_json(data)


def as_parquet(visits: Sequence[Visited]) -> bytes:
    """Return the table as a Parquet file.

    Raises UnusableInputError when pyarrow is not installed.
    """
    pyarrow, parquet = _arrow()
    kinds = {
        "text": pyarrow.string(),
        "number": pyarrow.int64(),
        "truth": pyarrow.bool_(),
        "texts": pyarrow.list_(pyarrow.string()),
    }
    schema = pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                kinds[column.kind],
                nullable=column.of_use,
                metadata={"about": column.about},
            )
            for column in COLUMNS
        ],
        metadata={"inwriting-estate-format": str(FORMAT), "inwriting-version": __version__},
    )
    table = pyarrow.Table.from_pylist(rows(visits), schema=schema)
    stream = io.BytesIO()
    parquet.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def must_write_parquet() -> None:
    """Refuse before the work is done what could not be written after it.

    Raises UnusableInputError when pyarrow is not installed.
    """
    _arrow()


def _arrow() -> "tuple[Any, Any]":
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        message = "pyarrow, which writes the Parquet file, is not installed."
        fix = 'Install it with `pip install "inwriting[estate]"`.'
        raise UnusableInputError((Problem("estate", 0, 0, message, fix),)) from error
    return pyarrow, parquet


def _asked(answer: IfPaused) -> dict[str, Any]:
    return {
        "offering": answer.offering,
        "affected": [
            {
                "repository": plain(item.visited.repository),
                "commit": item.visited.commit,
                "team": plain(item.visited.team),
                "uses": len(item.uses),
                "blocked-now": item.blocked_now,
                "blocked-then": item.blocked_then,
            }
            for item in answer.affected
        ],
        "unknown": [plain(item.repository) for item in answer.unknown],
        "not-affected": answer.others,
    }
