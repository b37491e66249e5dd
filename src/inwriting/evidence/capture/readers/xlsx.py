"""Excel workbooks: every cell of every sheet, as a person sees it."""

import datetime
import io
import zipfile
from importlib.metadata import version
from typing import Any

from inwriting.evidence.capture.readers.document_text import DocumentText, ReadOptions
from inwriting.evidence.capture.refusal import Reason, RefusedError


def read(content: bytes, task: ReadOptions) -> DocumentText:
    """Return the cells of the workbook *content*, a row a line; hidden sheets say that they are."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        lines: list[str] = []
        notes: list[str] = []
        size = 0
        for name in values.sheetnames:
            sheet, written = values[name], formulas[name]
            if not hasattr(sheet, "iter_rows"):
                notes.append(f"The chart {name!r} was left out.")
                continue
            hidden = "" if sheet.sheet_state == "visible" else " (hidden sheet)"
            lines.append(f"## {name}{hidden}")
            for line in _rows(sheet, written, name, task):
                size += len(line)
                if size > task.limits.text:
                    raise RefusedError(
                        Reason.TOO_LARGE,
                        "The workbook holds more text than is read.",
                        "Save the sheet that you need on its own.",
                    )
                lines.append(line)
            lines.append("")
    except RefusedError:
        raise
    except (
        *(InvalidFileException, zipfile.BadZipFile, ValueError, KeyError, TypeError),
        *(AttributeError, IndexError, SyntaxError, OverflowError, AssertionError),
    ) as error:
        raise RefusedError(
            Reason.DAMAGED,
            "The workbook is damaged: a part of it cannot be read.",
            "Open it in a spreadsheet program, save it anew, and capture that.",
        ) from error
    if not any(line and not line.startswith("## ") for line in lines):
        raise RefusedError(Reason.NO_TEXT, "There is no cell with anything in it.", "Look at it.")
    title = str(values.properties.title or "")
    text = "\n".join(lines).rstrip() + "\n"
    return DocumentText(text, f"openpyxl {version('openpyxl')}", title, tuple(notes))


def _rows(sheet: Any, written: Any, name: str, task: ReadOptions) -> Any:
    # A sheet may claim a million rows of which it has two.
    sheet.reset_dimensions()
    written.reset_dimensions()
    for number, (row, source) in enumerate(
        zip(sheet.iter_rows(), written.iter_rows(), strict=True), start=1
    ):
        if len(row) > task.limits.parts:
            raise RefusedError(
                Reason.TOO_LARGE,
                f"Row {number} of the sheet {name!r} has {len(row)} cells.",
                "Save the part that you need on its own.",
            )
        shown = []
        for cell, formula in zip(row, source, strict=True):
            if cell.value is None and formula.value is not None:
                raise RefusedError(
                    Reason.UNDECIDED,
                    f"The formula in {name}!{formula.coordinate} has no result stored with it.",
                    "Open the workbook in a spreadsheet program, save it, and capture that.",
                )
            shown.append(_shown(cell))
        while shown and not shown[-1]:
            shown.pop()
        if shown:
            yield " | ".join(shown)


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, int | float):
        percent = "%" in str(cell.number_format or "")
        return f"{value * 100:.12g}%" if percent else f"{value:.15g}"
    return " ".join(str(value).split())
