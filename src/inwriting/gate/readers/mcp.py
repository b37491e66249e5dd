"""Servers of the Model Context Protocol in any client's settings: what starts them, or where."""

from collections.abc import Iterator

from inwriting.gate.ecosystems.javascript import NPM, npm_package
from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.file_reading import DependencyScope
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, KeyedEntry, ValueShape
from inwriting.gate.readers.texts import addresses, may_be_image

_TABLES = frozenset(
    {"mcpservers", "mcp_servers", "mcp-servers", "context_servers", "mcp.servers", "mcp"}
)
_ONLY_INSIDE = frozenset({"servers", "extensions"})
_ADDRESSES = ("url", "serverUrl", "httpUrl", "uri", "endpoint", "server_url", "http_url")
_COMMANDS = ("command", "cmd")
_OFF = ("disabled", "enabled")
_NPM = {"npx": 0, "bunx": 0, "pnpx": 0, "pnpm": 1, "yarn": 1, "npm": 1, "bun": 1, "deno": 1}
"""What runs a package of npm, and how many words stand between it and the package."""
_PYPI = {"uvx": 0, "pipx": 1, "uv": 2}
_CONTAINERS = frozenset({"docker", "podman", "nerdctl"})
_RUNNING = frozenset({"dlx", "x", "exec", "run", "tool"})
_PACKAGE_OPTIONS = ("--package", "-p", "--from", "--spec")
_CONTAINER_VALUES = frozenset(
    [
        "-e",
        "--env",
        "-v",
        "--volume",
        "--mount",
        "--name",
        "-p",
        "--publish",
        "--network",
        "--net",
        "-w",
        "--workdir",
        "-u",
        "--user",
        "--entrypoint",
        "--env-file",
        "--add-host",
        "--platform",
        "-h",
        "--hostname",
        "--label",
        "-l",
        "--pull",
    ]
)


def collect_servers(
    collector: Collector, root: DocumentValue, scope: DependencyScope, *, all_servers: bool = False
) -> frozenset[int]:
    """Note the servers that *root* lists, and return the numbers of the mappings that hold them.

    With *all_servers* the file is for servers alone, so a plain `servers` lists them too.
    """
    numbers: set[int] = set()
    for server in _servers(root, all_servers):
        if _server(collector, server.value, scope):
            numbers.add(server.value.number)
    return frozenset(numbers)


def _servers(root: DocumentValue, all_servers: bool) -> Iterator[KeyedEntry]:
    waiting = [root]
    while waiting:
        value = waiting.pop()
        for entry in value.entries:
            key = entry.key.lower()
            if key in _TABLES or (all_servers and key in _ONLY_INSIDE):
                table = entry.value
                servers = table.get("servers") if key == "mcp" else None
                yield from (
                    below
                    for below in (servers or table).entries
                    if below.value.shape is ValueShape.MAPPING
                )
            if entry.value.entries:
                waiting.append(entry.value)


def _server(collector: Collector, server: DocumentValue, scope: DependencyScope) -> bool:
    if server.said("disabled") == "true" or server.said("enabled") == "false":
        scope = DependencyScope.OPTIONAL
    found = False
    for name in _ADDRESSES:
        for address in server.all(name):
            if address.shape is ValueShape.TEXT and "." in address.text:
                found = True
                collector.thing(
                    SignalKind.MCP_ADDRESS,
                    address.text,
                    address.place,
                    scope,
                    group=server.number,
                    key=name,
                )
    words = _command(server)
    if words:
        found = True
        _started(collector, words, scope, server.number)
    return found


def _command(server: DocumentValue) -> list[DocumentValue]:
    words: list[DocumentValue] = []
    for name in (*_COMMANDS, "args"):
        for value in server.all(name):
            words += [word for word in value.items if word.shape is ValueShape.TEXT]
    # A command may be written with its words in one text.
    return [
        DocumentValue(ValueShape.TEXT, word.place, word.begin, word.end, part)
        for word in words
        for part in (word.text.split() if word is words[0] else [word.text])
    ]


def _started(
    collector: Collector, words: list[DocumentValue], scope: DependencyScope, group: int
) -> None:
    """Note the package, image or address that a command starts a server from."""
    if words[0].text in {"cmd", "cmd.exe"}:
        words = [word for word in words[1:] if not word.text.startswith("/")] or words
    program = words[0].text.replace("\\", "/").rpartition("/")[2].lower()
    program = program.removesuffix(".cmd").removesuffix(".exe")
    rest = words[1:]
    if program in _CONTAINERS:
        image = _image(rest)
        if image is not None:
            name = image.text
            collector.thing(SignalKind.CONTAINER_IMAGE, name, image.place, scope, group=group)
            package = name.rpartition(":")[0] or name
            collector.thing(SignalKind.MCP_PACKAGE, package, image.place, scope, group=group)
    elif program in _NPM or program in _PYPI:
        package_word = _package(rest)
        if package_word is not None:
            _noted(collector, package_word, scope, group, npm=program in _NPM)
    elif program.startswith("python") and len(rest) > 1 and rest[0].text == "-m":
        name = rest[1].text.partition(".")[0].replace("_", "-")
        collector.thing(SignalKind.MCP_PACKAGE, name, rest[1].place, scope, group=group)
    else:
        collector.thing(SignalKind.MCP_PACKAGE, program, words[0].place, scope, group=group)
    for word in rest:
        if "://" in word.text:
            for address in addresses(word.text):
                collector.thing(SignalKind.MCP_ADDRESS, address, word.place, scope, group=group)


def _noted(
    collector: Collector, word: DocumentValue, scope: DependencyScope, group: int, *, npm: bool
) -> None:
    if npm:
        name = npm_package(word.text)
        kind = NPM
    else:
        name = word.text.partition("==")[0].partition("[")[0].partition("@")[0]
        kind = PYPI
    if name:
        collector.thing(SignalKind.MCP_PACKAGE, name, word.place, scope, group=group)
        collector.package(kind, name, word.place, scope)


def _package(words: list[DocumentValue]) -> DocumentValue | None:
    """Return the package that is run: the one that an option names, or the first plain word."""
    waiting: str | None = None
    for word in words:
        text = word.text
        if waiting is not None:
            return word
        if text in _PACKAGE_OPTIONS:
            waiting = text
        elif text.startswith(tuple(f"{option}=" for option in _PACKAGE_OPTIONS)):
            value = text.partition("=")[2]
            return DocumentValue(ValueShape.TEXT, word.place, word.begin, word.end, value)
        elif not text.startswith("-") and text not in _RUNNING:
            return word
    return None


def _image(words: list[DocumentValue]) -> DocumentValue | None:
    """Return the image that a command runs."""
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word.text in _CONTAINER_VALUES:
            skip = True
        elif not word.text.startswith("-") and word.text != "run" and may_be_image(word.text):
            return word
    return None
