"""Evidence that went while the answers stayed."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Vendor, answered, check, compared


@check(group="change", effect=Effect.WARNING)
def evidence_removed(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """Evidence was replaced and the answers stayed the same.

    Why: an answer that outlives its document rests on another one, which may be weaker, and no
    change of an answer shows it.
    Fix: compare the new document with the old one, or put the old one back.
    """
    if register.base is None:
        return
    present = vendor.dossier.documents
    digests = {document.digest for document in present.values()}
    gone: dict[str, str] = {}
    questions: dict[str, dict[str, str]] = {}
    instead: dict[str, dict[str, str]] = {}
    for offering in vendor.offerings:
        for question, before, now in compared(register, offering):
            old = before.statement.document if before.statement else None
            new = now.statement.document if now.statement else None
            # The same text under another name is no other evidence.
            if old is None or new is None or old.id in present or old.digest in digests:
                continue
            if answered(before) == answered(now):
                gone[old.id] = old.title
                questions.setdefault(old.id, {})[question.id] = question.title
                instead.setdefault(old.id, {})[new.id] = f"{new.title} ({new.kind})"
    for name, title in gone.items():
        yield Finding(
            f"{title} ({name}) is gone. What rested on it is answered as before and now rests on "
            f"{', '.join(instead[name].values())}: {', '.join(questions[name].values())}.",
            at=vendor.dossier.at("documents", next(iter(instead[name]))),
        )
