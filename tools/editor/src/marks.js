// Findings on their exact words: squiggles, the card that explains one, and the key that takes its better wording.
import { forEachDiagnostic, linter, setDiagnostics } from "@codemirror/lint";
import { StateEffect, StateField } from "@codemirror/state";
import { showTooltip } from "@codemirror/view";
import { element } from "./element.js";

const WHOLE = new Set(["sentences", "readability", "structure", "parts"]); // groups that speak of more than words
const SEVERITY = { error: "error", warning: "warning", advice: "info", spelling: "hint" };
export const NAMES = { error: "Fejl", warning: "Advarsel", advice: "Råd", spelling: "Stavning" };

/** Puts findings into the editor; their places are in UTF-16 and belong to the text as it stands now. */
export function show(view, findings, acts) {
  const { length } = view.state.doc;
  const diagnostics = findings
    .filter((finding) => finding.here && finding.to <= length)
    .map((finding) => ({
      from: finding.from,
      to: finding.to,
      severity: SEVERITY[finding.severity],
      message: finding.message,
      markClass: WHOLE.has(finding.group) ? "whole" : "words",
      finding,
      renderMessage: () => card(finding, acts),
    }));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** Every finding with where its words stand now. */
export function placed(state) {
  const found = [];
  forEachDiagnostic(state, (diagnostic, from, to) => found.push({ finding: diagnostic.finding, from, to }));
  return found;
}

/** Where the finding's words stand now; null when they are gone. */
export function placeOf(state, finding) {
  return placed(state).find((one) => one.finding === finding) ?? null;
}

/** The change that makes a fix, moved along with its words; null where the text is no longer what the fix was made for. */
export function fixChange(state, finding, wording) {
  const place = placeOf(state, finding);
  if (!place || !finding.fix) return null;
  const from = place.from + finding.fix.from - finding.from;
  const to = from + finding.fix.was.length;
  if (state.sliceDoc(from, to) !== finding.fix.was) return null;
  return { from, to, insert: wording ?? finding.fix.text };
}

export const marking = linter(null, { hoverTime: 250 });

function card(finding, acts) {
  const made = element("div", { className: "card" }, element("p", { textContent: finding.message }));
  if (finding.when) made.append(element("p", { className: "when", textContent: finding.forWhom }));
  const actions = element("p", { className: "actions" });
  for (const [index, wording] of (finding.wordings ?? []).entries()) {
    const button = element("button", { type: "button", textContent: wording === "" ? "Slet" : `Skriv »${wording}«` });
    if (index === 0) button.append(element("kbd", { textContent: "Alt+Enter" }));
    button.addEventListener("click", () => acts.fix(finding, wording));
    actions.append(button);
  }
  if (finding.severity === "spelling") {
    actions.append(quiet("Ordet er rigtigt", () => acts.know(finding)));
  } else {
    if (acts.mayAllow(finding)) actions.append(quiet("Tillad her …", () => acts.allow(finding)));
    const rule = element("a", { href: acts.ruleAddress(finding.rule), target: "_blank", rel: "noopener", textContent: "Hvorfor?" });
    actions.append(rule);
  }
  made.append(actions);
  return made;
}

function quiet(text, act) {
  const button = element("button", { type: "button", className: "quiet", textContent: text });
  button.addEventListener("click", act);
  return button;
}

const openCard = StateEffect.define();

/** The card of the finding that somebody went to with the keyboard or from the list; closed by Escape and by typing. */
export function cards(acts) {
  return StateField.define({
    create: () => null,
    update(value, change) {
      for (const effect of change.effects) if (effect.is(openCard)) return effect.value;
      return change.docChanged || change.selection ? null : value;
    },
    provide: (field) =>
      showTooltip.from(field, (value) =>
        value && {
          pos: value.from,
          above: false,
          create: () => ({ dom: element("div", { className: "shown", data: { role: "group", "aria-label": "Fund" } }, card(value.finding, acts)) }),
        },
      ),
  });
}

/** Selects the finding's words and shows its card. */
export function goTo(view, place) {
  view.dispatch({ selection: { anchor: place.from, head: place.to }, scrollIntoView: true });
  view.dispatch({ effects: openCard.of(place) });
  view.focus();
}

export function closeCard(view) {
  view.dispatch({ effects: openCard.of(null) });
}

/** The next finding after the cursor, or before it; goes round at the ends. */
export function step(view, forward) {
  const all = placed(view.state).sort((a, b) => a.from - b.from || a.to - b.to);
  if (!all.length) return true;
  const { from, to } = view.state.selection.main;
  const next = forward
    ? all.find((one) => one.from > from || (one.from === from && one.to > to)) ?? all[0]
    : all.findLast((one) => one.from < from || (one.from === from && one.to < to)) ?? all.at(-1);
  goTo(view, next);
  return true;
}

/** The first finding with a better wording whose words the cursor touches. */
export function underCursor(state) {
  const { from, to } = state.selection.main;
  return placed(state).find((one) => one.from <= to && one.to >= from && one.finding.wordings?.length)?.finding ?? null;
}
