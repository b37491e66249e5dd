"""A silence that is none."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Risk, Vendor, check


@check(group="completeness", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def silence_contradicted(vendor: Vendor) -> Iterator[Finding]:
    """A silence is recorded where documents speak.

    Why: an entry that is out of date makes the reader doubt the true ones.
    Fix: delete the entry under silent, or take these offerings out of it.
    """
    silences = vendor.dossier.silences
    full = {
        (name, offering.id): offering
        for name in {silence.question for silence in silences}
        for offering in vendor.offerings
        if _is_answered(offering, name)
    }
    for silence in silences:
        keys = [(silence.question, name) for name in silence.offerings]
        answered = [full[key] for key in keys if key in full]
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
