"""What holds for other repositories where the policy says nothing. The gate reads it too."""

REGISTER_DAYS = 30
"""How old the published register may be, in days."""
SUPPRESSION_DAYS = 90
"""How many days a suppression may last."""
DAYS_BEFORE_END = 14
"""How many days before its end a suppression fails."""
ROLES = {
    "runtime": "blocks",
    "ci": "blocks",
    "developer-tool": "blocks",
    "optional": "warns",
    "test": "warns",
    "example": "warns",
    "local": "listed",
    "transitive": "listed",
}
"""What a use that is not allowed does to the run, by its role."""
RULES = {
    "tool-refused": "blocks",
    "tool-paused": "blocks",
    "tool-not-in-register": "blocks",
    "endpoint-unknown": "blocks",
    "next-hop-undetermined": "blocks",
    "suppression-about-to-expire": "blocks",
    "suppression-expired": "warns",
    "suppression-too-long": "warns",
    "suppression-without-exception": "warns",
    "suppression-without-use": "warns",
    "file-not-understood": "blocks",
    "baseline-entry-gone": "warns",
}
"""What each rule of the gate that something can break does to the run."""
EFFECTS = ("listed", "warns", "blocks")
"""What a role or a rule can do to the run, the mildest first."""
