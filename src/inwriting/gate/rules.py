"""The rules of the gate: each way in which something can be wrong, with why and what to do."""

from inwriting import policy_defaults
from inwriting.gate.result import GateEffect, GateRule

TOOL_REFUSED = "tool-refused"
TOOL_PAUSED = "tool-paused"
TOOL_NOT_IN_REGISTER = "tool-not-in-register"
ENDPOINT_UNKNOWN = "endpoint-unknown"
NEXT_HOP_UNDETERMINED = "next-hop-undetermined"
SUPPRESSION_ABOUT_TO_EXPIRE = "suppression-about-to-expire"
SUPPRESSION_EXPIRED = "suppression-expired"
SUPPRESSION_TOO_LONG = "suppression-too-long"
SUPPRESSION_WITHOUT_EXCEPTION = "suppression-without-exception"
SUPPRESSION_WITHOUT_USE = "suppression-without-use"
FILE_NOT_UNDERSTOOD = "file-not-understood"
BASELINE_ENTRY_GONE = "baseline-entry-gone"
TOOL_ALLOWED = "tool-allowed"
TOOL_CONDITIONAL = "tool-conditional"
TOOL_PASSES_DATA_ON = "tool-passes-data-on"
TOOL_LOCAL = "tool-local"
USE_NOT_ESTABLISHED = "use-not-established"
NOT_EVALUATED = "not-evaluated"

_SUPPRESS = "Remove the tool, or ask the register's owner for an exception and name its id."

_WRONG: tuple[GateRule, ...] = (
    GateRule(
        TOOL_REFUSED,
        "The register refuses this tool",
        "The register knows what happens to the data, and it does "
        "not meet the policy for the class of data in this repository.",
        "Use a suggested alternative, or keep such data out of this repository.",
    ),
    GateRule(
        TOOL_PAUSED,
        "The register does not know enough about this tool",
        'Nobody has shown in writing what happens to the data yet, so the answer is "not yet".',
        "Use a suggested alternative, or ask the register's owner what is missing.",
    ),
    GateRule(
        TOOL_NOT_IN_REGISTER,
        "The register does not have this tool",
        "Nobody in the firm has reviewed it, and only approved tools may be used.",
        "Use a tool that the register allows, or propose this one to the register's owner.",
    ),
    GateRule(
        ENDPOINT_UNKNOWN,
        "Data goes to an AI endpoint on an unknown host",
        "The address looks like an AI interface, but its host belongs "
        "to no known tool, so nobody can say who receives the data.",
        "Use the host of a tool that the register allows, or have a footprint and a dossier "
        "written for this one.",
    ),
    GateRule(
        NEXT_HOP_UNDETERMINED,
        "A router or cloud is used, and no file says where it sends the data",
        "A verdict on the router says nothing about the vendor behind it.",
        "Write the model, with its vendor, as a constant string in the call to the router.",
    ),
    GateRule(
        SUPPRESSION_ABOUT_TO_EXPIRE,
        "A suppression is about to expire",
        "Nobody reads warnings until the last day. This "
        "one blocks while there is still time to act.",
        "Remove the tool, or have the exception renewed and set a later day.",
    ),
    GateRule(
        SUPPRESSION_EXPIRED,
        "A suppression has expired or cannot be read",
        "A use is accepted only for a time; a suppression that cannot be read counts as expired.",
        "Remove the tool, or write: inwriting: allow TOOL until YYYY-MM-DD exception ID "
        "because REASON",
    ),
    GateRule(
        SUPPRESSION_TOO_LONG,
        "A suppression lasts longer than the policy allows",
        "Accepted uses must be reviewed regularly.",
        "Set an earlier day.",
    ),
    GateRule(
        SUPPRESSION_WITHOUT_EXCEPTION,
        "A suppression names no exception in the register",
        "A repository cannot approve itself: somebody else must have accepted the use.",
        _SUPPRESS,
    ),
    GateRule(
        SUPPRESSION_WITHOUT_USE,
        "A suppression matches nothing",
        "Nothing it names is blocked here. If it stays, it will hide the next use.",
        "Delete it, or put it next to the line it is for.",
    ),
    GateRule(
        FILE_NOT_UNDERSTOOD,
        "A file cannot be read or understood",
        "It may contain what the gate looks for, so it never counts as clean.",
        "Fix the file.",
    ),
    GateRule(
        BASELINE_ENTRY_GONE,
        "The baseline names a use that is no longer there",
        "As long as the baseline names it, the same use could come back and pass.",
        "Update the baseline: add --write-baseline to the same command.",
    ),
)
_SAID: tuple[GateRule, ...] = (
    GateRule(TOOL_ALLOWED, "A tool is allowed", "The register allows it for this data.", ""),
    GateRule(
        TOOL_CONDITIONAL,
        "A tool is allowed under conditions",
        "The register allows it for this data as long as you follow its conditions.",
        "Follow the conditions.",
    ),
    GateRule(
        TOOL_PASSES_DATA_ON,
        "A library passes data on to a tool that is judged separately",
        "Its maker receives no data, but the tool behind it does.",
        "",
    ),
    GateRule(TOOL_LOCAL, "A model runs locally", "No data leaves the machine.", ""),
    GateRule(
        USE_NOT_ESTABLISHED,
        "Something hints at a tool but does not show that it is used",
        "A weak signal is no proof, and a medium one needs a second of another kind.",
        "If you use the tool, check what the register says about it.",
    ),
    GateRule(
        NOT_EVALUATED,
        "A tool was found, but there was no register to look it up in",
        "Without a register, nothing is known about it, so nothing passes.",
        "Fix the settings for the register.",
    ),
)

RULES: dict[str, GateRule] = {rule.id: rule for rule in (*_WRONG, *_SAID)}
"""Every rule by its id."""
USUAL: dict[str, GateEffect] = {
    rule.id: GateEffect(policy_defaults.RULES[rule.id]) for rule in _WRONG
}
"""What each rule that something can break does, where the policy says nothing else."""
