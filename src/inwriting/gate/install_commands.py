"""Commands that install or run what a registry serves, by the words that they begin with."""

from collections.abc import Iterable
from dataclasses import dataclass

from inwriting.gate.ecosystem import Ecosystem


@dataclass(frozen=True, slots=True)
class InstallCommand:
    """A command that installs or runs what is named behind it."""

    kind: str
    """What the words behind it name."""
    name: str
    """A regular expression for the beginning of such a word; it, or its group, is the name."""
    once: bool = False
    """Whether it runs what is named first: what follows is for that."""


@dataclass(frozen=True, slots=True)
class InstallCommands:
    """Every such command. It is plain data, since readers in another process are given it."""

    by_words: dict[str, InstallCommand]

    def of(self, words: list[str]) -> tuple[str, int] | None:
        """Return the command that *words* begin with, and how many of them it has."""
        for length in (3, 2, 1):
            if (command := " ".join(words[:length])) in self.by_words:
                return command, length
        # As in dotnet add PROJECT package NAME.
        for at in range(3, len(words)):
            if (command := f"{words[0]} {words[1]} * {words[at]}") in self.by_words:
                return command, at + 1
        return None


def install_commands(ecosystems: Iterable[Ecosystem]) -> InstallCommands:
    """Return the commands of *ecosystems*."""
    return InstallCommands(
        {
            command: InstallCommand(of.kind, of.installed, once)
            for of in ecosystems
            for commands, once in ((of.installers, False), (of.runners, True))
            for command in commands
        }
    )
