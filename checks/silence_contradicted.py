"""A silence that is none."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Risk, Vendor, check


@check(group="completeness", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def silence_contradicted(vendor: Vendor) -> Iterator[Finding]:
    """A silence is recorded where documents speak.

    Why: an entry that is out of date makes the reader doubt the true ones.
    Fix: delete the entry under silent, or take these offerings out of it.
    """
    for silence in vendor.dossier.silences:
        offerings = [vendor.offering(name) for name in silence.offerings]
        answered = [o for o in offerings if o and _is_answered(o, silence.question)]
        if answered:
            question = answered[0].answers[silence.question].question
            names = ", ".join(offering.name for offering in answered)
            yield Finding(
                f"{question.title}: recorded as silent, yet documents answer it for {names}.",
                at=silence.place,
                question=silence.question,
                offering=answered[0].reference if len(answered) == 1 else "",
            )


def _is_answered(offering: Offering, question: str) -> bool:
    answer = offering.answers.get(question)
    return answer is not None and all(v.deciding for cell in answer.cells for v in cell.voices)
