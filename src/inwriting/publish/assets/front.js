// The front page: search, filters and sorting. It shows what was decided and decides nothing:
// every verdict, for everybody and for each team, stands in the table already.
"use strict";

(() => {
  const table = document.querySelector(".iw-register");
  if (!table) return;

  const search = document.querySelector(".iw-search");
  const field = search.querySelector("input");
  const found = search.querySelector(".iw-found");
  const missing = search.querySelector(".iw-missing");
  const answers = search.querySelector(".iw-answers");
  const filters = document.querySelector(".iw-filters");
  const selects = [...filters.querySelectorAll("select")];
  const count = document.querySelector(".iw-count");
  const badges = [...document.querySelector(".iw-badges").content.children];
  const verdicts = [...filters.elements.answer.options]
    .filter(option => option.value && option.value === option.dataset.verdicts)
    .map(option => option.value);
  const heads = [...table.querySelectorAll("thead th")];
  const rows = [...table.tBodies[0].rows].map(row => ({
    row,
    cells: [...row.cells],
    link: row.querySelector(".iw-product"),
    names: wordsOf(row.dataset.names).words,
    ...wordsOf(row.dataset.words),
  }));

  // So many answers, and rows of the table, are shown at once: of thousands nobody reads more.
  // The number of rows stands in front.css too.
  const most = 50;
  const mostRows = 200;
  const rest = document.querySelector(".iw-rest");
  let whole = false;
  // The rows in the order in which they stand, and the verdict that each cell shows: only what is
  // no longer so is written anew.
  let standing = rows;
  const showing = new Map(
    rows.flatMap(({ cells }) => cells.map(cell => [cell, cell.dataset.verdict])));

  // Which column the rows are sorted by, and which way; empty for the register's own order.
  let sorting = { by: "", down: false };
  // What an address named that the register does not have.
  let unknown = [];

  // --- Words -------------------------------------------------------------------------------

  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function wordsOf(text) {
    const words = folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    return { words, joined: words.join("") };
  }

  // Two letters that stand side by side, for names that were misspelt.
  function pairs(text) {
    return new Set([...text].slice(1).map((letter, index) => text[index] + letter));
  }

  function likeness(one, other) {
    const [a, b] = [pairs(one), pairs(other)];
    return 2 * [...a].filter(pair => b.has(pair)).length / (a.size + b.size || 1);
  }

  function alike(asked) {
    return rows
      .map(item => ({
        item,
        score: Math.max(...asked.words.flatMap(word =>
          item.names.map(own =>
            word.length > 2 && own.includes(word) ? 1 : likeness(word, own)))),
      }))
      .filter(({ score }) => score >= 0.5)
      .sort((one, other) => other.score - one.score)
      .slice(0, 5)
      .map(({ item }) => item);
  }

  // --- The answers at the top --------------------------------------------------------------

  function element(name, kind, ...content) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...content);
    return made;
  }

  function answer({ row, cells, link }) {
    const strip = element("dl", "iw-strip");
    for (const cell of cells.filter(item => item.dataset.verdict)) {
      strip.append(element("div", "",
        element("dt", "", cell.dataset.label), element("dd", "", badge(cell.dataset.verdict))));
    }
    const whose = row.querySelector("[data-label=Vendor]");
    const made = element("li", "",
      element("p", "iw-answer-name", link.cloneNode(true), " ",
        element("span", "iw-small", ...[...whose.childNodes].map(node => node.cloneNode(true)))),
      strip);
    for (const part of row.querySelectorAll(".iw-narrowed, .iw-instead")) {
      const copy = part.cloneNode(true);
      copy.hidden = false;
      made.append(copy);
    }
    const why = link.cloneNode(false);
    why.className = "";
    why.append("Why, and under which conditions",
      element("span", "iw-unseen", ` for ${link.textContent}`));
    const ask = row.querySelector(".iw-ask-link").cloneNode(true);
    made.append(element("p", "iw-answer-links", why, " ", ask));
    return made;
  }

  function showAnswers() {
    const asked = wordsOf(field.value);
    const typed = field.value.trim();
    const hits = asked.words.length
      ? rows.filter(item => asked.words.every(word => item.joined.includes(word)))
      : [];
    answers.replaceChildren(...hits.slice(0, most).map(answer));
    missing.hidden = !typed || hits.length > 0;
    if (hits.length) {
      const first = hits.length > most ? `, the first ${most} of them` : "";
      found.textContent = hits.length === 1 ? "1 product:" : `${hits.length} products${first}:`;
    } else if (typed) {
      showMissing(typed, asked);
    } else {
      found.textContent = "";
    }
  }

  function showMissing(typed, asked) {
    const unusable = search.dataset.unusable.split(" ").filter(Boolean)
      .some(name => asked.joined && wordsOf(name).joined.includes(asked.joined));
    found.textContent = unusable
      ? `“${typed}” has not been judged, because its files cannot be used. The answer is no until they ` +
        "are fixed."
      : `“${typed}” is not in the register, so the answer is no. You can propose it.`;
    const names = asked.words.length ? alike(asked).map(item => item.link.cloneNode(true)) : [];
    const line = search.querySelector(".iw-alike");
    line.hidden = !names.length;
    line.querySelector("span").replaceChildren(
      ...names.flatMap((name, index) => index ? ["; ", name] : [name]));
  }

  // --- The table ---------------------------------------------------------------------------

  function badge(verdict) {
    return badges[verdicts.indexOf(verdict)].cloneNode(true);
  }

  // The verdict that the table has for the chosen team, or else the one for everybody.
  function verdictOf(cell) {
    const team = filters.elements.team.value;
    return (team && cell.getAttribute(`data-for-${team}`)) || cell.dataset.verdict;
  }

  function shown({ row, cells }) {
    const { data, answer: wanted, tier, surface, vendor, use } = filters.elements;
    const accepted = wanted.selectedOptions[0].dataset.verdicts;
    const judged = cells.filter(cell =>
      cell.dataset.verdict && (!data.value || cell.dataset.class === data.value));
    return (!accepted || judged.some(cell => accepted.split(" ").includes(verdictOf(cell))))
      && (!tier.value || row.dataset.tier.split(" ").includes(tier.value))
      && (!surface.value || row.dataset.surface.split(" ").includes(surface.value))
      && (!vendor.value || row.dataset.vendor === vendor.value)
      && (!use.value || row.dataset.use === use.value);
  }

  function sorted() {
    const place = heads.findIndex(head => head.dataset.sort === sorting.by);
    if (place < 0) return rows;
    const judged = Boolean(heads[place].dataset.class);
    const key = ({ cells, link }) => {
      if (judged) return verdicts.indexOf(verdictOf(cells[place]));
      return place === 0 ? link.textContent : cells[place].textContent;
    };
    const compare = judged
      ? (one, other) => key(one) - key(other)
      : (one, other) => key(one).localeCompare(key(other), "en", { sensitivity: "base" });
    return [...rows].sort((one, other) => (sorting.down ? -1 : 1) * compare(one, other));
  }

  function showTable() {
    const data = filters.elements.data.value;
    for (const { cells } of rows) {
      for (const cell of cells.filter(item => item.dataset.verdict)) {
        const [verdict, general] = [verdictOf(cell), cell.dataset.verdict];
        if (verdict === showing.get(cell)) continue;
        showing.set(cell, verdict);
        cell.replaceChildren(badge(verdict));
        if (verdict !== general) {
          const word = badge(general).textContent;
          cell.append(element("span", "iw-small iw-general", `in general: ${word}`));
        }
      }
    }
    for (const cell of table.querySelectorAll("[data-class]")) {
      hide(cell, Boolean(data) && cell.dataset.class !== data);
    }
    for (const item of rows) hide(item.row, !shown(item));
    const order = sorted();
    if (order.some((item, place) => item !== standing[place])) {
      table.tBodies[0].append(...order.map(item => item.row));
      standing = order;
    }
    showRest();
    for (const head of heads) {
      if (head.dataset.sort === sorting.by) {
        head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    }
    count.textContent = counted();
  }

  // The rows that are shown, but for those after the first ones.
  function showRest() {
    let number = 0;
    for (const { row } of standing) {
      const beyond = !row.hidden && ++number > mostRows && !whole;
      if (row.classList.contains("iw-beyond") !== beyond) row.classList.toggle("iw-beyond", beyond);
    }
    table.classList.add("iw-scripted");
    rest.hidden = whole || number <= mostRows;
    rest.querySelector("button").textContent =
      `Show all ${number}: these are the first ${mostRows}`;
  }

  function hide(part, hidden) {
    if (part.hidden !== hidden) part.hidden = hidden;
  }

  function counted() {
    const number = rows.filter(item => !item.row.hidden).length;
    const parts = [number === rows.length ? `All ${number} products` :
      `${number || "None"} of ${rows.length} products`];
    const team = filters.elements.team;
    if (team.value) parts.push(`answers for the team ${team.selectedOptions[0].textContent}`);
    const head = heads.find(item => item.dataset.sort === sorting.by);
    if (head) {
      parts.push(`sorted by ${head.textContent}, ${sorting.down ? "descending" : "ascending"}`);
    }
    const said = `${parts.join("; ")}.`;
    if (!unknown.length) return said;
    return `${said} The address asks for something the register does not have; this was ignored: ` +
      `${unknown.join(", ")}.`;
  }

  // --- The address -------------------------------------------------------------------------

  function address() {
    const parts = new URLSearchParams();
    if (field.value.trim()) parts.set("q", field.value.trim());
    for (const select of selects) {
      if (select.value) parts.set(select.name, select.value);
    }
    if (sorting.by) parts.set("sort", sorting.by);
    if (sorting.down) parts.set("order", "descending");
    return String(parts) ? `#${parts}` : location.pathname + location.search;
  }

  // Steps back lead from choice to choice, and not from letter to letter.
  function keep(step) {
    const target = address();
    if (target !== location.hash) history[step](null, "", target);
  }

  function restore() {
    const parts = new URLSearchParams(location.hash.slice(1));
    // A link to a heading says nothing of the filters.
    if (location.hash.length > 1 && !location.hash.includes("=")) return;
    unknown = [];
    field.value = parts.get("q") ?? "";
    for (const select of selects) {
      const wanted = parts.get(select.name) ?? "";
      const there = [...select.options].some(option => option.value === wanted);
      select.value = there ? wanted : "";
      if (!there) unknown.push(`${select.name}=${wanted}`);
    }
    const by = parts.get("sort") ?? "";
    const there = heads.some(head => head.dataset.sort === by);
    if (by && !there) unknown.push(`sort=${by}`);
    sorting = there ? { by, down: parts.get("order") === "descending" } : { by: "", down: false };
    showAnswers();
    showTable();
  }

  // --- What people do ----------------------------------------------------------------------

  field.addEventListener("input", () => {
    showAnswers();
    keep("replaceState");
  });
  field.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    field.value = "";
    showAnswers();
    keep("replaceState");
  });
  search.querySelector("form").addEventListener("submit", event => event.preventDefault());
  filters.addEventListener("submit", event => event.preventDefault());
  filters.addEventListener("change", () => {
    unknown = [];
    showTable();
    keep("pushState");
  });
  filters.addEventListener("reset", event => {
    event.preventDefault();
    for (const select of selects) select.value = "";
    sorting = { by: "", down: false };
    unknown = [];
    showTable();
    keep("pushState");
  });
  rest.querySelector("button").addEventListener("click", () => {
    const next = standing.find(item => item.row.classList.contains("iw-beyond"));
    whole = true;
    showRest();
    next.link.focus({ preventScroll: true });
  });
  rest.addEventListener("submit", event => event.preventDefault());
  search.addEventListener("click", event => {
    if (!event.target.closest(".iw-usable")) return;
    event.preventDefault();
    filters.elements.answer.value = "usable";
    showTable();
    keep("pushState");
    filters.scrollIntoView();
    filters.elements.answer.focus({ preventScroll: true });
  });
  addEventListener("popstate", restore);
  // Before the theme hears it, which would open the search of all pages instead.
  addEventListener("keydown", event => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || writing) return;
    event.preventDefault();
    event.stopPropagation();
    field.focus();
  }, true);

  for (const head of heads) {
    const button = element("button", "iw-sort", ...head.childNodes);
    button.type = "button";
    button.addEventListener("click", () => {
      const again = sorting.by === head.dataset.sort;
      sorting = { by: head.dataset.sort, down: again && !sorting.down };
      showTable();
      keep("pushState");
    });
    head.append(button);
  }
  search.querySelector(".iw-without").hidden = true;
  for (const form of [search.querySelector("form"), filters]) form.hidden = false;
  restore();
})();
