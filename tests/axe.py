"""What axe finds wrong with a page for people who cannot see it, or not well."""

from importlib.resources import files

from playwright.sync_api import Page

# Read and not imported: of the package only the script is of use, and it has no types.
_SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

GRAVE = frozenset({"serious", "critical"})
"""The impacts, in axe's words, that no page of ours may have."""
LOOKS = (1280, "light"), (360, "dark")
"""Width in pixels and scheme: what depends on either is seen once in each."""
EXCLUDED: tuple[str, ...] = ()
"""Selectors of what is not looked at, each with the reason why it cannot be mended here."""

ALIKE = ("tbody tr:nth-child(n+13)", "article li:nth-child(n+13)")
"""Selectors of what one template writes again and again: the colours are judged on the first
dozen, which takes a third of the time; everything else is judged on all of it."""

_RUN = """
async ([excluded, alike]) => {
  const but = selectors => selectors.map(item => [item]);
  // Preloading asks for each stylesheet again, which a page opened from a folder may not.
  const options = { resultTypes: ["violations"], preload: false };
  const found = [
    ...(await axe.run(
      { include: [["html"]], exclude: but(excluded) },
      { ...options, rules: { "color-contrast": { enabled: false } } },
    )).violations,
    ...(await axe.run(
      { include: [["html"]], exclude: but([...excluded, ...alike]) },
      { ...options, runOnly: ["color-contrast"] },
    )).violations,
  ];
  return found.flatMap(item => item.nodes.map(node => ({
    rule: item.id,
    impact: node.impact,
    where: node.target.join(" "),
    markup: node.html,
    why: [...node.any, ...node.all, ...node.none].map(part => part.message).join("; "),
  })));
}
"""


def problems(page: Page) -> list[str]:
    """Return each serious or critical problem of *page* as it now stands: rule, place and why.

    Light or dark, the width and what is open are the caller's to choose: axe judges what shows.
    """
    # A theme fades its colours in; axe would measure one on the way.
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("Promise.all(document.getAnimations().map(item => item.finished))")
    page.evaluate(_SCRIPT)
    found = page.evaluate(_RUN, [list(EXCLUDED), list(ALIKE)])
    return [
        f"{item['rule']} ({item['impact']}) at {item['where']}: {item['why']} {item['markup']}"
        for item in found
        if item["impact"] in GRAVE
    ]
