"""Stands in for GitHub's `gh`: serves recorded answers, records calls, and minds permissions.

FAKE_GH names a folder with answers.json (an answer for each call that is expected) and
permissions.json (those of the job that runs). Each call is added to calls.jsonl.
"""

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

import jq

FOLDER = Path(os.environ["FAKE_GH"])
NEEDED = (
    (r"repos/[^/]+/[^/]+/issues/(\d+/comments|comments/)", ("issues", "pull-requests")),
    (r"repos/[^/]+/[^/]+/issues", ("issues",)),
    (r"repos/[^/]+/[^/]+/pulls|repos/[^/]+/[^/]+/commits/[^/]+/pulls", ("pull-requests",)),
    (r"repos/[^/]+/[^/]+/actions/", ("actions",)),
    (r"repos/[^/]+/[^/]+/(contents|git|branches|commits)", ("contents",)),
)
COMMANDS = {"pr": ("pull-requests",), "issue": ("issues",), "label": ("issues",)}


def stop(message: str, code: int = 1) -> NoReturn:
    """End as gh does when it fails."""
    sys.stderr.write(f"gh: {message}\n")
    raise SystemExit(code)


def permitted(wanted: tuple[str, ...], *, writing: bool) -> bool:
    held = json.loads((FOLDER / "permissions.json").read_text())
    return any(held.get(name) in (("write",) if writing else ("read", "write")) for name in wanted)


def record(call: dict[str, object]) -> None:
    with (FOLDER / "calls.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(call) + "\n")


def answer(key: str) -> Any:
    answers = json.loads((FOLDER / "answers.json").read_text(encoding="utf-8"))
    if key not in answers:
        stop(f"Not Found (HTTP 404): no answer is recorded for {key!r}")
    return answers[key]


def api(arguments: list[str]) -> None:
    """Answer a call of the API."""
    parser = argparse.ArgumentParser("gh api", exit_on_error=True, allow_abbrev=False)
    parser.add_argument("path")
    parser.add_argument("--method", "-X", default="")
    parser.add_argument("--raw-field", "-f", action="append", default=[])
    parser.add_argument("--field", "-F", action="append", default=[])
    parser.add_argument("--jq", "-q", default="")
    parser.add_argument("--header", "-H", action="append")
    parser.add_argument("--paginate", action="store_true")
    parser.add_argument("--silent", action="store_true")
    asked = parser.parse_args(arguments)
    fields = dict(field.split("=", 1) for field in asked.raw_field)
    for field in asked.field:
        name, value = field.split("=", 1)
        fields[name] = _content(value[1:]) if value.startswith("@") else value
    path, method = asked.path.removeprefix("/"), asked.method or ("POST" if fields else "GET")
    needed = next((names for pattern, names in NEEDED if re.match(pattern, path)), None)
    if needed is None:
        stop(f"nobody said which permission {path} needs", 2)
    record({"method": method, "path": path, "fields": fields})
    if not permitted(needed, writing=method != "GET"):
        stop(f"Resource not accessible by integration (HTTP 403): {method} {path}")
    key = f"{method} {path}"
    if method == "GET" and fields:
        query = "&".join(f"{name}={value}" for name, value in sorted(fields.items()))
        key += ("&" if "?" in path else "?") + query
    said = answer(key)
    if isinstance(said, dict) and list(said) == ["file"]:
        sys.stdout.buffer.write((FOLDER / said["file"]).read_bytes())
        return
    if asked.silent:
        return
    if not asked.jq:
        sys.stdout.write(json.dumps(said))
        return
    for value in jq.compile(asked.jq).input_value(said):
        sys.stdout.write((value if isinstance(value, str) else json.dumps(value)) + "\n")


def _content(name: str) -> str:
    return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")


def main() -> None:
    """Do what the arguments ask."""
    arguments = sys.argv[1:]
    if not os.environ.get("GH_TOKEN"):
        stop("To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN variable.", 4)
    if arguments[:1] == ["api"]:
        api(arguments[1:])
        return
    if arguments[:1] and arguments[0] in COMMANDS:
        record({"command": arguments})
        writing = arguments[1:2] not in (["list"], ["view"], ["diff"])
        if not permitted(COMMANDS[arguments[0]], writing=writing):
            stop(f"Resource not accessible by integration (HTTP 403): {' '.join(arguments)}")
        sys.stdout.write(f"{answer(' '.join(arguments[:2]))}\n")
        return
    stop(f"unknown command {arguments[:1]}", 2)


main()
