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

_SUPPRESS = "Take the tool out, or ask the register's owner for an exception and name its id."

_WRONG: tuple[GateRule, ...] = (
    GateRule(
        TOOL_REFUSED,
        "A tool is used that the register refuses",
        "The register knows what happens to the data there, and it does not meet the policy "
        "for the class of data that this repository works on.",
        "Use what is named instead, or keep such data out of this repository.",
    ),
    GateRule(
        TOOL_PAUSED,
        "A tool is used of which the register does not know enough",
        "Nobody has yet shown in writing what happens to the data there, so procurement pauses.",
        "Use what is named instead, or ask the register's owner what is missing.",
    ),
    GateRule(
        TOOL_NOT_IN_REGISTER,
        "A tool is used that the register does not have",
        "Nobody in the firm has looked at it. What nobody has approved may not be used.",
        "Use a tool that the register allows, or propose this one to the register's owner.",
    ),
    GateRule(
        ENDPOINT_UNKNOWN,
        "Data go to an AI endpoint on a host that nobody knows",
        "The address has the form of an AI interface and its host belongs to no known tool, "
        "so nobody can say who receives the data.",
        "Use the host of a tool that the register allows, or have a footprint and a dossier "
        "written for this one.",
    ),
    GateRule(
        NEXT_HOP_UNDETERMINED,
        "A router or cloud is used, and no file tells to whom it passes the data on",
        "What is allowed at the router says nothing of the vendor behind it.",
        "Write the model, with its vendor, as a constant text where the router is called.",
    ),
    GateRule(
        SUPPRESSION_ABOUT_TO_EXPIRE,
        "A suppression ends within the days that the policy keeps free",
        "Warnings that nobody reads turn into a stop on the last day. This one stops while "
        "there is still time.",
        "Take the tool out, or have the exception renewed and set a later day.",
    ),
    GateRule(
        SUPPRESSION_EXPIRED,
        "A suppression is over, or cannot be read",
        "A use is accepted for a time and not for ever; what cannot be read counts as over.",
        "Take the tool out, or write: inwriting: allow TOOL until YYYY-MM-DD exception ID "
        "because REASON",
    ),
    GateRule(
        SUPPRESSION_TOO_LONG,
        "A suppression lasts longer than the policy allows",
        "What is accepted for a while must be looked at again.",
        "Set an earlier day.",
    ),
    GateRule(
        SUPPRESSION_WITHOUT_EXCEPTION,
        "A suppression rests on no exception of the register",
        "A repository cannot approve itself: somebody else must have accepted the use.",
        _SUPPRESS,
    ),
    GateRule(
        SUPPRESSION_WITHOUT_USE,
        "A suppression is for nothing",
        "Nothing that it names is stopped where it stands. Left behind, it would hide the "
        "next use.",
        "Delete it, or put it beside the line that it is for.",
    ),
    GateRule(
        FILE_NOT_UNDERSTOOD,
        "A file cannot be read or understood",
        "It may hold what the gate looks for, so it is never counted as clean.",
        "Mend the file.",
    ),
    GateRule(
        BASELINE_ENTRY_GONE,
        "The baseline names a use that is no longer there",
        "As long as it is named, the same use could come back and pass.",
        "Write the baseline anew: add --write-baseline to the same command.",
    ),
)
_SAID: tuple[GateRule, ...] = (
    GateRule(TOOL_ALLOWED, "A tool is allowed", "The register allows it for this data.", ""),
    GateRule(
        TOOL_CONDITIONAL,
        "A tool is allowed if conditions are kept",
        "The register allows it for this data as long as its conditions are kept.",
        "Keep the conditions.",
    ),
    GateRule(
        TOOL_PASSES_DATA_ON,
        "A library passes data on to a tool that is judged by itself",
        "Its maker receives no data; whoever is behind it does.",
        "",
    ),
    GateRule(TOOL_LOCAL, "A model runs on the machine itself", "No data leave the machine.", ""),
    GateRule(
        USE_NOT_ESTABLISHED,
        "Something hints at a tool and does not show that it is used",
        "A weak sign is no proof, and a medium one needs a second of another kind.",
        "If the tool is used, have a look at what the register says of it.",
    ),
    GateRule(
        NOT_EVALUATED,
        "A tool was found, and there was no register to look it up in",
        "Without a register nothing is known of it, so nothing passes.",
        "Mend what is said of the register.",
    ),
)

RULES: dict[str, GateRule] = {rule.id: rule for rule in (*_WRONG, *_SAID)}
"""Every rule by its id."""
USUAL: dict[str, GateEffect] = {
    rule.id: GateEffect(policy_defaults.RULES[rule.id]) for rule in _WRONG
}
"""What each rule that something can break does, where the policy says nothing else."""
