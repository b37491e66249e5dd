/* What stands in the form: as it was typed (for drafts), and as the dossier will have it. */
(() => {
  "use strict";
  const inwriting = (window.inwriting ??= {});
  const HOLDERS = new Set(["group", "entry", "silence"]);
  const MANY = new Set(["list", "entries"]);
  let copies = 0;

  const kind = (node) => node.dataset.kind;
  const control = (node) => node.querySelector("input, select, textarea");
  const boxes = (node) => [...node.querySelectorAll("input[type=checkbox]")];

  /* The fields that stand directly in a holder, whatever is folded around them. */
  const parts = (node) =>
    [...node.querySelectorAll("[data-kind]")].filter(
      (item) => item.parentElement.closest("[data-kind]") === node,
    );
  const entries = (node) => parts(node).filter((item) => kind(item) === "entry");
  const part = (node, key) => parts(node).find((item) => item.dataset.key === key);

  /* Return the field that a condition or a suggestion speaks of: here, or in a holder around. */
  const nearest = (node, key) => {
    for (let at = node.parentElement.closest("[data-kind]"); at; ) {
      const found = part(at, key);
      if (found) return found;
      at = at.parentElement.closest("[data-kind]");
    }
    return null;
  };

  /* Make the ids in a copy of a template its own. */
  const renamed = (fragment) => {
    copies += 1;
    const suffix = (text) => text.split(" ").map((id) => `${id}-${copies}`).join(" ");
    for (const item of fragment.querySelectorAll("[id], [for], [aria-describedby]")) {
      for (const name of ["id", "for", "aria-describedby"]) {
        if (item.hasAttribute(name)) item.setAttribute(name, suffix(item.getAttribute(name)));
      }
    }
    return fragment;
  };

  const template = (node) =>
    [...node.querySelectorAll("template")].find(
      (item) => item.parentElement.closest("[data-kind]") === node,
    );
  const add = (node) => {
    const source = template(node);
    source.previousElementSibling.previousElementSibling.append(
      renamed(source.content.cloneNode(true)),
    );
    return entries(node).at(-1);
  };

  /* What was typed, whole, wrong and unfinished as it may be. */
  const typed = (node) => {
    if (HOLDERS.has(kind(node))) {
      return Object.fromEntries(parts(node).map((item) => [item.dataset.key, typed(item)]));
    }
    if (MANY.has(kind(node))) return entries(node).map(typed);
    if (kind(node) === "choices") return boxes(node).filter((box) => box.checked).map((box) => box.value);
    if (kind(node) === "flag") return control(node).checked;
    return kind(node) === "fixed" ? null : control(node).value;
  };

  /* Put back what was typed; what the form has no place for any more is left out. */
  const restore = (node, state) => {
    if (state === undefined || state === null) return;
    if (HOLDERS.has(kind(node))) {
      for (const item of parts(node)) restore(item, state[item.dataset.key]);
    } else if (MANY.has(kind(node))) {
      if (Array.isArray(state)) for (const item of state) restore(add(node), item);
    } else if (kind(node) === "choices") {
      if (!Array.isArray(state)) return;
      // What it refers to may not be typed yet: it is offered as soon as it is.
      if (node.dataset.refers) node.dataset.wanted = JSON.stringify(state);
      for (const box of boxes(node)) box.checked = state.includes(box.value);
    } else if (kind(node) === "flag") control(node).checked = state === true;
    else if (kind(node) !== "fixed" && typeof state === "string") {
      if (node.dataset.refers) node.dataset.wanted = JSON.stringify([state]);
      control(node).value = state;
    }
  };

  /* Whether nothing at all was typed in a field. */
  const blank = (node) => {
    if (node.hidden || kind(node) === "fixed") return true;
    if (kind(node) === "flag") return !control(node).checked;
    if (HOLDERS.has(kind(node))) return parts(node).every(blank);
    const value = typed(node);
    return typeof value === "string" ? !value && !control(node).validity.badInput : !value.length;
  };

  const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

  /* What the dossier has for a field; undefined where it leaves the key out. */
  const valueOf = (node) => {
    if (node.hidden) return undefined;
    switch (kind(node)) {
      case "fixed":
        return Number(node.dataset.value);
      case "flag":
        return control(node).checked || undefined;
      case "number":
        return control(node).value === "" ? undefined : Number(control(node).value);
      case "choices": {
        const chosen = typed(node);
        return chosen.length ? chosen : undefined;
      }
      case "lines": {
        const found = linesOf(control(node).value);
        return found.length ? found : undefined;
      }
      case "list": {
        const found = entries(node).map(object);
        return found.length ? found : undefined;
      }
      case "entries":
        return Object.fromEntries(entries(node).map((item) => [typed(part(item, "@id")), object(item)]));
      case "silence": {
        const said = object(node);
        const { note } = node.closest("form").dataset;
        return [said.note ? said : { ...said, note }];
      }
      case "group": {
        const found = object(node);
        return Object.keys(found).length || "required" in node.dataset ? found : undefined;
      }
      default:
        return control(node).value || undefined;
    }
  };
  const object = (node) =>
    Object.fromEntries(
      parts(node)
        .filter((item) => !item.dataset.key.startsWith("@"))
        .map((item) => [item.dataset.key, valueOf(item)])
        .filter(([, value]) => value !== undefined),
    );

  Object.assign(inwriting, {
    form: { add, blank, boxes, control, entries, kind, linesOf, nearest, object, part, parts, restore, typed },
  });
})();
