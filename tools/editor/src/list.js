// The findings as a list that a screen reader and a keyboard can walk through.
import { element } from "./element.js";
import { many } from "./danish.js";
import { NAMES } from "./marks.js";

const ORDER = { error: 0, warning: 1, advice: 2, spelling: 3 };
const LONGEST = 70;
const TONES = { error: "error", warning: "warning", advice: "advice", spelling: "" };

function short(quote) {
  const words = quote.replace(/\s+/g, " ");
  return words.length > LONGEST ? `${words.slice(0, LONGEST).replace(/\s\S*$/, "")} …` : words;
}

export class FindingList {
  constructor(list, summary, said, acts) {
    Object.assign(this, { list, summary, said, acts });
    this.timer = 0;
  }

  /** Shows these findings; the one that has the keyboard's focus keeps it. */
  show(findings, incomplete) {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const order = [...findings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || (a.from ?? 0) - (b.from ?? 0));
    const seen = new Map();
    const items = order.map((finding) => {
      const number = (seen.get(finding.rule) ?? 0) + 1;
      seen.set(finding.rule, number);
      return this.item(finding, `${finding.rule}:${number}`);
    });
    const notes = incomplete.map((reason) => element("li", { className: "unread" }, element("strong", { textContent: "Ikke tjekket helt. " }), reason));
    this.list.replaceChildren(...notes, ...items);
    if (focused) (this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`) ?? this.list.querySelector("button"))?.focus();
    this.tell(findings, incomplete);
  }

  tell(findings, incomplete) {
    const counted = (severity) => findings.filter((finding) => finding.severity === severity).length;
    const parts = [
      [counted("error"), "fejl", "fejl"],
      [counted("warning"), "advarsel", "advarsler"],
      [counted("advice"), "råd", "råd"],
      [counted("spelling"), "ord at se på", "ord at se på"],
    ].filter(([count]) => count);
    const text = parts.length ? parts.map(([count, one, more]) => many(count, one, more)).join(", ") : "Ingen fund";
    this.summary.textContent = incomplete.length ? `Ikke tjekket helt. ${text}` : text;
    clearTimeout(this.timer);
    // Said aloud once the writer pauses, not at every key.
    this.timer = setTimeout(() => {
      if (this.said.textContent !== text) this.said.textContent = text;
    }, 1200);
  }

  item(finding, key) {
    const { acts } = this;
    const made = element("li", { className: "finding" });
    const badge = element("span", { className: `badge ${TONES[finding.severity]}`, textContent: NAMES[finding.severity] });
    made.append(element("p", { className: "what" }, badge, " ", finding.message));
    if (finding.when) made.append(element("p", { className: "note", textContent: finding.forWhom }));
    const actions = element("p", { className: "actions" });
    const add = (text, name, act, look = "link") => {
      const button = element("button", { type: "button", className: look, textContent: text, data: { "data-key": `${key}:${name}` } });
      button.addEventListener("click", act);
      actions.append(button);
    };
    if (finding.here) add(finding.quote ? `»${short(finding.quote)}«` : "Vis stedet", "go", () => acts.go(finding), "link quote");
    else actions.append(element("a", { href: acts.fileAddress(finding.path), textContent: `Ret i ${acts.fileName(finding.path)}` }));
    for (const [index, wording] of (finding.wordings ?? []).entries()) {
      add(wording === "" ? "Slet" : `Skriv »${wording}«`, `fix${index}`, () => acts.fix(finding, wording), "take");
    }
    if (finding.insert) add("Indsæt", "insert", () => acts.insert(finding), "take");
    if (finding.severity === "spelling") add("Ordet er rigtigt", "know", () => acts.know(finding));
    else if (acts.mayAllow(finding)) add("Tillad …", "allow", () => acts.allow(finding));
    made.append(actions);
    return made;
  }
}
