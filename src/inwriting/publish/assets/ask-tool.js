// The field for the tool: type a part of its name or of its maker's, Enter takes the first.
// It follows the pattern "combobox with a list" of the ARIA Authoring Practices.
"use strict";

window.inwritingTools = (data, field, { chosen, changed, told }) => {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  const tools = [
    ...data.offerings.map(item => ({
      reference: item.reference,
      name: item.name,
      more: item.vendor,
      words: folded(`${item.name} ${item.vendor} ${item.reference} ${item.kind}`),
    })),
    // They are found, so that nobody takes them for tools that were forgotten.
    ...data.unusable.map(name => ({ reference: name, name, more: "not judged", words: folded(name) })),
  ];
  // What is chosen, what fits what was typed, and which of these the arrow keys are at.
  let now = null;
  let fitting = [];
  let active = -1;

  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // The better it fits, the lower; -1 when it does not.
  function distance(tool, words) {
    if (!words.every(word => tool.words.includes(word))) return -1;
    if (!words.length) return 0;
    const name = folded(tool.name);
    if (name.startsWith(words[0])) return 0;
    if (folded(tool.more).startsWith(words[0])) return 1;
    return tool.words.split(/[^\p{L}\p{N}]+/u).some(word => word.startsWith(words[0])) ? 2 : 3;
  }

  function find() {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    fitting = tools
      .map(tool => ({ tool, far: distance(tool, words) }))
      .filter(item => item.far >= 0)
      .sort((a, b) => a.far - b.far)
      .map(item => item.tool);
    list.replaceChildren(...fitting.map((tool, index) => {
      const option = document.createElement("li");
      option.id = `iw-q-tool-${index}`;
      option.setAttribute("role", "option");
      const more = document.createElement("span");
      more.textContent = ` ${tool.more}`;
      option.append(tool.name, more);
      // Before the field loses the focus, which would close the list.
      option.addEventListener("pointerdown", event => event.preventDefault());
      option.addEventListener("click", () => choose(tool));
      return option;
    }));
    move(words.length && fitting.length ? 0 : -1);
  }

  function move(index) {
    active = index;
    [...list.children].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === index));
    });
    if (index < 0) {
      field.removeAttribute("aria-activedescendant");
    } else {
      field.setAttribute("aria-activedescendant", `iw-q-tool-${index}`);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  function open(wanted) {
    list.hidden = !wanted || !fitting.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) move(-1);
  }

  function choose(tool) {
    now = tool;
    field.value = tool.name;
    open(false);
    chosen(tool.reference);
  }

  function typed() {
    find();
    open(true);
    if (now && field.value !== now.name) {
      now = null;
      changed();
    } else {
      told();
    }
  }

  field.addEventListener("input", typed);
  field.addEventListener("click", () => {
    if (!list.hidden) return;
    // All of them are to be seen, and what is typed now replaces what was chosen.
    field.select();
    const text = field.value;
    if (now) field.value = "";
    find();
    field.value = text;
    if (now) field.select();
    open(true);
  });
  field.addEventListener("blur", () => {
    open(false);
    told();
  });
  field.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) find();
      open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = active < 0 && step < 0 ? 0 : active;
      if (fitting.length) move((from + step + fitting.length) % fitting.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && active >= 0) choose(fitting[active]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (list.hidden) {
        field.value = "";
        typed();
        open(false);
      } else {
        open(false);
      }
    }
  });

  return {
    // The tool with a reference: of a vendor that was not judged, whatever the offering.
    named: reference => tools.some(tool => tool.reference === reference)
      || data.unusable.includes(reference.split("/")[0]),
    show: reference => {
      if (!reference) {
        if (now) field.value = "";
        now = null;
        return;
      }
      if (now && now.reference === reference) return;
      now = tools.find(tool => tool.reference === reference)
        || { reference, name: reference, more: "not judged" };
      field.value = now.name;
      open(false);
    },
    says: () => {
      if (now || !field.value.trim()) return "";
      const firm = data.firm.contact;
      if (!fitting.length) {
        return `The register has no tool of that name. A tool that is not in the register is not allowed. Ask ${firm}, or propose it.`;
      }
      return fitting.length === 1 ? "One tool matches: press Enter to choose it." : `${fitting.length} tools match: press Enter to choose the first.`;
    },
  };
};
