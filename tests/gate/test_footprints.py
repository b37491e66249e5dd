"""The footprints that ship are in order, whole, and about offerings that the register has."""

import re
from collections import Counter
from typing import Any

import pytest

from inwriting.gate.ecosystems.go import GO_MODULE
from inwriting.gate.ecosystems.javascript import NPM
from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.footprint_loading import LoadedFootprints
from inwriting.gate.footprints import (
    DataPath,
    Footprint,
    Role,
    Signal,
    SignalKind,
    Strength,
    precedence,
)
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.signal_index import SignalIndex
from inwriting.register.decide.evaluate import Request, evaluate
from tests.checks.cases import ROOT
from tests.gate.footprint_cases import load

FEWEST_TOOLS = 170
FEWEST_SIGNALS = 1_400
# The tools of the facts that have several names here, and those that no verified sign shows.
PACKAGES = {"pypi", "npm", "go", "maven", "nuget", "crate", "gem", "packagist"}
PLAIN = {
    "host": SignalKind.HOST,
    "env": SignalKind.ENVIRONMENT,
    "action": SignalKind.GITHUB_ACTION,
    "vscode": SignalKind.VSCODE_EXTENSION,
    "jetbrains": SignalKind.JETBRAINS_PLUGIN,
    "docker": SignalKind.CONTAINER_IMAGE,
    "precommit": SignalKind.PRE_COMMIT_HOOK,
    "file": SignalKind.FILE,
    "import_py": SignalKind.IMPORT,
}
CONVENTIONS = {"litellm": "litellm", "vercel": "vercel", "pydantic": "pydantic-ai"}


def test_every_file_is_valid(shipped_footprints: LoadedFootprints) -> None:
    assert shipped_footprints.problems == ()


def test_none_was_lost(shipped_footprints: LoadedFootprints) -> None:
    footprints = shipped_footprints.footprints
    assert len(footprints) >= FEWEST_TOOLS
    assert sum(len(footprint.signals) for footprint in footprints) >= FEWEST_SIGNALS
    kinds = {signal.kind for footprint in footprints for signal in footprint.signals}
    # Of plugins one is verified, of hooks one; no kind may go unseen.
    assert (
        {*SignalKind} <= kinds <= {*SignalKind, *(ecosystem.kind for ecosystem in ECOSYSTEMS.all)}
    )


def test_every_offering_is_in_the_register(shipped_footprints: LoadedFootprints) -> None:
    register = evaluate(Request(ROOT)).register
    assert register is not None
    known = {offering.reference for offering in register.offerings}
    named = {o for footprint in shipped_footprints.footprints for o in footprint.offerings}
    assert len(named) >= 25
    assert named <= known


def test_unverified_signs_are_not_used(shipped_footprints: LoadedFootprints) -> None:
    for footprint in shipped_footprints.footprints:
        for signal in footprint.signals:
            assert signal.seen_as, signal
            assert signal.seen_in, signal
            assert signal.seen_in != "from memory", signal


@pytest.mark.parametrize(
    ("tool", "kind", "value", "strength"),
    [
        ("openai", PYPI, "tiktoken", Strength.WEAK),
        ("aws-bedrock", PYPI, "boto3", Strength.WEAK),
        ("google-gemini-api", SignalKind.ENVIRONMENT, "GOOGLE_API_KEY", Strength.WEAK),
        ("openai", SignalKind.ENVIRONMENT, "OPENAI_API_KEY", Strength.MEDIUM),
        ("livekit", NPM, "livekit-client", Strength.WEAK),
        ("langsmith", PYPI, "langsmith", Strength.WEAK),
        ("vercel-ai-sdk", NPM, "ai", Strength.MEDIUM),
        ("openrouter", SignalKind.HOST, "openrouter.ai", Strength.WEAK),
        ("aider", SignalKind.FILE, "CONVENTIONS.md", Strength.WEAK),
        ("openai", SignalKind.MODEL_ID, "gpt-4*", Strength.WEAK),
    ],
)
def test_traps_are_weak(
    shipped_footprints: LoadedFootprints,
    tool: str,
    kind: SignalKind,
    value: str,
    strength: Strength,
) -> None:
    """What others use too says little."""
    (signal,) = (
        signal
        for footprint in shipped_footprints.footprints
        if footprint.id == tool
        for signal in footprint.of_kind(kind)
        if signal.value == value
    )
    assert signal.strength is strength


