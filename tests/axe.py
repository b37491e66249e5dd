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

_RUN = """
async excluded => {
  // Of texts that look alike on what looks alike, the first few are judged: axe takes most of its
  // time for contrast, and a page shows what one template writes again and again.
  const few = 3, seen = new Map(), grounds = new Map();
  const ground = element => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, filter, mixBlendMode, opacity } =
        getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, filter, mixBlendMode, opacity].join();
      grounds.set(element, `${own} on ${ground(element.parentElement)}`);
    }
    return grounds.get(element);
  };
  const isNew = element => {
    const { color, fontSize, fontWeight, position, textShadow } = getComputedStyle(element);
    const parts = [element.tagName, element.getAttribute("class"),
      element.parentElement?.getAttribute("class"), color, fontSize, fontWeight, position,
      textShadow, ground(element)];
    const look = parts.join();
    seen.set(look, (seen.get(look) ?? 0) + 1);
    return seen.get(look) <= few;
  };
  const shown = [...document.body.querySelectorAll("*")].filter(element =>
    element.checkVisibility() &&
    (element.matches("input, select, textarea") ||
      [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())));
  const exclude = excluded.map(item => [item]);
  // Preloading asks for each stylesheet again, which a page opened from a folder may not.
  const options = { resultTypes: ["violations"], preload: false };
  const found = [
    ...(await axe.run(
      { include: [["html"]], exclude },
      // What lies outside of landmarks is never grave, and takes long to find.
      { ...options, rules: { "color-contrast": { enabled: false }, region: { enabled: false } } },
    )).violations,
    ...(await axe.run(
      { include: shown.filter(isNew), exclude },
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
    found = page.evaluate(_RUN, list(EXCLUDED))
    return [
        f"{item['rule']} ({item['impact']}) at {item['where']}: {item['why']} {item['markup']}"
        for item in found
        if item["impact"] in GRAVE
    ]
