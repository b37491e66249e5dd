// The answer, drawn. All that it says was decided when the register was published, and is looked up
// here by keys; every text goes onto the page as text.
"use strict";

window.inwritingAnswers = (data, addressOf) => {
  const SHOWN = 4;
  const byReference = new Map(data.offerings.map(item => [item.reference, item]));
  const named = Object.fromEntries(["classes", "teams", "clients", "regions", "uses"].map(
    list => [list, new Map(data[list].map(item => [item.id, item.name]))]));

  // --- Making elements -----------------------------------------------------------------------

  function make(tag, attributes, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...content.flat().filter(item => item !== "" && item !== null));
    return element;
  }

  const text = number => data.texts[number];
  const link = (target, ...content) => make("a", { href: target }, ...content);
  const nameOf = (list, id) => named[list].get(id) || id;
  const badge = verdict => make("span", { class: `iw iw-${verdict}` }, data.verdicts[verdict].says);
  const capital = words => words.charAt(0).toUpperCase() + words.slice(1);

  function section(title, ...content) {
    const filled = content.flat().filter(item => item !== "" && item !== null);
    return filled.length ? make("section", {}, make("h3", {}, title), ...filled) : "";
  }

  function items(entries, tag = "ul") {
    return entries.length ? make(tag, {}, entries.map(entry => make("li", {}, ...[entry].flat()))) : "";
  }

  // The worst come first, and the rest is a click away: nobody reads thirty.
  function firstOf(entries, what) {
    if (entries.length <= SHOWN + 1) return [items(entries)];
    const rest = entries.length - SHOWN;
    return [
      items(entries.slice(0, SHOWN)),
      make("details", {}, make("summary", {}, `${rest} more ${what}`), items(entries.slice(SHOWN))),
    ];
  }

  // --- Looking up ----------------------------------------------------------------------------

  function own(table, key) {
    if (!Object.hasOwn(table, key)) throw new Error(`The data has nothing on “${key}”.`);
    return table[key];
  }

  function regionMeant(question) {
    return own(own(data["regions-meant"], question.team), question.region);
  }

  function lookUp(offering, part, kept, question) {
    const alike = data.alike[offering[part].alike];
    const key = [
      own(alike.teams, question.team),
      own(alike.clients, question.client),
      own(alike.regions, regionMeant(question)),
    ].join(".");
    const table = data.tables[own(offering[part]["by-class"], question.data)];
    return data[kept][own(table, key)];
  }

  const replyTo = (offering, question) => lookUp(offering, "answers", "replies", question);
  const othersFor = (offering, question) => lookUp(offering, "others", "others", question);

  // --- In words ------------------------------------------------------------------------------

  function whom(question) {
    const region = regionMeant(question);
    return [
      question.team && `asked by ${nameOf("teams", question.team)}`,
      question.client && `data of ${nameOf("clients", question.client)}`,
      region && `used from ${nameOf("regions", region)}${question.region ? "" : " (the team's own region)"}`,
      question.use && `used for ${nameOf("uses", question.use)}`,
    ].filter(Boolean).join("; ");
  }

  // The same advice many times over would hide what differs: it is given where it is not in *told*.
  function finding(offering, number, told) {
    const found = data.findings[number];
    const parts = [text(found.message)];
    if (found.clauses.length) {
      parts.push(make("span", { class: "iw-q-clause" }, "Written in: ", found.clauses.flatMap((clause, index) => [
        index ? "; " : "",
        clause.at ? link(`${offering.page}#${clause.at}`, text(clause.text)) : text(clause.text),
      ])));
    }
    const page = Object.hasOwn(data.checks, found.check) ? data.checks[found.check] : "";
    const advice = told && !told.has(found.do) ? text(found.do) : "";
    if (advice) {
      told.add(found.do);
      parts.push(make("span", { class: "iw-q-do" }, `What to do: ${capital(advice)} `, page ? link(page, "Why it matters") : ""));
    }
    return parts;
  }

  function head(verdict, means, question, offering) {
    const about = whom(question);
    return make("div", { class: `iw-q-head iw-q-${verdict}` },
      make("h2", {}, badge(verdict), ` ${nameOf("classes", question.data)} data into ${offering.name}`),
      make("p", { class: "iw-q-means" }, `${capital(means)}.`),
      make("p", { class: "iw-q-about" }, `${capital(about || "asked for everybody")}. ${offering.name} is by ${offering.vendor}, judged on ${offering.basis}.`));
  }

  function ownRules(offering, question, verdict) {
    const rules = offering.rules;
    if (!rules) return "";
    const yes = verdict === "allowed" || verdict === "conditional";
    const team = question.team && Object.hasOwn(rules.teams, question.team) ? rules.teams[question.team] : null;
    const teams = question.team ? [] : Object.entries(rules.teams).map(([id, item]) =>
      `${nameOf("teams", id)}, up to ${item["up-to"]}. ${item.conditions.map(text).join(" ")}`);
    return section("The firm's own rules for it",
      items([
        `Used for: ${text(rules.purpose) || "no stated purpose."} Up to ${rules["up-to"]}.`,
        team ? `${nameOf("teams", question.team)}: up to ${team["up-to"]}. ${team.conditions.map(text).join(" ")}` : "",
        rules.redaction ? `Redact from ${rules.redaction.from} on: ${text(rules.redaction.how)}` : "",
        ...(question.use ? [] : rules.reviews.map(item => `Review of what comes out, for ${item.use}: ${text(item.steps)}`)),
      ].filter(Boolean)),
      yes && teams.length ? [make("p", {}, "Released for these teams:"), items(teams)] : "");
  }

  function whoToAsk(offering) {
    const people = [
      offering.owner ? `${offering.owner} is responsible for this tool in the firm.` : `Nobody in the firm is responsible for this tool; ask ${data.firm.contact}.`,
      `${offering.keeper} maintains the dossier on ${offering.vendor}.`,
      offering.owner ? `For anything else: ${data.firm.contact}.` : "",
    ];
    return section("Whom to ask", items(people.filter(Boolean)));
  }

  function instead(offering, reply, question) {
    const others = othersFor(offering, question);
    const entries = others.map(item => {
      const other = data.offerings[item.offering];
      return [
        badge(item.verdict), " ",
        link(addressOf({ ...question, offering: other.reference }), other.name),
        `, ${other.vendor}, ${item.named ? "named in the firm's rules" : "of the same kind"}; `,
        link(other.page, "its page"),
      ];
    });
    const none = !entries.length && !text(reply.instead);
    return section("What to use instead",
      text(reply.instead) ? make("p", {}, text(reply.instead)) : "",
      items(entries),
      none ? make("p", {}, `The register has no ${offering.kind} with a better answer for this data.`) : "");
  }

  function worse(reply) {
    return section("Worse for some", items(reply.worse.map(item => [
      badge(item.verdict), " ",
      [
        item.team && nameOf("teams", item.team),
        item.client && `data of ${nameOf("clients", item.client)}`,
        item.region && `from ${nameOf("regions", item.region)}`,
      ].filter(Boolean).join(", "),
    ])));
  }

  function writtenIn(offering, question, open) {
    const rows = own(offering.written, question.data).map(number => {
      const row = data.written[number];
      const where = text(row.where);
      return [
        `${text(row.question)}: `, make("span", { class: "iw-q-value" }, text(row.says)),
        where ? ", " : "",
        row.at ? link(`${offering.page}#${row.at}`, where) : where,
      ];
    });
    const list = make("details", {}, make("summary", {}, `${rows.length} answers with their clauses`), items(rows));
    list.open = open;
    return section("Where it is written", list);
  }

  function foot(offering, reply) {
    const made = data.commit ? `, from commit ${data.commit.slice(0, 10)} of the register` : "";
    const clock = data["fixed-clock"] ? " (the fixed date of this example register)" : "";
    const print = make("button", { type: "button" }, "Print as a note");
    print.addEventListener("click", () => window.print());
    return [
      make("p", { class: "iw-q-links" },
        link(offering.page, `All about ${offering.name}`), reply.notes ? ` (with ${reply.notes} ${reply.notes === 1 ? "note" : "notes"} besides)` : ""),
      make("p", { class: "iw-q-made" },
        `Judged on ${data["judged-on"]}${clock}${made}. ${data.firm.name}. The address of this page contains your question, so you can share it as a link. `, print),
      make("p", { class: "iw-q-address" }, location.href),
    ];
  }

  // --- What the page shows -------------------------------------------------------------------

  function notJudged(question) {
    const vendor = question.offering.split("/")[0];
    const said = `The files of ${vendor} cannot be used, so it was not judged, and none of its products is allowed.`;
    return {
      said,
      shown: [make("h2", {}, `${question.offering}: not judged, nothing allowed`), make("p", { class: "iw-alert" }, `${said} Ask ${data.firm.contact}.`)],
    };
  }

  function answered(question) {
    const offering = byReference.get(question.offering);
    if (!offering) return notJudged(question);
    const reply = replyTo(offering, question);
    const verdict = reply.verdict;
    const yes = verdict === "allowed" || verdict === "conditional";
    const means = reply.ruled ? data.ruled : data.verdicts[verdict].means;
    const use = question.use && offering.rules ? text(own(offering.rules.uses, question.use)) : "";
    const told = new Set();
    const shown = [head(verdict, means, question, offering)];
    if (use && yes) shown.push(make("p", { class: "iw-q-use" }, use));
    if (yes) {
      shown.push(
        section("Keep to these conditions", items(reply.conditions.map(number => finding(offering, number)))),
        section("Accepted for a while", items(reply.accepted.map(item => [
          `Until ${item.until}, exception ${item.exception} of ${item.owner}: `, ...finding(offering, item.finding),
          make("span", { class: "iw-q-do" }, `Why: ${text(item.reason)}`),
        ]))));
    } else {
      // Conditions of a yes would read like a yes.
      shown.push(
        section(verdict === "paused" ? "What is missing to get to yes" : "Why not, and what is missing to get to yes",
          firstOf(reply.reasons.map(number => finding(offering, number, told)), "reasons")),
        instead(offering, reply, question),
        section("To send to the vendor", firstOf(reply["to-ask"].map(number => data.questions[number].ask), "questions")));
    }
    shown.push(
      whoToAsk(offering),
      ownRules(offering, question, verdict),
      worse(reply),
      writtenIn(offering, question, yes),
      ...foot(offering, reply));
    const about = whom(question);
    return {
      said: `${data.verdicts[verdict].says.replace(" …", "")}. ${nameOf("classes", question.data)} data into ${offering.name}${about ? `, ${about}` : ""}: ${means}.`,
      shown: shown.filter(Boolean),
    };
  }

  // Nobody has said which data: the answer for each, to choose from.
  function waiting(question) {
    const offering = byReference.get(question.offering);
    if (question.offering && !offering) return notJudged(question);
    if (!offering) return { said: "", shown: [make("p", { class: "iw-q-wait" }, "Choose a tool and the data, and the answer appears here.")] };
    const about = whom(question);
    const entries = data.classes.map(item => {
      const asked = { ...question, data: item.id };
      return [badge(replyTo(offering, asked).verdict), " ", link(addressOf(asked), item.name)];
    });
    return {
      said: `${offering.name} is selected. Which data do you want to put in?`,
      shown: [
        make("h2", {}, offering.name),
        make("p", {}, `${offering.vendor}${about ? `; ${about}` : ""}. Which data do you want to put in?`),
        items(entries),
      ],
    };
  }

  function refused(wrong, goOn) {
    const without = make("button", { type: "button" }, "Continue without it");
    without.addEventListener("click", goOn);
    return {
      said: `No answer is shown. ${wrong.join(" ")}`,
      shown: [
        make("h2", {}, "This address cannot be answered"),
        make("div", { class: "iw-alert" }, items(wrong), make("p", {}, "No answer is shown, because it could belong to a different question. Choose again, or ask the person who sent you the link.")),
        make("p", {}, without),
      ],
    };
  }

  function unfold(place, wanted) {
    for (const item of place.querySelectorAll("details")) {
      if (wanted && !item.open) {
        item.open = true;
        item.dataset.closed = "";
      } else if (!wanted && "closed" in item.dataset) {
        item.open = false;
        delete item.dataset.closed;
      }
    }
  }

  function ownRegion(team) {
    const region = team ? own(own(data["regions-meant"], team), "") : "";
    return region ? `The team's own: ${nameOf("regions", region)}` : "";
  }

  return { answered, waiting, refused, unfold, ownRegion };
};