def test_no_variable_and_no_model_is_enough_alone(shipped_footprints: LoadedFootprints) -> None:
    """A variable's name is anybody's choice, and a model may answer at any host."""
    for footprint in shipped_footprints.footprints:
        assert all(s.strength < Strength.STRONG for s in footprint.of_kind(SignalKind.ENVIRONMENT))
        assert all(
            s.strength < Strength.STRONG for s in footprint.of_kind(SignalKind.PROVIDER_PREFIX)
        )
        assert all(s.strength is Strength.WEAK for s in footprint.of_kind(SignalKind.MODEL_ID))


@pytest.mark.parametrize(
    "package",
    [
        (NPM, "groq"),
        (NPM, "groq-js"),
        (PYPI, "mistral"),
        (PYPI, "mistral-lib"),
        (PYPI, "python-mistralclient"),
        (PYPI, "gym"),
        (PYPI, "pydantic"),
        (PYPI, "perplexity"),
        (PYPI, "jina"),
        (GO_MODULE, "github.com/pressly-like/goose"),
        (NPM, "togetherjs"),
    ],
)
def test_names_that_only_sound_alike_are_nobodys(
    index: SignalIndex, package: tuple[str, str]
) -> None:
    assert index.package(*package) == ()


def test_sdks_that_go_elsewhere_say_how(index: SignalIndex) -> None:
    """A host that is set as base address beats the package, so its names must be known."""
    openai = index.tools["openai"].base_address
    assert {"base_url", "baseURL"} <= set(openai.arguments)
    assert {"OPENAI_BASE_URL", "OPENAI_API_BASE"} <= set(openai.environment)
    (signal,) = index.called("openai.AzureOpenAI")
    assert (signal.tool, signal.supersedes) == ("azure-openai", ("openai",))
    ordered = [SignalKind.MODEL_ID, SignalKind.ENVIRONMENT, PYPI, SignalKind.CALL, SignalKind.HOST]
    assert ordered == sorted(ordered, key=lambda kind: precedence(kind) or 0)
    assert precedence(SignalKind.IMPORT) == precedence(NPM) == precedence(PYPI)
    assert precedence(SignalKind.FILE) is None


def test_two_hops_are_told(index: SignalIndex) -> None:
    signals = index.package(NPM, "@anthropic-ai/bedrock-sdk")
    assert [(s.tool, s.through) for s in signals] == [
        ("anthropic", "aws-bedrock"),
        ("aws-bedrock", ""),
    ]


def test_roles_and_data_paths(index: SignalIndex) -> None:
    (action,) = index.action("anthropics/claude-code-action@v1")
    assert action.role is Role.CI
    (package,) = index.package(NPM, "@anthropic-ai/claude-code")
    assert package.role is Role.DEVELOPER_TOOL
    (local,) = index.address("http://localhost:11434/v1")
    assert (local.tool, local.data_path, local.role) == ("ollama", DataPath.LOCAL, Role.RUNTIME)
    (cloud,) = index.address("https://ollama.com/v1")
    assert (cloud.tool, cloud.data_path) == ("ollama", DataPath.REMOTE)


@pytest.mark.evidence
def test_every_sign_of_the_facts_is_carried_or_left_out(
    shipped_footprints: LoadedFootprints, index: SignalIndex, facts: dict[str, Any]
) -> None:
    """1,303 signs of 107 tools: none is lost without a reason."""
    assert facts["meta"]["entries"] == len(facts["vendors"]) == 107
    left_out = {
        (left.kind, left.value)
        for footprint in shipped_footprints.footprints
        for left in footprint.left_out
    }
    without_footprint = (ROOT / "docs/footprints.md").read_text(encoding="utf-8")
    missing = []
    count: Counter[str] = Counter()
    for vendor in facts["vendors"]:
        for sign in vendor["signals"]:
            if _carried(index, sign):
                count["carried"] += 1
            elif any(value == sign["value"] for _, value in left_out):
                count["left out"] += 1
            elif f"`{sign['value']}`" in without_footprint:
                count["in the documentation"] += 1
            else:
                missing.append((vendor["id"], sign["kind"], sign["value"]))
    assert missing == []
    assert sum(count.values()) == facts["meta"]["signals"] == 1303
    # What the facts have verified is used, save for what another sign covers or a reason forbids.
    assert count["carried"] >= 1_180
    assert count["in the documentation"] <= 10


