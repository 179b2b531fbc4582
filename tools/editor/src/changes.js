// What the writer has changed since the version that readers have: words struck out and words added.
import { presentableDiff } from "@codemirror/merge";
import { element } from "./element.js";

const AROUND = 80;

/** The two texts as paragraphs with `del` and `ins`; what is the same on both sides is cut short. */
export function redline(before, after) {
  const changes = presentableDiff(before, after);
  if (!changes.length) return [element("p", { className: "note", textContent: "Du har ikke ændret noget endnu." })];
  const groups = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last && change.fromB - last.at(-1).toB < 2 * AROUND) last.push(change);
    else groups.push([change]);
  }
  return groups.map((group) => {
    const made = element("p", { className: "changed" });
    const start = wordStart(after, group[0].fromB - AROUND);
    const end = wordEnd(after, group.at(-1).toB + AROUND);
    if (start > 0) made.append("… ");
    let at = start;
    for (const change of group) {
      made.append(after.slice(at, change.fromB));
      if (change.toA > change.fromA) made.append(element("del", { textContent: before.slice(change.fromA, change.toA) }));
      if (change.toB > change.fromB) made.append(element("ins", { textContent: after.slice(change.fromB, change.toB) }));
      at = change.toB;
    }
    made.append(after.slice(at, end));
    if (end < after.length) made.append(" …");
    return made;
  });
}

function wordStart(text, place) {
  if (place <= 0) return 0;
  const space = text.slice(place).search(/\s/);
  return space < 0 ? place : place + space + 1;
}

function wordEnd(text, place) {
  if (place >= text.length) return text.length;
  const space = text.slice(0, place).search(/\s\S*$/);
  return space < 0 ? place : space;
}
