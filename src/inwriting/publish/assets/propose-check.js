/* Whether what was typed may stand in the dossier. Every limit comes from the page, which has it
   from the schema; here are only the words. */
(() => {
  "use strict";
  const inwriting = (window.inwriting ??= {});
  const { blank, boxes, control, entries, kind, linesOf, nearest, part, parts, typed } = inwriting.form;

  const count = (text) => [...text].length;
  const hidden = (node) => new RegExp(node.closest("form").dataset.hidden, "u");

  /* Return the name of a character that may not stand in a dossier, or nothing. */
  const forbidden = (node, text) => {
    const found = hidden(node).exec(text.replaceAll(/[\t\n]/g, " "));
    return found && `U+${found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  };

  const ofText = (node, text) => {
    const { longest, shortest, mend } = node.dataset;
    const code = forbidden(node, text);
    if (code) return `It contains an invisible character (${code}). Type the text again.`;
    const patterns = JSON.parse(node.dataset.patterns ?? "[]");
    if (!patterns.every((pattern) => new RegExp(pattern, "u").test(text))) {
      return `${JSON.stringify(text.slice(0, 60))} is not written as it must be here. ${mend}`;
    }
    if (longest && count(text) > longest) {
      return `The text has ${count(text)} characters, and at most ${longest} fit. Shorten it.`;
    }
    if (shortest > 1 && count(text) < shortest) {
      return `The text has ${count(text)} characters; write at least ${shortest}.`;
    }
    return "";
  };

  const ofLines = (node, text) => {
    const found = linesOf(text);
    if (node.dataset.most && found.length > node.dataset.most) {
      return `There are ${found.length} lines, and at most ${node.dataset.most} fit.`;
    }
    const twice = found.find((line, index) => found.indexOf(line) !== index);
    if (twice) return `${JSON.stringify(twice)} occurs twice. Delete one.`;
    return found.map((line) => ofText(node, line)).find(Boolean) ?? "";
  };

  /* Return what is wrong with an id that is right in itself: somebody else has it. */
  const ofId = (node, text) => {
    if (control(node).dataset.taken?.split(" ").includes(text)) {
      return `The register already has a vendor with the id ${text}. Add to its dossier, or choose another id.`;
    }
    const entry = node.closest("[data-kind=entry]");
    if (!entry) return "";
    const others = entries(entry.parentElement.closest("[data-kind]")).filter((item) => item !== entry);
    const same = others.some((item) => typed(part(item, "@id")) === text);
    return same ? `Another entry already has the id ${text}. Choose another id.` : "";
  };

  const ofControl = (node) => {
    const { title, mend } = node.dataset;
    const item = control(node);
    const { validity, value } = item;
    if (validity.badInput) return `${title}: this cannot be read. ${mend}`;
    if (validity.valueMissing) return `${title} is needed. ${mend}`;
    if (validity.rangeUnderflow) return `${title} is under ${item.min}. ${mend}`;
    if (validity.rangeOverflow) return `${title} is over ${item.max}. ${mend}`;
    if (validity.stepMismatch) return `${title} is not a whole number. ${mend}`;
    if (value === "") return "";
    const code = forbidden(node, value);
    if (!code && validity.typeMismatch) {
      return `${title} is not written as it must be here. ${mend}`;
    }
    const said = kind(node) === "lines" ? ofLines(node, value) : ofText(node, value);
    return said || (node.dataset.key.startsWith("@") ? ofId(node, value) : "");
  };

  const needed = (node) => {
    if (!("required" in node.dataset)) return false;
    // Of what may be left out as a whole, the parts are needed once one of them is there.
    const holder = node.parentElement.closest("[data-kind]");
    if (kind(holder) === "silence") return false;
    return kind(holder) !== "group" || "required" in holder.dataset || !holder.dataset.key || !blank(holder);
  };

  /* Return what is wrong with one field, in words; empty when nothing is. */
  const problem = (node) => {
    const { title, mend, least, most } = node.dataset;
    if (kind(node) === "choices") {
      if (needed(node) && !typed(node).length) return `${title}: choose at least one. ${mend}`;
      return "";
    }
    if (kind(node) === "list" || kind(node) === "entries") {
      const there = entries(node).length;
      if (kind(node) === "entries" && there < least) return `${title}: add at least ${least}.`;
      return there > most ? `${title}: there are ${there}, and at most ${most} fit.` : "";
    }
    if (["group", "entry", "silence", "fixed", "flag"].includes(kind(node))) return "";
    control(node).required = needed(node);
    return ofControl(node);
  };

  /* Return where the words on a field are shown, and what of it takes the focus. */
  const errorOf = (node) => {
    const place = [...node.querySelectorAll(".iw-error")].find(
      (item) => item.parentElement.closest("[data-kind]") === node,
    );
    return place ?? null;
  };
  const targetOf = (node) => {
    if (kind(node) === "choices") return boxes(node)[0] ?? node;
    if (kind(node) === "list" || kind(node) === "entries") {
      return [...node.querySelectorAll(".iw-add")].find(
        (item) => item.parentElement.closest("[data-kind]") === node,
      );
    }
    return control(node);
  };

  /* Show what is wrong with one field, or that nothing is; return the words. */
  const show = (node) => {
    const said = node.closest("[hidden]") ? "" : problem(node);
    const place = errorOf(node);
    if (!place) return "";
    if (place.textContent !== said) place.textContent = said;
    place.hidden = !said;
    const target = kind(node) === "choices" ? node : targetOf(node);
    if (kind(node) !== "list" && kind(node) !== "entries" && kind(node) !== "choices") {
      target.setAttribute("aria-invalid", String(Boolean(said)));
    }
    node.classList.toggle("iw-wrong", Boolean(said));
    return said;
  };

  /* Show what is wrong in all of a form; return each field that is wrong, with the words. */
  const all = (node) =>
    parts(node).flatMap((item) => {
      if (item.hidden) return [];
      const said = show(item);
      return [...(said ? [{ node: item, said }] : []), ...all(item)];
    });

  inwriting.check = { all, nearest, problem, show, targetOf };
})();
