// The margin: how many words the longest sentence that begins on a line has.
import { StateEffect, StateField, RangeSet } from "@codemirror/state";
import { gutter, GutterMarker } from "@codemirror/view";
import { element } from "./element.js";

export const setLengths = StateEffect.define();
const WORTH_TELLING = 12;

class Length extends GutterMarker {
  constructor(words, long) {
    super();
    this.words = words;
    this.long = long;
  }
  eq(other) {
    return other.words === this.words && other.long === this.long;
  }
  toDOM() {
    const title = `${this.words} ord i sætningen`;
    return element("span", { className: this.long ? "length long" : "length", title, textContent: String(this.words) });
  }
}

export function lengths(maxWords) {
  const field = StateField.define({
    create: () => RangeSet.empty,
    update(value, change) {
      let found = value.map(change.changes);
      for (const effect of change.effects) {
        if (!effect.is(setLengths)) continue;
        const lines = new Map();
        for (const { from, words } of effect.value) {
          if (words < WORTH_TELLING || from > change.state.doc.length) continue;
          const start = change.state.doc.lineAt(from).from;
          lines.set(start, Math.max(words, lines.get(start) ?? 0));
        }
        const marks = [...lines].map(([start, words]) => new Length(words, words > maxWords).range(start));
        found = RangeSet.of(marks, true);
      }
      return found;
    },
  });
  const shown = gutter({ class: "lengths", markers: (view) => view.state.field(field), initialSpacer: () => new Length(99, false) });
  return [field, shown];
}