@pytest.mark.evidence
def test_tools_of_the_facts_are_there_by_their_id(
    index: SignalIndex, facts: dict[str, Any]
) -> None:
    """Groups of several vendors are split; every other tool keeps its id, and so its history."""
    groups = {vendor["id"] for vendor in facts["vendors"]} - set(index.tools)
    assert groups == {
        "ai-app-builders",
        "cline-family",
        "commit-message-tools",
        "eu-clouds",
        "mcp-third-party",
        "opencode-crush-goose",
        "other-frameworks-multi",
        "other-frameworks-py",
        "other-local-runtimes",
        "other-media",
        "other-observability",
        "other-review-bots",
        "other-speech",
        "other-vector",
        "poe-and-routers",
    }


def _carried(index: SignalIndex, sign: dict[str, Any]) -> bool:
    """Tell whether a footprint has the sign, in its own kind and value."""
    kind, value = sign["kind"], sign["value"]
    if kind in PACKAGES:
        return any(s.value == value for s in index.package(kind, value))
    if kind in PLAIN:
        return any(s.value == value for s in index.of_kind(PLAIN[kind]))
    if kind == "mcp":
        kinds = (SignalKind.MCP_ADDRESS, SignalKind.MCP_PACKAGE, SignalKind.CONTAINER_IMAGE)
        return any(s.value == value.rstrip("/") for k in kinds for s in index.of_kind(k))
    if kind == "layer":
        convention, _, prefix = value.partition(":")
        found = index.provider(CONVENTIONS[convention], f"{prefix}a-model")
        return any(signal.value == prefix for signal in found)
    return bool(_by_pattern(index, kind, value))


def _by_pattern(index: SignalIndex, kind: str, pattern: str) -> list[Signal]:
    """Return the signals that stand for what the facts write as a regular expression."""
    if kind == "model":
        return [s for s in index.of_kind(SignalKind.MODEL_ID) if _agrees(pattern, s.value)]
    if kind == "host_re":
        return [s for s in index.of_kind(SignalKind.HOST) if _agrees(pattern, s.value)]
    if kind == "call":
        return [
            s
            for s in index.of_kind(SignalKind.CALL)
            for text in (
                f"new {s.value}(",
                f"{s.value}(",
                f"client('{s.argument.replace('*', '')}'",
                f"service_name='{s.argument.replace('*', '')}'",
                f"{s.value}(model='a/b'",
            )
            if re.search(pattern, text)
        ]
    named = pattern.partition("(")[0].rstrip("*")
    return [
        s
        for s in index.of_kind(SignalKind.INFRASTRUCTURE)
        if s.value.startswith(named) or s.value.endswith(f".{named}")
    ]


def _agrees(pattern: str, value: str) -> bool:
    """Tell whether the regular expression and our pattern meet in one text."""
    fillings = ("", "1", "a", "1-a", "us-east-1", "7b", "meta/llama")
    samples = {value.replace("*", filling) for filling in fillings}
    # A host stands for its subdomains.
    samples |= {f"a.{sample}" for sample in samples} | {f"a-b.{sample}" for sample in samples}
    samples |= {f"us-south.{sample}" for sample in samples}
    return any(re.fullmatch(pattern, sample) for sample in samples)


def test_the_documentation_shows_a_valid_footprint_and_every_kind() -> None:
    page = (ROOT / "docs/footprints.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert load(example_ai=example).problems == ()
    table = page.partition("## Kinds")[2]
    kinds = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
    assert sorted(kinds) == sorted([*SignalKind, *(ecosystem.kind for ecosystem in ECOSYSTEMS.all)])


def test_a_footprint_finds_its_signals_by_kind(index: SignalIndex) -> None:
    openai: Footprint = index.tools["openai"]
    assert {signal.kind for signal in openai.of_kind(PYPI)} == {PYPI}
