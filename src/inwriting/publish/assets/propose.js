/* The page "Propose a vendor": shows what applies, keeps a draft, and hands over the dossier. */
(() => {
  "use strict";
  const form = document.getElementById("propose");
  if (!form) return;
  const { add, blank, boxes, control, entries, kind, nearest, object, part, parts, restore, typed } =
    window.inwriting.form;
  const { all, show, targetOf } = window.inwriting.check;
  const DRAFT = "inwriting-proposal";
  const PAUSE = 500;
  const byId = (id) => document.getElementById(id);
  const fields = (selector) => [...form.querySelectorAll(selector)];
  const nodeOf = (target) => target.closest("[data-kind]");
  let timer = 0;
  let pressed = false;

  // ---------------------------------------------------------------- what is shown

  const applies = (node) => {
    const decider = nearest(node, node.dataset.when);
    if (!node.dataset.values) return blank(decider);
    return node.dataset.values.split(" ").includes(typed(decider));
  };

  /* Number the entries, and offer the ids of this dossier where one refers to them. */
  const number = () => {
    for (const node of fields("[data-kind=entries], [data-kind=list]")) {
      const found = entries(node);
      found.forEach((item, index) => {
        item.querySelector(".iw-number").textContent = String(index + 1);
      });
      const counted = node.querySelector(":scope > summary .iw-count");
      if (counted) counted.textContent = found.length ? `(${found.length})` : "";
    }
  };

  /* The ids of a section's entries; one that is being typed anew counts as before until then. */
  const idsOf = (section) =>
    entries(part(form, section)).map((item) => {
      item.dataset.last = typed(part(item, "@id")) || (item.dataset.last ?? "");
      return item.dataset.last;
    });
  const offered = (node) =>
    kind(node) === "choice"
      ? [...control(node).options].slice(1).map((option) => option.value)
      : boxes(node).map((box) => box.value);
  let known = {};

  const offer = () => {
    const now = { offerings: idsOf("offerings"), documents: idsOf("documents") };
    for (const node of fields("[data-refers]")) {
      const ids = now[node.dataset.refers].filter(Boolean);
      // What is offered anew loses the focus, so only a change is.
      if (JSON.stringify(offered(node)) === JSON.stringify(ids)) continue;
      const before = known[node.dataset.refers] ?? [];
      // An id that is typed anew keeps what was chosen under its old name.
      const moved = (id) => {
        const at = before.indexOf(id);
        const after = now[node.dataset.refers];
        return !ids.includes(id) && at >= 0 && before.length === after.length ? after[at] : id;
      };
      const chosen = new Set(
        [...JSON.parse(node.dataset.wanted ?? "[]"), ...[typed(node)].flat()].map(moved),
      );
      node.dataset.wanted = JSON.stringify([...chosen].filter((id) => id && !ids.includes(id)));
      if (kind(node) === "choice") {
        const select = control(node);
        const wanted = ids.find((id) => chosen.has(id)) ?? "";
        select.replaceChildren(select.options[0], ...ids.map((id) => new Option(id, id)));
        select.value = wanted;
      } else {
        node.querySelector(".iw-options").replaceChildren(...ids.map((id) => {
          const label = document.createElement("label");
          const box = Object.assign(document.createElement("input"), {
            type: "checkbox", value: id, checked: chosen.has(id),
          });
          label.append(box, ` ${id}`);
          return label;
        }));
      }
    }
    known = now;
  };

  const arrange = () => {
    number();
    offer();
    for (const node of fields("[data-when]")) node.hidden = !applies(node);
    const said = part(form, "statements");
    for (const node of parts(part(form, "silent"))) {
      node.hidden = entries(part(said, node.dataset.key)).length > 0;
    }
    byId("propose-place").textContent =
      `When everything is complete, save the dossier. In the register it becomes ${place()}.`;
    const preview = byId("propose-preview");
    // The same words again would take away what somebody has selected of them.
    if (preview.closest("details").open && preview.textContent !== text()) preview.textContent = text();
  };

  // ---------------------------------------------------------------- ids from names

  const MARKS = /\p{M}/gu;
  const idFrom = (words) =>
    words.normalize("NFKD").replaceAll(MARKS, "").toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^[^a-z]+|-+$/g, "").slice(0, 40).replace(/-+$/, "");

  const suggest = (node) => {
    const holder = node.parentElement.closest("[data-kind]");
    const target = holder && kind(holder) !== "choices" && part(holder, "@id");
    if (!target || control(target).dataset.suggest !== node.dataset.key) return;
    if (control(target).dataset.own !== undefined) return;
    control(target).value = idFrom(control(node).value);
    target.classList.add("iw-touched");
  };

  // ---------------------------------------------------------------- the draft

  const draftSaid = (words) => {
    byId("propose-draft").textContent = words;
  };
  const save = () => {
    try {
      localStorage.setItem(DRAFT, JSON.stringify(typed(form)));
      draftSaid("Your draft is kept in this browser, on this machine only. Nobody else sees it.");
    } catch {
      draftSaid("This browser keeps no drafts, so finish before you close the page.");
    }
  };
  const load = () => {
    try {
      const state = JSON.parse(localStorage.getItem(DRAFT) ?? "null");
      if (!state || typeof state !== "object") return false;
      restore(form, state);
      for (const item of fields("[data-suggest]")) if (item.value) item.dataset.own = "";
      return true;
    } catch {
      return false;
    }
  };
  const forget = () => {
    clearTimeout(timer);
    try {
      localStorage.removeItem(DRAFT);
    } catch {
      // Nothing was kept.
    }
  };

  // ---------------------------------------------------------------- the dossier

  const vendor = () => typed(part(part(form, "vendor"), "@id"));
  const place = () => `vendors/${vendor() || "VENDOR"}/dossier.yaml`;
  const text = () => `${form.dataset.firstLine}\n${window.inwriting.yaml(object(form))}`;
  const done = (words) => {
    byId("propose-done").textContent = words;
  };

  const TAKERS = {
    download: (yaml) => {
      const address = URL.createObjectURL(new Blob([yaml], { type: "application/yaml" }));
      const link = Object.assign(document.createElement("a"), { href: address, download: "dossier.yaml" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      done(`Downloaded as dossier.yaml. In the register it is ${place()}.`);
    },
    copy: async (yaml) => {
      try {
        await navigator.clipboard.writeText(yaml);
        done(`Copied. Save it as ${place()}.`);
      } catch {
        const preview = byId("propose-preview");
        preview.textContent = yaml;
        preview.closest("details").open = true;
        getSelection().selectAllChildren(preview);
        done("The browser does not let this page copy. The text below is selected, so you can copy it yourself.");
      }
    },
    github: (yaml) => {
      const query = new URLSearchParams({ filename: place(), value: yaml });
      const address = `${form.dataset.newFile}?${query}`;
      const longest = Number(form.dataset.longestAddress);
      if (address.length > longest) {
        done(
          `This dossier is too long for GitHub's page: its address would have ${address.length} ` +
            `characters, and about ${longest} work. Download it instead, and upload it as ${place()}.`,
        );
        return;
      }
      window.open(address, "_blank", "noopener");
      done("GitHub opens in a new tab. Check the text there and propose the change.");
    },
  };

  const unfold = (node) => {
    for (let at = node.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  };
  /* Where a field stands, in words: there are several names in the form. */
  const whose = (node) => {
    const holder = node.parentElement.closest("[data-kind]");
    const legend = holder.querySelector(":scope > legend");
    if (kind(holder) === "entry") {
      const section = holder.parentElement.closest("[data-kind]").dataset.title;
      return `${section}, ${legend.textContent.trim().toLowerCase()}: `;
    }
    return holder.dataset.title ? `${holder.dataset.title}: ` : "";
  };
  const list = (wrong) => {
    const box = byId("propose-errors");
    box.hidden = !wrong.length;
    box.querySelector("ul").replaceChildren(...wrong.map(({ node, said }) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: `#${targetOf(node).id || node.id}`, textContent: whose(node) + said });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        unfold(node);
        targetOf(node).focus();
      });
      item.append(link);
      return item;
    }));
  };

  const finish = (way) => {
    done("");
    const wrong = all(form);
    list(wrong);
    if (wrong.length) {
      byId("propose-errors").querySelector("a").focus();
      done(`${wrong.length} ${wrong.length === 1 ? "thing is" : "things are"} still to be fixed; see the list at the top.`);
      return;
    }
    const yaml = text();
    const size = new TextEncoder().encode(yaml).length;
    if (size > Number(form.dataset.largest)) {
      done(`The dossier has ${size} bytes, and at most ${form.dataset.largest} are read. Shorten its texts.`);
      return;
    }
    TAKERS[way](yaml);
  };

  // ---------------------------------------------------------------- what happens

  const paused = () => {
    if (pressed) {
      timer = setTimeout(paused, PAUSE);
      return;
    }
    save();
    for (const node of fields(".iw-touched")) show(node);
    if (!byId("propose-errors").hidden) list(all(form));
  };
  const changed = () => {
    arrange();
    clearTimeout(timer);
    timer = setTimeout(paused, PAUSE);
  };
  const digest = async (input) => {
    const [file] = input.files;
    const node = nodeOf(input);
    if (!file) return;
    if (!window.crypto?.subtle) {
      draftSaid("This browser can compute digests only on https pages. Use sha256sum instead.");
      return;
    }
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    control(node).value = `sha256:${digits}`;
    changed();
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") {
      digest(event.target);
      return;
    }
    const node = nodeOf(event.target);
    node.classList.add("iw-touched");
    if (event.target.dataset.suggest) {
      if (event.target.value) event.target.dataset.own = "";
      else delete event.target.dataset.own;
    } else if (kind(node) === "text") suggest(node);
    changed();
  });
  // Words that appear move what is below: never while somebody presses a button there.
  form.addEventListener("pointerdown", () => {
    pressed = true;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, () => {
      pressed = false;
    });
  }
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const node = button && nodeOf(button);
    if (button?.classList.contains("iw-add")) {
      control(add(node)).focus();
      if (node.classList.contains("iw-wrong")) show(node);
    } else if (button?.classList.contains("iw-remove")) {
      const holder = node.parentElement.closest("[data-kind]");
      node.remove();
      targetOf(holder).focus();
    } else if (button?.id === "propose-discard") {
      if (!confirm("Discard everything you typed here?")) return;
      forget();
      location.reload();
      return;
    } else return;
    changed();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish(event.submitter?.value ?? "download");
  });
  byId("propose-preview").closest("details").addEventListener("toggle", arrange);

  const restored = load();
  for (const node of fields("[data-kind=entries]")) {
    if (Number(node.dataset.least) > 0 && !entries(node).length) add(node);
  }
  arrange();
  draftSaid(
    restored
      ? "Your draft from before is here again. It is kept in this browser, on this machine only."
      : "What you type is kept as a draft in this browser, on this machine only.",
  );
  form.hidden = false;
  byId("propose-without-script").hidden = true;
})();
