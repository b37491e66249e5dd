"""From what readers saw to the uses of tools in one repository: `Seen` to `Sign` to `ToolUse`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from inwriting.gate.ecosystem import Imports
from inwriting.gate.endpoints import has_host, host_of, is_local
from inwriting.gate.file_reading import DependencyScope, Seen
from inwriting.gate.footprints import DataPath, Signal, SignalKind, Strength, ToolKind, precedence
from inwriting.gate.lookups import Lookups
from inwriting.gate.precedence import Clients, ConfiguredClient, Pointed, unknown_endpoints
from inwriting.gate.roles import Roles
from inwriting.gate.routing import ModelRoutes, RoutedModel
from inwriting.gate.signal_index import SignalIndex
from inwriting.gate.uses import UNKNOWN_ENDPOINT, Sign, ToolUse, UseRole

_ASIDE = frozenset({UseRole.TEST, UseRole.EXAMPLE})
_DECIDED = frozenset(
    {
        ToolKind.MODEL_API,
        ToolKind.CLOUD_PLATFORM,
        ToolKind.ROUTER,
        ToolKind.LOCAL_MODEL,
        ToolKind.SPEECH,
        ToolKind.MEDIA,
        ToolKind.EMBEDDINGS,
    }
)
_CALLED_BY = frozenset({SignalKind.HOST, SignalKind.IMPORT, SignalKind.CALL})
_PASSES_ON = frozenset({ToolKind.ROUTER, ToolKind.CLOUD_PLATFORM, ToolKind.FRAMEWORK})


@dataclass(frozen=True, slots=True)
class _Found:
    """A sign, and what it was made of."""

    sign: Sign
    seen: Seen
    signal: Signal | None = None


def resolve(
    seen: Iterable[Seen], index: SignalIndex, paths: Collection[str] = ()
) -> tuple[ToolUse, ...]:
    """Return the uses of tools that everything *seen* in a repository adds up to.

    *paths* are the repository's files; they tell its own modules from packages, and whether it is
    made of examples. The order of what is given does not matter.
    """
    ordered = sorted(set(seen), key=_order)
    lookups = Lookups(index, ordered, paths)
    roles = Roles(paths or {one.spot.file for one in ordered})
    clients = Clients(ordered, lookups, roles)
    found = list(_looked_up(ordered, lookups, roles))
    found += _pointed_elsewhere(clients, lookups, roles)
    found += (_Found(_unknown(one, roles), one) for one in unknown_endpoints(ordered, lookups))
    found = _without_superseded(found, clients, roles)
    found += _hops(ordered, lookups, roles, found)
    return tuple(_uses(found, index))


def _order(one: Seen) -> tuple[object, ...]:
    spot = one.spot
    return (spot.file, spot.line, spot.column, one.kind, one.name, one.key, one.group, str(one))


def _looked_up(seen: Iterable[Seen], lookups: Lookups, roles: Roles) -> Iterator[_Found]:
    ecosystems = lookups.index.ecosystems
    for one in seen:
        importing = ecosystems.importing(one.language) if one.kind == SignalKind.IMPORT else None
        imports = None if importing is None else importing[1]
        for signal in lookups.of(one):
            yield _Found(_sign(one, signal, roles, imports), one, signal)


def _sign(one: Seen, signal: Signal, roles: Roles, imports: Imports | None = None) -> Sign:
    role = roles.of(one, signal)
    path = signal.data_path
    if one.kind == SignalKind.HOST and role is not UseRole.TRANSITIVE and is_local(one.name):
        role, path = UseRole.LOCAL, DataPath.LOCAL
    return Sign(
        tool=signal.tool,
        kind=_kind(signal, imports),
        value=one.name,
        strength=_strength_of(signal, imports),
        role=role,
        spot=one.spot,
        said=one.said,
        data_path=path,
        through=signal.through,
    )


def _strength_of(signal: Signal, imports: Imports | None) -> Strength:
    """Return how much a sign says; less where a package is only guessed from a namespace."""
    if imports is not None and not imports.certain and signal.kind != SignalKind.IMPORT:
        return min(signal.strength, Strength.MEDIUM)
    return signal.strength


def _kind(signal: Signal, imports: Imports | None) -> str:
    """Return the kind of a sign: an import of a package supports what a manifest says of it.

    Not where the import is only guessed to be of that package, nor where the package leaves open
    which of two tools it shows: then both say the same.
    """
    if imports is not None and imports.package is not None and not signal.shared_with:
        return SignalKind.IMPORT
    return signal.kind


def _unknown(one: Seen, roles: Roles) -> Sign:
    role = _plain_role(one, roles)
    return Sign(
        tool=UNKNOWN_ENDPOINT + host_of(one.name),
        kind=SignalKind.HOST,
        value=one.name,
        # Tests make up hosts.
        strength=Strength.MEDIUM if role is UseRole.TEST else Strength.STRONG,
        role=role,
        spot=one.spot,
        said=one.said,
    )


def _plain_role(one: Seen, roles: Roles) -> UseRole:
    place = roles.place(one.spot.file)
    if place is not None:
        return place
    return UseRole.CI if one.scope is DependencyScope.CI else UseRole.RUNTIME


def _pointed_elsewhere(clients: Clients, lookups: Lookups, roles: Roles) -> Iterator[_Found]:
    """Yield signs of where clients are pointed, unless their address is a signal already."""
    for client in clients.all:
        call = client.call
        if client.pointed is Pointed.OUTSIDE:
            tool = lookups.index.tools[client.tool]
            sign = Sign(
                tool=tool.id,
                kind=SignalKind.CALL,
                value=call.name,
                strength=Strength.MEDIUM,
                role=UseRole.LOCAL
                if tool.data_path is DataPath.LOCAL
                else _plain_role(call, roles),
                spot=call.spot,
                said=f"{call.said}, whose address is set outside the files",
                data_path=tool.data_path,
            )
            yield _Found(sign, call)
        for address in client.addresses if client.pointed is Pointed.ELSEWHERE else ():
            if address.kind == SignalKind.ENVIRONMENT:
                for signal in lookups.of(address):
                    shown = _sign(address, signal, roles)
                    said = f"{address.said}, which holds the address of {call.name}"
                    sign = replace(shown, strength=Strength.STRONG, said=said)
                    yield _Found(sign, address, signal)
            elif known := lookups.addressed(address.name):
                for signal in known:
                    yield _Found(_sign(address, signal, roles), address, signal)
            elif is_local(address.name):
                yield _Found(_local(client, address), address)
            elif has_host(address.name) and not lookups.index.address(address.name):
                yield _Found(_unknown(address, roles), address)


def _local(client: ConfiguredClient, address: Seen) -> Sign:
    return Sign(
        tool=client.tool,
        kind=SignalKind.HOST,
        value=address.name,
        strength=Strength.STRONG,
        role=UseRole.LOCAL,
        spot=address.spot,
        said=f"{address.said} for {client.call.name}",
        data_path=DataPath.LOCAL,
    )


def _without_superseded(found: list[_Found], clients: Clients, roles: Roles) -> list[_Found]:
    """Leave out the signs of software whose every client is pointed elsewhere.

    Tests and examples are told apart from the rest: what they call, the software does not.
    """
    pointed: dict[tuple[str, bool], set[Pointed]] = defaultdict(set)
    for client in clients.all:
        aside = roles.place(client.call.spot.file) in _ASIDE
        pointed[client.tool, aside].add(client.pointed)
    addressed = {
        (one.sign.tool, one.sign.role in _ASIDE)
        for one in found
        if one.sign.kind == SignalKind.HOST and one.sign.strength is Strength.STRONG
        if one.sign.role is not UseRole.LOCAL
    }
    gone: set[tuple[str, bool]] = set()
    for tool in {tool for tool, _ in pointed}:
        main, tests = pointed.get((tool, False), set()), pointed.get((tool, True), set())
        if (main or tests) == {Pointed.ELSEWHERE} and (tool, False) not in addressed:
            gone.add((tool, False))
            if tests <= {Pointed.ELSEWHERE} and (tool, True) not in addressed:
                gone.add((tool, True))
    return [
        one
        for one in found
        if precedence(one.sign.kind) is None
        or one.sign.kind == SignalKind.HOST
        or (one.sign.tool, roles.place(one.sign.spot.file) in _ASIDE) not in gone
    ]


def _hops(
    seen: Iterable[Seen], lookups: Lookups, roles: Roles, found: list[_Found]
) -> Iterator[_Found]:
    """Yield the vendors behind routers and frameworks that model strings name."""
    strong = ((one.sign.tool, one.seen) for one in found if one.sign.strength is not Strength.WEAK)
    called = (
        (one.sign.spot.file, one.sign.tool)
        for one in found
        if one.seen.kind in _CALLED_BY
        and one.sign.strength is not Strength.WEAK
        and (
            one.sign.tool not in lookups.index.tools
            or lookups.index.tools[one.sign.tool].kind in _DECIDED
        )
    )
    shown_directly = {one.sign.tool for one in found if one.sign.strength is Strength.STRONG}
    with_signs = {one.sign.tool for one in found}
    for hop in ModelRoutes(lookups, strong, called).of(seen):
        if hop.through and hop.through not in with_signs and hop.signal.tool in shown_directly:
            # A framework's default that nothing else shows, of a vendor whose own client is here.
            continue
        sign = replace(
            _sign(hop.seen, hop.signal, roles),
            strength=Strength.STRONG if hop.plain else hop.signal.strength,
            through=hop.through,
            said=_said(hop, lookups),
        )
        yield _Found(sign, hop.seen, hop.signal)
        if hop.through and hop.plain:
            # A framework's default: the string itself shows that data go there.
            router = lookups.index.tools[hop.through]
            shown = replace(
                sign, tool=router.id, through="", said=hop.seen.said, data_path=router.data_path
            )
            yield _Found(shown, hop.seen)


def _said(hop: RoutedModel, lookups: Lookups) -> str:
    router = lookups.index.tools[hop.router].name
    return f"{hop.seen.said} by way of {router}" if hop.through else hop.seen.said


def _uses(found: list[_Found], index: SignalIndex) -> Iterator[ToolUse]:
    signs: dict[str, set[Sign]] = defaultdict(set)
    for one in found:
        signs[one.sign.tool].add(one.sign)
    strengths = {tool: _strength(of) for tool, of in signs.items()}
    decided = any(
        strength is Strength.STRONG and tool in index.tools and index.tools[tool].kind in _DECIDED
        for tool, strength in strengths.items()
    )
    hops = {sign.through for of in signs.values() for sign in of if sign.through}
    named = {
        sign.spot.file for of in signs.values() for sign in of if sign.kind == SignalKind.MODEL_ID
    }
    for tool in sorted(signs):
        direct = {sign for sign in signs[tool] if sign.role is not UseRole.TRANSITIVE}
        groups: dict[tuple[UseRole, str], list[Sign]] = defaultdict(list)
        for sign in direct or signs[tool]:
            groups[sign.role, sign.through].append(sign)
        for role, through in sorted(groups, key=lambda key: (list(UseRole).index(key[0]), key[1])):
            own = sorted(groups[role, through], key=_weight)
            if own[0].strength is Strength.WEAK and strengths[tool] is not Strength.WEAK:
                # What says nothing alone makes no use of its own beside one that is told.
                continue
            yield ToolUse(
                tool=tool,
                name=index.tools[tool].name if tool in index.tools else _host(tool),
                role=role,
                strength=strengths[tool],
                signs=tuple(own),
                data_path=_data_path(own),
                through=through,
                undetermined=_undetermined(tool, index, decided, hops, named, direct),
            )


def _host(tool: str) -> str:
    return tool.removeprefix(UNKNOWN_ENDPOINT)


def _weight(sign: Sign) -> tuple[object, ...]:
    return (-sign.strength, sign.spot, sign.kind, sign.value, sign.said, sign.through)


def _data_path(signs: list[Sign]) -> DataPath:
    """Return where data go by the strongest signs; to the vendor as soon as one says so."""
    paths = {sign.data_path for sign in signs if sign.strength is signs[0].strength}
    return next(path for path in DataPath if path in paths) if len(paths) > 1 else paths.pop()


def _strength(signs: Iterable[Sign]) -> Strength:
    """Return what *signs* of one tool add up to.

    What only a lock file names adds nothing to what the software itself asks for.
    """
    every = list(signs)
    counted = [sign for sign in every if sign.role is not UseRole.TRANSITIVE] or every
    kinds = {sign.kind for sign in counted if sign.strength is not Strength.WEAK}
    strongest = max(sign.strength for sign in counted)
    if strongest is Strength.MEDIUM and len(kinds) > 1:
        return Strength.STRONG
    return strongest


def _undetermined(
    tool: str,
    index: SignalIndex,
    decided: bool,
    hops: set[str],
    named: set[str],
    signs: set[Sign],
) -> bool:
    footprint = index.tools.get(tool)
    if footprint is None or footprint.kind not in _PASSES_ON or tool in hops:
        return False
    match footprint.kind:
        case ToolKind.FRAMEWORK:
            return not decided
        case ToolKind.CLOUD_PLATFORM:
            return not any(sign.spot.file in named for sign in signs)
        case _:
            return footprint.routing is not None or footprint.kind is ToolKind.ROUTER
