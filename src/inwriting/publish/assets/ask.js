// The page "Can I use it?": what is asked stands in the address, after its #, and nowhere else.
// Nothing is decided here: every answer is looked up by keys in ask-data.js, or not given at all.
"use strict";

(() => {
  const form = document.querySelector("#iw-q");
  if (!form) return;

  const FORMAT = 1;
  const MEMORY = "inwriting-ask";
  const FIELDS = ["offering", "data", "team", "client", "region", "use"];
  const LISTS = { data: "classes", team: "teams", client: "clients", region: "regions", use: "uses" };
  const WORDS = { data: "data class", team: "team", client: "client", region: "region", use: "use" };

  const field = form.querySelector("#iw-q-tool");
  const says = form.querySelector("#iw-q-tool-says");
  const place = form.querySelector(".iw-q-answer");
  const status = form.querySelector("[role=status]");
  const remembered = form.querySelector(".iw-q-remembered");
  const plain = document.querySelector(".iw-q-plain");
  const narrow = matchMedia("(max-width: 44.9375em)");
  const paper = matchMedia("print");

  // The data is large, so no other page loads it. In their order: the data comes first.
  const parts = ["ask-data.js", "ask-tool.js", "ask-answer.js"].map(name => {
    const script = document.createElement("script");
    script.src = new URL(name, document.currentScript.src).href;
    script.async = false;
    return new Promise((loaded, failed) => {
      script.addEventListener("load", loaded);
      script.addEventListener("error", () => failed(new Error(name)));
      document.head.append(script);
    });
  });
  Promise.all(parts).then(begin, error => {
    const said = document.createElement("p");
    said.className = "iw-alert";
    said.textContent = `The answers could not be loaded (${error.message}). Reload the page. Until then, the pages below have them.`;
    plain.prepend(said);
  });

  let data, answers, tools;

  function begin() {
    data = window.inwritingAsk;
    if (!data || data.format !== FORMAT) {
      plain.querySelector("p").textContent =
        "The answers and this page have different versions. Clear the browser's cache for this site and reload. Until then, the pages below have the answers.";
      return;
    }
    answers = window.inwritingAnswers(data, addressOf);
    const told = () => { says.textContent = tools.says(); };
    tools = window.inwritingTools(data, field, { chosen: chooseTool, changed: leaveTool, told });
    form.hidden = false;
    plain.hidden = true;
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("change", event => {
      if (event.target !== field) change({ ...asked(), ...fromForm() });
    });
    addEventListener("popstate", show);
    addEventListener("hashchange", show);
    paper.addEventListener("change", event => answers.unfold(place, event.matches));
    recall();
    show();
    // Not on a telephone, where a keyboard would cover the page.
    if (!asked().offering && matchMedia("(hover: hover)").matches) field.focus({ preventScroll: true });
    toAnswer();
  }

  // --- What is asked -------------------------------------------------------------------------

  // An address is read whole: what it says and this page does not know leaves it without answer.
  function read() {
    const question = Object.fromEntries(FIELDS.map(name => [name, ""]));
    const wrong = [];
    const text = location.hash.slice(1);
    // Without = it is the anchor of a heading.
    const given = text.includes("=") ? [...new URLSearchParams(text)] : [];
    const seen = new Set();
    for (const [name, value] of given) {
      if (!FIELDS.includes(name)) {
        wrong.push(`The address names “${name}”, which this page does not know.`);
      } else if (seen.has(name)) {
        wrong.push(`The address names the ${WORDS[name] || "tool"} twice.`);
      } else if (value && name !== "offering" && !data[LISTS[name]].some(item => item.id === value)) {
        wrong.push(`The address names the ${WORDS[name]} “${value}”, which this register does not have.`);
      } else {
        question[name] = value;
      }
      seen.add(name);
    }
    if (question.offering && !tools.named(question.offering)) {
      wrong.push(`The address names the tool “${question.offering}”, which is not in this register. It may have been renamed. A tool that is not in the register is not allowed.`);
      question.offering = "";
    }
    return { question, wrong };
  }

  function asked() {
    return read().question;
  }

  function fromForm() {
    const names = FIELDS.filter(name => name !== "offering" && form.elements[name]);
    return Object.fromEntries(names.map(name => [name, form.elements[name].value]));
  }

  function addressOf(question) {
    const given = FIELDS.filter(name => question[name]);
    return "#" + given.map(name => `${name}=${encodeURIComponent(question[name]).replaceAll("%2F", "/")}`).join("&");
  }

  function go(question, { instead = false } = {}) {
    const address = addressOf(question);
    // A lone # would ask the browser for the top of the page.
    const target = address === "#" ? location.href.replace(/#.*/, "") : address;
    if (address !== location.hash) history[instead ? "replaceState" : "pushState"](null, "", target);
    show();
  }

  function change(question) {
    remember(question);
    go(question);
    toAnswer();
  }

  function chooseTool(reference) {
    // To write a name is one step, however many letters it has.
    const before = asked();
    go({ ...before, offering: reference }, { instead: !before.offering && location.hash.includes("=") });
    remember(asked());
    toAnswer();
  }

  function leaveTool() {
    const before = asked();
    if (before.offering) go({ ...before, offering: "" });
  }

  // --- What is remembered, on this machine alone ---------------------------------------------

  function remember(question) {
    remembered.hidden = true;
    try {
      localStorage.setItem(MEMORY, JSON.stringify({ data: question.data, team: question.team }));
    } catch {
      // Where nothing may be stored, nothing is remembered.
    }
  }

  function recall() {
    const { question, wrong } = read();
    // A link that says which data is somebody's whole question: nothing is added to it.
    if (wrong.length || question.data || question.team) return;
    let before = {};
    try {
      before = JSON.parse(localStorage.getItem(MEMORY)) || {};
    } catch {
      return;
    }
    const known = name => data[LISTS[name]].find(item => item.id === before[name]);
    const [kind, team] = [known("data"), known("team")];
    if (!kind && !team) return;
    go({ ...question, data: kind ? kind.id : "", team: team ? team.id : "" }, { instead: true });
    const names = [kind, team].filter(Boolean).map(item => item.name).join(", ");
    const forget = document.createElement("button");
    forget.type = "button";
    forget.textContent = "Forget it";
    forget.addEventListener("click", () => {
      try {
        localStorage.removeItem(MEMORY);
      } catch {
        // Then there is nothing to forget either.
      }
      remembered.hidden = true;
      go({ ...asked(), data: "", team: "" });
      form.querySelector("[name=data]").focus();
    });
    remembered.replaceChildren(`As last time: ${names}. This is stored only in this browser, on this machine. `, forget);
    remembered.hidden = false;
  }

  // --- What is shown -------------------------------------------------------------------------

  function show() {
    const { question, wrong } = read();
    for (const [name, value] of Object.entries(question)) {
      if (name === "data") {
        for (const choice of form.querySelectorAll("[name=data]")) choice.checked = choice.value === value;
      } else if (name !== "offering" && form.elements[name]) {
        form.elements[name].value = value;
      }
    }
    tools.show(question.offering);
    const region = form.elements.region.options[0];
    region.textContent = answers.ownRegion(question.team) || "Nowhere in particular";
    says.textContent = tools.says();
    let parts;
    if (wrong.length) {
      parts = answers.refused(wrong, () => go(question, { instead: true }));
    } else if (question.offering && question.data) {
      parts = answers.answered(question);
    } else {
      parts = answers.waiting(question);
    }
    place.replaceChildren(...parts.shown);
    if (paper.matches) answers.unfold(place, true);
    if (status.textContent !== parts.said) status.textContent = parts.said;
  }

  // On a telephone the answer is below the form.
  function toAnswer() {
    const head = place.querySelector("h2");
    if (narrow.matches && head) head.scrollIntoView({ block: "start" });
  }
})();
