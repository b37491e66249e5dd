"""What signs add up to does not hang on the order in which they were seen, nor on repetition."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inwriting.gate.file_reading import DependencyScope, Seen
from inwriting.gate.footprints import SignalKind
from inwriting.gate.resolving import resolve
from inwriting.gate.signal_index import SignalIndex
from inwriting.gate.uses import Spot, UseRole

NAMES = (
    *("openai", "anthropic", "litellm", "ai", "@ai-sdk/openai", "openai.OpenAI", "AzureOpenAI"),
    *("https://api.openai.com/v1", "https://api.deepseek.com", "http://localhost:11434/v1"),
    *("https://x.example.org/v1/chat/completions", "{BASE}/v1", "{", "", "://", "http://[::1"),
    *("OPENAI_API_KEY", "OPENAI_BASE_URL", "openai/gpt-4o", "openrouter/openai/gpt-4o", "gpt-4o"),
    *("aws_bedrock_x", "CLAUDE.md", "langchain_openai.ChatOpenAI", "a" * 300, "é/ö:ü", "..", "@"),
)
KEYS = (
    "",
    "base_url",
    "baseURL",
    "model",
    "own-name",
    "OPENAI_BASE_URL",
    "openai.OpenAI",
    "openai",
)
SEEN = st.builds(
    Seen,
    kind=st.sampled_from(list(SignalKind)),
    name=st.sampled_from(NAMES) | st.text(max_size=12),
    spot=st.builds(
        Spot,
        st.sampled_from(
            ["a.py", "tests/b.py", "examples/c.ts", ".github/workflows/d.yml", "e.lock"]
        ),
        st.integers(1, 3),
    ),
    said=st.just("something"),
    scope=st.sampled_from(list(DependencyScope)),
    language=st.sampled_from(["", "python", "javascript", "go", "java", "csharp", "rust", "ruby"]),
    arguments=st.sampled_from([(), (("", "bedrock-runtime"),), (("model", "openai/gpt-4o"),)]),
    group=st.integers(0, 2),
    key=st.sampled_from(KEYS),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(seen=st.lists(SEEN, max_size=12), data=st.data())
def test_order_and_repetition_change_nothing(
    index: SignalIndex, seen: list[Seen], data: st.DataObject
) -> None:
    """Any order in, one order out; nothing seen is more than one can bear."""
    uses = resolve(seen, index)
    assert resolve(data.draw(st.permutations(seen)), index) == uses
    assert resolve(seen + seen, index) == uses


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(seen=st.lists(SEEN, max_size=12))
def test_every_use_stands_where_it_was_seen(index: SignalIndex, seen: list[Seen]) -> None:
    """Each sign has a place that was seen, and what a lock file alone names stays transitive."""
    spots = {one.spot for one in seen}
    for use in resolve(seen, index):
        assert use.signs
        assert {sign.spot for sign in use.signs} <= spots
        assert {sign.tool for sign in use.signs} == {use.tool}
        assert {sign.role for sign in use.signs} == {use.role}
        if (
            all(one.scope is DependencyScope.LOCKED for one in seen)
            and use.role is not UseRole.TRANSITIVE
        ):
            assert use.unknown_endpoint or use.role is UseRole.LOCAL
