"""A schema for editors that does not fit the questions any more."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Place, Register, Risk, check


@check(group="consistency", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def editor_schema_stale(register: Register) -> Iterator[Finding]:
    """The schemas that editors read are not up to date.

    Why: an editor then offers answers that the register refuses, or marks as wrong what it accepts.
    The register itself is judged by policy/questions.yaml alone.
    Fix: run `inwriting schema` and commit what it writes.
    """
    names = [path.rpartition("/")[2] for path in register.stale_schemas]
    if names:
        yield Finding(
            f"Not as `inwriting schema` would write it now: {', '.join(names)}.",
            at=Place(register.stale_schemas[0]),
            also=tuple(Place(path) for path in register.stale_schemas[1:]),
        )
