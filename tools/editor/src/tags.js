// Jinja's tags and the letter's front matter as the editor shows them: coloured in the source, named in the plain view.
import { EditorView, Decoration, ViewPlugin, WidgetType } from "@codemirror/view";
import { EditorState, StateEffect, StateField, RangeSetBuilder } from "@codemirror/state";
import { element } from "./element.js";

const TAG = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g;
const FRONT = /^\ufeff?---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/;

export function frontEnd(text) {
  return FRONT.exec(text)?.[0].length ?? 0;
}

/** Every tag with its kind, the word it begins with, and how deep it stands in conditions. */
export function tags(text) {
  const found = [];
  let depth = 0;
  TAG.lastIndex = frontEnd(text);
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const kind = match[0][1];
    const inner = match[0].slice(2, -2).replace(/^-|-$/g, "").trim();
    const word = kind === "%" ? inner.split(/\s/)[0] : "";
    if (word === "endif" || word === "endfor") depth = Math.max(0, depth - 1);
    const level = word === "else" || word === "elif" ? Math.max(0, depth - 1) : depth;
    found.push({ from: match.index, to: match.index + match[0].length, kind, word, inner, depth: level });
    if (word === "if" || word === "for") depth += 1;
  }
  return found;
}

/** A condition or value in words: fields by their labels, Jinja's signs in Danish. */
export function inWords(source, labels) {
  return source
    .replace(/(["'])(.*?)\1/g, "»$2«")
    .replace(/\b[A-Za-z_]\w*\b(?![^»]*«)/g, (name) => labels.get(name)?.label ?? WORDS[name] ?? name)
    .replace(/\s*==\s*/g, " er ")
    .replace(/\s*!=\s*/g, " er ikke ")
    .replace(/\s+/g, " ")
    .trim();
}
const WORDS = { and: "og", or: "eller", not: "ikke", is: "er", defined: "udfyldt", in: "i", length: "antal" };

/** The labels, and names for what a loop goes through: each stands for one of its list. */
export function withLoops(found, labels) {
  const all = new Map(labels);
  for (const tag of found) {
    const loop = tag.word === "for" && /^for\s+([A-Za-z_]\w*)\s+in\s+(.+)$/s.exec(tag.inner);
    if (loop && !all.has(loop[1])) all.set(loop[1], { label: `Én af: ${inWords(loop[2], all)}` });
  }
  return all;
}

export function named(tag, labels, titles) {
  const rest = tag.inner.slice(tag.word.length).trim();
  switch (tag.word) {
    case "if":
      return `Kun når: ${inWords(rest, labels)}`;
    case "elif":
      return `Ellers, når: ${inWords(rest, labels)}`;
    case "else":
      return "Ellers";
    case "endif":
      return "Slut";
    case "for": {
      const list = rest.split(/\s+in\s+/)[1];
      return list ? `For hver af: ${inWords(list, labels)}` : "For hver";
    }
    case "endfor":
      return "Slut på gentagelse";
    case "include": {
      const name = /snippets\/([\w-]+)\.md/.exec(rest)?.[1];
      return `Standardtekst: ${titles.snippets.get(name) ?? name ?? rest}`;
    }
    default:
      break;
  }
  if (tag.kind === "#") return /^rettesnor:/.test(tag.inner) ? tag.inner.replace(/^rettesnor:\s*tillad/, "Tilladt:") : "Note";
  const deadline = /^frist\(\s*["']([\w-]+)/.exec(tag.inner);
  return deadline ? `Frist: ${titles.deadlines.get(deadline[1]) ?? deadline[1]}` : inWords(tag.inner, labels);
}

class Chip extends WidgetType {
  constructor(text, look) {
    super();
    this.text = text;
    this.look = look;
  }
  eq(other) {
    return other.text === this.text && other.look === this.look;
  }
  toDOM() {
    return element("span", { className: `chip ${this.look}`, textContent: this.text });
  }
  ignoreEvent() {
    return false;
  }
}

class Head extends WidgetType {
  constructor(title) {
    super();
    this.title = title;
  }
  eq(other) {
    return other.title === this.title;
  }
  toDOM() {
    return element("div", { className: "head" }, element("span", { textContent: this.title }));
  }
}

class Bullet extends WidgetType {
  eq() {
    return true;
  }
  toDOM() {
    return element("span", { className: "bullet", textContent: "•" });
  }
}

const HIDDEN = Decoration.replace({});
const BULLET = Decoration.replace({ widget: new Bullet() });
// What begins a line, behind the tags of a condition that stands there; and a point that a condition chooses in its place.
const LINE_START = /^((?:[ \t]*\{%[^{}]*%\})*[ \t]*)(?:(#{1,6} )|[-*] )/gm;
const OTHER_POINT = /(\{%-?\s*(?:else|elif)\b[^{}]*%\})[-*] /g;

export const setPlain = StateEffect.define();

/** The plain view: fields as chips, conditions as named boxes, the front matter folded to one line. */
export function plainView(labels, titles, { on }) {
  const drawn = (state, shown) => {
    if (!shown) return { shown, marks: Decoration.none, atoms: Decoration.none };
    const text = state.doc.toString();
    const marks = [];
    const atoms = [];
    const head = frontEnd(text);
    if (head) {
      const to = text[head - 1] === "\n" ? head - 1 : head;
      const widget = Decoration.replace({ widget: new Head("Brevets oplysninger og felter står i kilden"), block: true });
      marks.push(widget.range(0, to));
      atoms.push(widget.range(0, to));
    }
    LINE_START.lastIndex = head;
    for (let sign = LINE_START.exec(text); sign; sign = LINE_START.exec(text)) {
      const range = (sign[2] ? HIDDEN : BULLET).range(sign.index + sign[1].length, sign.index + sign[0].length);
      marks.push(range);
      atoms.push(range);
      if (sign[2]) continue;
      for (const point of state.doc.lineAt(sign.index).text.matchAll(OTHER_POINT)) {
        const from = state.doc.lineAt(sign.index).from + point.index + point[1].length;
        marks.push(BULLET.range(from, from + 2));
        atoms.push(BULLET.range(from, from + 2));
      }
    }
    const all = tags(text);
    const names = withLoops(all, labels);
    const boxes = new Map(); // line start -> how many boxes the line stands in
    const open = [];
    for (const tag of all) {
      const look = tag.kind === "{" ? "value" : tag.kind === "#" ? "note" : tag.word === "include" ? "include" : "when";
      const chip = Decoration.replace({ widget: new Chip(named(tag, names, titles), look) });
      marks.push(chip.range(tag.from, tag.to));
      atoms.push(chip.range(tag.from, tag.to));
      if (tag.word === "if" || tag.word === "for") open.push(tag.from);
      if ((tag.word === "endif" || tag.word === "endfor") && open.length) {
        const first = state.doc.lineAt(open.pop()).number;
        const last = state.doc.lineAt(tag.to).number;
        // A condition inside one line is told by its chips; a box is for whole lines.
        for (let number = first; number <= last && last > first; number += 1) {
          const start = state.doc.line(number).from;
          const edge = boxes.get(start) ?? { depth: 0, first: false, last: false };
          boxes.set(start, { depth: edge.depth + 1, first: edge.first || number === first, last: edge.last || number === last });
        }
      }
    }
    for (const [start, edge] of boxes) {
      const name = `box box-${Math.min(3, edge.depth)}${edge.first ? " box-first" : ""}${edge.last ? " box-last" : ""}`;
      marks.push(Decoration.line({ class: name }).range(start));
    }
    return { shown, marks: Decoration.set(marks, true), atoms: Decoration.set(atoms, true) };
  };
  const field = StateField.define({
    create: (state) => drawn(state, on),
    update(value, change) {
      let { shown } = value;
      for (const effect of change.effects) if (effect.is(setPlain)) shown = effect.value;
      return shown === value.shown && !change.docChanged ? value : drawn(change.state, shown);
    },
    provide: (field) => [
      EditorView.decorations.from(field, (value) => value.marks),
      EditorView.atomicRanges.of((view) => view.state.field(field).atoms),
    ],
  });
  // What the plain view does not show, nobody can type in by accident.
  const held = EditorState.changeFilter.of((change) => {
    const typed = (change.isUserEvent("input") || change.isUserEvent("delete")) && !OURS.some((name) => change.isUserEvent(name));
    const head = typed && change.startState.field(field).shown ? frontEnd(change.startState.doc.toString()) : 0;
    return head ? [0, head - 1] : true;
  });
  return [field, held];
}

const OURS = ["input.fix", "input.insert", "input.allow"];

/** Colours for the source: front matter, tags, headings. */
export const colours = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = coloured(view);
    }
    update(change) {
      if (change.docChanged || change.viewportChanged) this.decorations = coloured(change.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const FRONT_LINE = Decoration.line({ class: "front" });
const HEADING = Decoration.line({ class: "heading" });
const LOOKS = { "{": Decoration.mark({ class: "tag value" }), "%": Decoration.mark({ class: "tag when" }), "#": Decoration.mark({ class: "tag note" }) };

function coloured(view) {
  const { doc } = view.state;
  const text = doc.toString();
  const head = frontEnd(text);
  const found = [];
  for (const { from, to } of view.visibleRanges) {
    for (let place = from; place <= to; ) {
      const line = doc.lineAt(place);
      if (line.from < head) found.push(FRONT_LINE.range(line.from));
      else if (/^#{1,6} /.test(line.text)) found.push(HEADING.range(line.from));
      place = line.to + 1;
    }
    for (const tag of tags(text)) {
      if (tag.to > from && tag.from < to) found.push(LOOKS[tag.kind].range(tag.from, tag.to));
    }
  }
  found.sort((a, b) => a.from - b.from || a.value.startSide - b.value.startSide);
  const builder = new RangeSetBuilder();
  for (const one of found) builder.add(one.from, one.to, one.value);
  return builder.finish();
}
