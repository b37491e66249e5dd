"""What a result of the gate comes to, in the words that its report and an estate's table share."""

from collections import Counter

from inwriting.exit_codes import ExitCode
from inwriting.gate.result import Effect, GateResult
from inwriting.wording import counted

UNSIGNED = "UNSIGNED"
"""Stands in every output of a run that used a register which nobody's verified signature covers."""
_COMMIT = 12
"""How many characters of a commit are shown."""


def answer(result: GateResult) -> str:
    """Return what the exit code means, in a sentence."""
    match result.exit_code:
        case ExitCode.CLEAR:
            return "Clear: nothing blocks."
        case ExitCode.BLOCKED:
            number = sum(item.effect is Effect.BLOCKS for item in result.judged)
            if number:
                used = counted(number, "use of an AI tool", "uses of AI tools")
                return f"Blocked: {used} must go, or be allowed in the register."
            return "Blocked: what is named below must change first."
        case ExitCode.UNUSABLE:
            return "Unusable input: not everything could be read, so nothing is known to be clear."
        case ExitCode.NOTHING:
            return "Nothing to look at: no file of a kind that the gate reads was found."
        case ExitCode.FAILED:
            return "Failed: the gate itself failed; what it would have found is not known."
        case ExitCode.UNEVALUATED:
            return "Could not be judged: without a register to trust, nothing is allowed."


def counts(result: GateResult) -> str:
    """Return how many uses do what, as in 2 block, 1 warns, 3 pass."""
    numbers = Counter(item.effect for item in result.judged)
    passes = ("passes", "pass") if judged(result) else ("not judged", "not judged")
    words = {
        Effect.BLOCKS: ("blocks", "block"),
        Effect.WARNS: ("warns", "warn"),
        Effect.LISTED: passes,
    }
    parts = [counted(numbers[effect], *words[effect]) for effect in words if numbers[effect]]
    if not parts:
        return "No use of an AI tool was found"
    tools = len({item.use.tool for item in result.judged})
    uses = counted(len(result.judged), "use")
    return f"{uses} of {counted(tools, 'AI tool')}: {', '.join(parts)}"


def judged(result: GateResult) -> bool:
    """Return whether the uses were looked up: without a register they are only found."""
    return result.exit_code is not ExitCode.UNEVALUATED


def register_used(result: GateResult) -> str:
    """Return which register was looked up, from when, and whose signature vouches for it."""
    register = result.register
    if register is None:
        return "No register could be used, so no tool was looked up"
    parts = [f"The register of {register.firm}" if register.firm else "The register"]
    if register.commit:
        parts.append(f"commit {register.commit[:_COMMIT]}")
    if register.judged_on:
        age = "today" if register.age == 0 else f"{counted(register.age, 'day')} old"
        parts.append(f"judged on {register.judged_on} ({age})")
    parts.append(f"signed by {register.signed_by}" if register.signed_by else UNSIGNED)
    parts.append(f"from {register.source}")
    return ", ".join(parts)


def unsigned(result: GateResult) -> str:
    """Return a warning when no verified signature covers the register; empty when one does."""
    register = result.register
    if register is None or register.signed_by:
        return ""
    return (
        f"{UNSIGNED}: nobody's signature vouches for this register, so anybody may have written it."
        " Good for trying out, never for a decision."
    )


def notes(result: GateResult) -> tuple[str, ...]:
    """Return what every output must say of what the result rests on, the gravest first."""
    warning = unsigned(result)
    return (*((warning,) if warning else ()), *result.notes)
