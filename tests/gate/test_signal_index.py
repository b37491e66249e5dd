"""One look-up tells whose a name, host or file is, in every spelling that counts, and no other."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inwriting.gate.ecosystem import beginnings
from inwriting.gate.ecosystems.dotnet import NUGET
from inwriting.gate.ecosystems.go import GO_MODULE
from inwriting.gate.ecosystems.java import MAVEN
from inwriting.gate.ecosystems.javascript import NPM, npm_package
from inwriting.gate.ecosystems.php import PACKAGIST
from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.ecosystems.ruby import GEM
from inwriting.gate.ecosystems.rust import CRATE
from inwriting.gate.footprints import Signal, SignalKind
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.names import action_name, canonical, image_name
from inwriting.gate.patterns import matches_address, matches_file, matches_text, split_address
from inwriting.gate.signal_index import SignalIndex, fits
from tests.gate.footprint_cases import footprint, load


def _index(*signals: str) -> SignalIndex:
    loaded = load(example=footprint("example", *signals))
    assert loaded.problems == ()
    return SignalIndex(loaded.footprints)


def _values(signals: tuple[Signal, ...]) -> list[str]:
    return [signal.value for signal in signals]


@pytest.mark.parametrize(
    ("kind", "value", "asked", "found"),
    [
        (PYPI, "Open_AI.x", "open-ai--X", True),
        (PYPI, "openai", "openai2", False),
        (NPM, "'@scope/name'", "@Scope/Name", True),
        (NPM, "'@scope/name'", "name", False),
        (MAVEN, "'com.openai:openai-java'", "com.openai:openai-java", True),
        (MAVEN, "'com.openai:openai-java'", "com.OpenAI:openai-java", False),
        (NUGET, "Azure.AI.OpenAI", "azure.ai.openai", True),
        (NUGET, "Azure.AI.OpenAI", "Azure-AI-OpenAI", False),
        (CRATE, "async-openai", "async_openai", True),
        (GEM, "ruby_llm", "ruby_llm", True),
        (GEM, "ruby_llm", "ruby-llm", False),
        (PACKAGIST, "openai-php/client", "OpenAI-PHP/Client", True),
        (GO_MODULE, "github.com/x/y", "github.com/x/y/v2/option", True),
        (GO_MODULE, "github.com/x/y", "github.com/x/y2", False),
        (GO_MODULE, "github.com/x/y", "github.com/x", False),
    ],
)
def test_packages_are_spelt_as_their_registry_takes_them(
    kind: str, value: str, asked: str, found: bool
) -> None:
    index = _index(f"{kind}, value: {value}")
    assert bool(index.package(kind, asked)) is found
    others = (other.kind for other in ECOSYSTEMS.all if other.kind != kind)
    assert not any(index.package(other, asked) for other in others)


def test_what_is_no_registry_is_refused() -> None:
    with pytest.raises(ValueError, match="no registry"):
        _index("pypi, value: x").package(SignalKind.HOST, "x")


@pytest.mark.parametrize(
    ("signal", "language", "name", "found"),
    [
        ("import, language: python, value: google.genai", "python", "google.genai.types", True),
        ("import, language: python, value: google.genai", "python", "google", False),
        ("import, language: python, value: google.genai", "python", "google.genaix", False),
        ("import, language: python, value: openai", "python", ".openai", True),
        ("import, language: java, value: com.openai", "java", "com.openai.client.X", True),
        ("import, language: java, value: com.openai", "python", "com.openai", False),
        ('import, language: php, value: "Open\\\\AI"', "php", "\\Open\\AI\\Client", True),
        ("import, language: ruby, value: openai", "ruby", "openai/client", True),
        ("npm, value: '@ai-sdk/openai'", "javascript", "@ai-sdk/openai/edge", True),
        ("npm, value: openai", "javascript", "npm:openai@4.0.0/x", True),
        ("npm, value: openai", "javascript", "./openai", False),
        ("npm, value: openai", "javascript", "node:openai", False),
        ("npm, value: openai", "javascript", "@scope", False),
        ("crate, value: async-openai", "rust", "async_openai::types::Chat", True),
        ("go, value: google.golang.org/genai", "go", "google.golang.org/genai", True),
        ("npm, value: openai", "cobol", "openai", False),
    ],
)
def test_imports_are_those_of_their_language(
    signal: str, language: str, name: str, found: bool
) -> None:
    assert bool(_index(signal).imported(language, name)) is found


def test_the_longest_import_answers() -> None:
    index = _index(
        "import, language: python, value: google.cloud",
        "import, language: python, value: google.cloud.aiplatform",
    )
    found = index.imported("python", "google.cloud.aiplatform.gapic")
    assert _values(found) == ["google.cloud.aiplatform"]


@pytest.mark.parametrize(
    ("pattern", "address", "found"),
    [
        ("api.openai.com", "https://api.openai.com/v1/chat", True),
        ("api.openai.com", "https://EU.api.openai.com", True),
        ("api.openai.com", "https://api.openai.com.evil.example", False),
        ("api.openai.com", "https://notapi.openai.com", False),
        ("api.openai.com", "https://user@api.openai.com:443/", True),
        ("api.openai.com", "https://evil.example/api.openai.com", False),
        ("api.openai.com", "https://evil.example?x=api.openai.com", False),
        ("openrouter.ai/api", "https://openrouter.ai/api/v1", True),
        ("openrouter.ai/api", "https://openrouter.ai/apis", False),
        ("openrouter.ai/api", "https://openrouter.ai", False),
        ("localhost:11434", "http://localhost:11434/v1", True),
        ("localhost:11434", "http://localhost:8080", False),
        ("localhost:11434", "localhost:11434", True),
        ("bedrock-*.*.amazonaws.com", "https://bedrock-runtime.${region}.amazonaws.com", True),
        ("bedrock-*.*.amazonaws.com", "https://bedrock-runtime.#{region}.amazonaws.com", True),
        ("bedrock-*.*.amazonaws.com", "https://s3.eu-west-1.amazonaws.com", False),
        ("api.x.com/client/*/ai", "https://api.x.com/client/{account}/ai/run", True),
        ("api.x.com/client/*/ai", "https://api.x.com/client/{account}/dns", False),
        ("openai.azure.com", "https://<name>.openai.azure.com/", True),
        ("*-aiplatform.googleapis.com", "https://us-east1-aiplatform.googleapis.com", True),
    ],
)
def test_hosts_have_subdomains_ports_and_paths(pattern: str, address: str, found: bool) -> None:
    assert matches_address(pattern, address) is found
    assert bool(_index(f"host, value: '{pattern}'").address(address)) is found


def test_the_narrowest_address_answers() -> None:
    """A page of documentation on the same host is not the interface."""
    index = _index(
        "host, value: openrouter.ai, strength: weak",
        "host, value: openrouter.ai/api",
        "host, value: '*.ai.example'",
    )
    assert _values(index.address("https://openrouter.ai/api/v1")) == ["openrouter.ai/api"]
    assert _values(index.address("https://openrouter.ai/docs")) == ["openrouter.ai"]
    assert index.address("https://example.com") == ()


def test_servers_of_the_protocol_are_no_hosts() -> None:
    index = _index("mcp-address, value: https://mcp.example.com/mcp")
    assert _values(index.mcp_address("https://mcp.example.com/mcp/")) == [
        "https://mcp.example.com/mcp"
    ]
    assert index.mcp_address("https://mcp.example.com/other") == ()
    assert index.address("https://mcp.example.com/mcp") == ()


def test_variables_differ_by_case() -> None:
    index = _index("environment, value: OPENAI_API_KEY, strength: medium")
    assert index.environment("OPENAI_API_KEY")
    assert not index.environment("openai_api_key")
    assert not index.environment("MY_OPENAI_API_KEY")


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("Owner/Name@v1", True),
        ("owner/name@8f4b7f84864484a7bf31766abe9204da3cbe65b3", True),
        ("owner/name", True),
        ("owner/name/path@main", True),
        ("owner/name2@v1", False),
        ("./owner/name", False),
        ("docker://owner/name", False),
        ("name@v1", False),
        ("", False),
    ],
)
def test_actions_have_versions_and_paths(reference: str, found: bool) -> None:
    assert bool(_index("github-action, value: owner/name").action(reference)) is found


def test_an_action_in_a_folder_is_not_its_repository() -> None:
    index = _index("github-action, value: owner/name/github")
    assert index.action("owner/name/github@v1")
    assert not index.action("owner/name@v1")


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("ollama/ollama", True),
        ("ollama/ollama:0.5.1", True),
        ("docker.io/ollama/ollama:latest", True),
        ("ollama/ollama:1@sha256:0000", True),
        ("ollama/ollama@sha256:0000", True),
        ("registry.example:5000/ollama/ollama", False),
        ("nvcr.io/nim/meta/llama:1", True),
        ("nvcr.io/nim/llama", True),
        ("nvcr.io/nim", False),
        ("nvcr.io/nemo/llama", False),
        ("", False),
    ],
)
def test_images_have_tags_digests_and_registries(reference: str, found: bool) -> None:
    index = _index("container-image, value: ollama/ollama", "container-image, value: nvcr.io/nim/*")
    assert bool(index.image(reference)) is found


def test_names_of_images() -> None:
    assert image_name("docker.io/library/postgres:17") == "postgres"
    assert image_name("registry.example:5000/a/b") == "registry.example:5000/a/b"


def test_extensions_and_plugins() -> None:
    index = _index("vscode-extension, value: GitHub.copilot", "jetbrains-plugin, value: com.Ex")
    assert index.extension(SignalKind.VSCODE_EXTENSION, "github.Copilot")
    assert not index.extension(SignalKind.VSCODE_EXTENSION, "github.copilot-chat")
    assert index.extension(SignalKind.JETBRAINS_PLUGIN, "com.Ex")
    assert not index.extension(SignalKind.JETBRAINS_PLUGIN, "com.ex")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("@playwright/mcp", True),
        ("@playwright/mcp@latest", True),
        ("@playwright/mcp2", False),
        ("mcp", False),
        ("", False),
    ],
)
def test_servers_are_started_from_packages(name: str, found: bool) -> None:
    assert bool(_index("mcp-package, value: '@playwright/mcp'").mcp_package(name)) is found


def test_hooks() -> None:
    index = _index("pre-commit-hook, value: sourcery")
    assert index.hook("sourcery")
    assert not index.hook("ruff")


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        ("CLAUDE.md", "CLAUDE.md", True),
        ("CLAUDE.md", "packages/a/CLAUDE.md", True),
        ("CLAUDE.md", "CLAUDE.md.bak", False),
        ("CLAUDE.md", "claude.md", False),
        (".claude/**", ".claude/settings.json", True),
        (".claude/**", "docs/.claude/skills/x/SKILL.md", True),
        (".claude/**", ".claude", False),
        (".claude/**", "a.claude/x", False),
        (".cursor/rules/**", ".cursor/rules/x.mdc", True),
        (".cursor/rules/**", ".cursor/other/x.mdc", False),
        (".github/agents/*.agent.md", ".github/agents/x.agent.md", True),
        (".github/agents/*.agent.md", ".github/agents/more/x.agent.md", False),
        ("*.gguf", "models/x.gguf", True),
        ("*.gguf", "x.gguf/readme", False),
        (".a/.b/.c", ".b/.c", False),
    ],
)
def test_files_lie_at_any_depth(pattern: str, path: str, found: bool) -> None:
    assert matches_file(pattern, path) is found
    assert bool(_index(f"file, value: '{pattern}'").file(path)) is found


def test_infrastructure_is_of_its_language() -> None:
    index = _index("infrastructure, system: terraform, value: 'aws_bedrock_*'")
    assert index.infrastructure("terraform", "aws_bedrock_guardrail")
    assert not index.infrastructure("terraform", "aws_s3_bucket")
    assert not index.infrastructure("cloudformation", "aws_bedrock_guardrail")


def test_models_begin_or_are_named_whole() -> None:
    loaded = load(
        example=footprint(
            "example", "model-id, values: ['gpt-4*', o1, 'gpt-4o*', '@cf/*'], strength: weak"
        )
    )
    index = SignalIndex(loaded.footprints)
    assert _values(index.model("GPT-4o-mini")) == ["gpt-4*", "gpt-4o*"]
    assert _values(index.model("gpt-4")) == ["gpt-4*"]
    assert _values(index.model("o1")) == ["o1"]
    assert _values(index.model("@cf/meta/llama")) == ["@cf/*"]
    assert not index.model("o1-mini")
    assert not index.model("my-gpt-4")
    assert not index.model("")


@pytest.mark.parametrize(
    ("convention", "model", "found"),
    [
        ("litellm", "openai/gpt-4o", ["openai/"]),
        ("litellm", "OpenAI/gpt-4o", ["openai/"]),
        ("litellm", "openai", []),
        ("litellm", "azure/openai/gpt-4o", []),
        ("vercel", "openai/gpt-4o", []),
        ("pydantic-ai", "openai:gpt-4o", ["openai:"]),
        ("pydantic-ai", "openai/gpt-4o", []),
    ],
)
def test_prefixes_are_of_their_convention(convention: str, model: str, found: list[str]) -> None:
    index = _index(
        "provider-prefix, convention: litellm, value: openai/",
        "provider-prefix, convention: pydantic-ai, value: 'openai:'",
    )
    assert _values(index.provider(convention, model)) == found


def test_calls_may_be_dotted() -> None:
    index = _index("call, value: AzureOpenAI", "call, value: inference.LLM, argument: '*/*'")
    assert index.called("openai.AzureOpenAI")
    assert index.called("AzureOpenAI")
    assert not index.called("MyAzureOpenAI")
    assert index.called("livekit.inference.LLM")
    assert not index.called("LLM")
    assert not index.called("reference.LLM")


def test_a_call_fits_by_its_arguments() -> None:
    index = _index(
        "call, value: client, argument-name: service_name, argument: 'bedrock*'",
        "call, value: model, argument: '*/*'",
        "call, value: plain",
    )
    (client,), (model,), (plain,) = (index.called(n) for n in ("client", "model", "plain"))
    assert fits(client, [("service_name", "bedrock-runtime")])
    assert not fits(client, [("service_name", "s3"), ("", "bedrock")])
    assert fits(model, [("", "x"), ("model", "openai/gpt-4o")])
    assert not fits(model, [])
    assert fits(plain, [])


def test_every_signal_can_be_listed_by_its_kind() -> None:
    index = _index("pypi, value: b", "pypi, value: a", "npm, value: c")
    assert _values(index.of_kind(PYPI)) == ["a", "b"]
    assert index.of_kind(GEM) == ()
    assert list(index.tools) == ["example"]


@given(st.sampled_from([*SignalKind, *(of.kind for of in ECOSYSTEMS.all)]), st.text(max_size=30))
def test_a_canonical_name_stays_as_it_is(kind: str, value: str) -> None:
    if kind == SignalKind.CONTAINER_IMAGE:
        # What stands before a tag may end in another one only where no image is named.
        value = value.replace(":", "").replace("@", "").replace("library/", "").strip()
        value = value.replace(".io/", "")
    once = canonical(kind, value)
    assert canonical(kind, once) == once


@given(st.text(max_size=60))
def test_any_text_may_be_asked_for(index: SignalIndex, text: str) -> None:
    """Names come from other people's files: no look-up raises."""
    for ecosystem in ECOSYSTEMS.all:
        index.package(ecosystem.kind, text)
    for kind in SignalKind:
        index.extension(kind, text)
    for language in ("python", "javascript", "go", "rust", "php", "java", "csharp", "ruby", ""):
        index.imported(language, text)
    for look in (
        index.called,
        index.address,
        index.mcp_address,
        index.environment,
        index.action,
        index.image,
        index.mcp_package,
        index.hook,
        index.file,
        index.model,
    ):
        look(text)
    index.infrastructure("terraform", text)
    index.provider("litellm", text)


@given(st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=5), min_size=1, max_size=5))
def test_beginnings_are_all_there(parts: list[str]) -> None:
    name = ".".join(parts)
    found = list(beginnings(name, "."))
    assert found == [".".join(parts[:end]) for end in range(len(parts), 0, -1)]


def test_texts_and_addresses_by_themselves() -> None:
    assert matches_text("a[b]?*", "a[b]?c")
    assert not matches_text("a[b]?*", "abxc")
    assert split_address("https://u:p@h.example:8/p/q?x#y") == ("h.example", "8", "/p/q")
    assert split_address("h.example") == ("h.example", "", "")
    assert action_name(" Owner/Name@v1 ") == "owner/name"
    assert npm_package("@scope/name/deep") == "@scope/name"
    assert npm_package("name@1.2.3") == "name"
    assert npm_package("") == ""


def test_a_hostile_pattern_ends_in_time() -> None:
    """What a footprint writes is matched in a time that does not explode."""
    assert not matches_text("*a" * 60, "a" * 5_000 + "b")
