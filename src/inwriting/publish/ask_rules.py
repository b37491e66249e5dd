"""The firm's own rules for an offering, in words for those who ask."""

from inwriting.publish.ask_parts import SharedParts
from inwriting.publish.ask_structs import AskRedaction, AskReview, AskRules, AskTeamRules
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Offering
from inwriting.register.model.use import OfferingUse


def rules(policy: Policy, offering: Offering, parts: SharedParts) -> AskRules | None:
    """Return the rules for *offering*, texts by their number; None when it is not used."""
    use = offering.use
    if use is None:
        return None
    redaction = use.redaction
    return AskRules(
        purpose=parts.text(use.purpose),
        up_to=_class_name(policy, use.data_allowed),
        teams={
            item.team: AskTeamRules(
                up_to=_class_name(policy, item.data_allowed or use.data_allowed),
                conditions=[parts.text(condition) for condition in item.conditions],
            )
            for item in use.teams
        },
        redaction=AskRedaction(
            _class_name(policy, redaction.required_from), parts.text(redaction.how)
        )
        if redaction
        else None,
        uses={name: parts.text(_for_use(policy, use, name)) for name in policy.sensitive_uses},
        reviews=[
            AskReview(
                use=policy.sensitive_uses[item.use].name
                if item.use in policy.sensitive_uses
                else item.use,
                steps=parts.text(item.steps),
            )
            for item in use.review
        ],
    )


def _class_name(policy: Policy, name: str) -> str:
    found = policy.data_class(name)
    return found.name if found else name


def _for_use(policy: Policy, use: OfferingUse, name: str) -> str:
    """Return what a person who uses it for the sensitive use *name* must know."""
    item = policy.sensitive_uses[name]
    steps = " ".join(review.steps for review in use.review if review.use == name)
    if steps:
        return f"{item.name}: nobody may rely on the output until it has been reviewed. {steps}"
    return (
        f"{item.name}: no review is set down for this tool, so what comes out may not be relied on "
        f"for it. {item.why}"
    )
