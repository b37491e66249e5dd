"""The other process of `reading`: reads one file within limits and says what it holds."""

import sys

import msgspec

from inwriting.gate.reading import Task, limited


def main(arguments: list[str]) -> None:
    """Read a `Task` from standard input and write its `Reading` to standard output."""
    _limit(int(arguments[0]))
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
    sys.stdout.buffer.write(msgspec.msgpack.encode(limited(task.form, task.file)))


def _limit(memory: int) -> None:
    """Let this process take no more than *memory* bytes of address space."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the limit of time holds there too.
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
