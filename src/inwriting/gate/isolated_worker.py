"""The other process of `apart`: reads file after file within limits and says what they hold."""

import sys

import msgspec

from inwriting.gate.isolated_reader import ReadTask
from inwriting.gate.read_file import limited

_LENGTH = 8


def main(arguments: list[str]) -> None:
    """Answer each `ReadTask` from standard input with its `Reading`, until there are no more."""
    _limit(int(arguments[0]))
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while length := questions.read(_LENGTH):
        question = questions.read(int.from_bytes(length, "big"))
        task = msgspec.msgpack.decode(question, type=ReadTask)
        answer = msgspec.msgpack.encode(limited(task.form, task.file))
        answers.write(len(answer).to_bytes(_LENGTH, "big"))
        answers.write(answer)
        answers.flush()


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
