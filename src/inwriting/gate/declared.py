"""What a repository is held to, and what its result rests on, from the file and the options."""

from collections.abc import Mapping

from inwriting.gate.declaration import FILE, Declaration
from inwriting.gate.evaluator import may_be
from inwriting.gate.footprints import Footprint
from inwriting.gate.register_data import RegisterData
from inwriting.gate.result import Declared, RegisterUsed
from inwriting.register.load.explain import guess
from inwriting.register.load.problem import Problem


def declared(
    declaration: Declaration,
    register: RegisterData,
    footprints: Mapping[str, Footprint],
    data_class: str,
) -> tuple[Declared, list[Problem]]:
    """Return what the repository is held to, and a problem for each name that nobody knows.

    *data_class* is the one that was given in place of the file's, or empty.

    What cannot be understood does not count; the policy's own, strict data class stands for it.
    """

    def offerings_of(tool: str) -> tuple[str, ...] | None:
        known = tool in footprints or tool in register.gate["offerings"]
        found = may_be(tool, register, footprints)
        return tuple(name for name in found if name in register.offerings) if known else None

    problems = list(declaration.unknown_names(register, offerings_of))
    classes = register.names("data-classes")
    given = data_class
    if given and given not in classes:
        near = guess(given, classes)
        message, fix = f"The register has no data class {given}.{near}", ", ".join(classes)
        problems.append(Problem("--data-class", 0, 0, message, f"Known there: {fix}."))
    named = next((name for name in (given, declaration.data_class) if name in classes), "")
    team = declaration.team if declaration.team in register.names("teams") else ""
    region = declaration.region if declaration.region in register.names("regions") else ""
    return (
        Declared(
            data_class=named or register.gate["data-class"],
            team=team,
            region=region or register.region_of(team),
            clients=tuple(n for n in declaration.clients if n in register.names("clients")),
            from_file=bool(named),
            given=given in classes,
            offerings=tuple(
                (tool, names)
                for tool, names in declaration.offerings
                if set(names) <= set(offerings_of(tool) or ())
            ),
        ),
        problems,
    )


def notes(
    used: RegisterUsed, declaration: Declaration, said: Declared, register: str, data_class: str
) -> tuple[str, ...]:
    """Return what this result rests on, in sentences that every output says.

    *register* and *data_class* are those that were given in place of the file's, or empty.
    """
    found: list[str] = []
    if used.signers_in_repository:
        found.append(
            f"Whose signature is trusted stands in this repository itself ({used.signers}): "
            "whoever may change the repository may change that too."
        )
    if used.fixed_clock:
        found.append("The register is an example, whose day of judgement never moves.")
    if register and declaration.register:
        found.append(f"--register was given, so the register that {FILE} names was not used.")
    if not said.from_file:
        reason = f"{FILE} cannot be used" if declaration.there else f"There is no {FILE}"
        found.append(f"{reason}: the strict default of the policy holds, {said.data_class}.")
    elif data_class:
        found.append(f"The data class {data_class} was given on the command line.")
    found += [
        f"The repository says that it uses {tool} under {', '.join(names)}; files cannot tell."
        for tool, names in said.offerings
    ]
    return tuple(found)
