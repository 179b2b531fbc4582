// The workshop's editor: takes over the page's plain form, which works without it.
import { EditorState, Annotation } from "@codemirror/state";
import { EditorView, keymap, drawSelection, highlightSpecialChars, dropCursor } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { completionKeymap } from "@codemirror/autocomplete";
import { many, phrases } from "./danish.js";
import { element } from "./element.js";
import { fromCodePoints } from "./places.js";
import { look } from "./look.js";
import { colours, frontEnd, plainView, setPlain } from "./tags.js";
import { completion } from "./complete.js";
import { lengths, setLengths } from "./lengths.js";
import * as marks from "./marks.js";
import { FindingList } from "./list.js";
import { Keeper } from "./keep.js";
import { Shown } from "./shown.js";
import { redline } from "./changes.js";
import { store, stored } from "./remembered.js";
import { ending } from "./ending.js";
import { exception, written } from "./exception.js";
import { put } from "./put.js";
import { reasonKept } from "./reason.js";
import { sending } from "./sending.js";
import { tabs } from "./tabs.js";
import { telling } from "./telling.js";
import { ask, oneByOne, Refusal, settled } from "./server.js";

const loaded = Annotation.define(); // a change that came from us, not from the writer's keys

function start(form) {
  const data = JSON.parse(form.dataset.editor);
  const part = (name) => document.getElementById(`editor.${name}`);
  const area = form.querySelector("textarea");
  const labels = new Map(data.fields.map((field) => [field.name, field]));
  const titles = {
    snippets: new Map(data.snippets.map((one) => [one.name, one.title])),
    deadlines: new Map(data.deadlines.map((one) => [one.id, one.title])),
  };
  const known = new Set();
  let found = []; // what the linter says
  let spelling = [];
  let incomplete = [];
  let since = null; // what has been typed since the question was asked

  const acts = {
    ruleAddress: (rule) => `${data.addresses.root}policy/${rule}/`,
    fileAddress: (path) => `${data.addresses.edit}?side=${encodeURIComponent(path.replace(/\.\w+$/, ""))}`,
    fileName: (path) => titles.snippets.get(path.replace(/^.*\/|\.md$/g, "")) ?? path,
    mayAllow: (finding) => finding.here && finding.group !== "allowance" && finding.group !== "template" && data.mayAllow,
    go(finding) {
      const place = marks.placeOf(view.state, finding);
      if (!place) return;
      if (plain && place.from < frontEnd(text())) setView(false);
      marks.goTo(view, place);
    },
    fix(finding, wording) {
      const change = marks.fixChange(view.state, finding, wording);
      if (!change) return;
      view.dispatch({ changes: change, selection: { anchor: change.from + change.insert.length }, scrollIntoView: true, userEvent: "input.fix" });
      part("said").textContent = change.insert ? `Skrev »${change.insert}«.` : "Slettede ordet.";
      view.focus();
    },
    know(finding) {
      known.add(finding.quote.toLowerCase());
      form.elements.words.value = [...known].join(" ");
      spelling = spelling.filter((one) => one.quote.toLowerCase() !== finding.quote.toLowerCase());
      redraw();
    },
    allow: (finding) =>
      exception(part("allow"), finding.message, (reason, until) => {
        view.focus();
        const place = marks.placeOf(view.state, finding);
        if (!reason || !place) return;
        view.dispatch({ changes: written(view.state.doc, place.from, { rule: finding.rule, reason, until, page: data.kind === "procedure" }), userEvent: "input.allow" });
        part("said").textContent = "Undtagelsen er skrevet i teksten.";
      }),
    insert(finding) {
      const { changes, start, end, gap } = ending(text(), finding.insert.trim());
      view.dispatch({
        changes,
        selection: { anchor: start, head: end },
        effects: EditorView.scrollIntoView(start, { y: "center" }),
        userEvent: "input.insert",
      });
      part("said").textContent = gap ? "Indsat. Skriv, hvad der skal stå i parentesen." : "Indsat.";
      view.focus();
    },
  };

  const list = new FindingList(part("findings"), part("summary"), part("said"), acts);
  let plain = data.kind === "letter" && stored("plain") !== "no";

  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      extensions: [
        keymap.of([
          { key: "Alt-Enter", run: () => take() },
          { key: "F8", run: (target) => marks.step(target, true) },
          { key: "Shift-F8", run: (target) => marks.step(target, false) },
          { key: "F6", run: () => (part("summary").closest("section").querySelector("[role=tab][aria-selected=true]").focus(), true) },
          { key: "Mod-s", run: () => (keeper.later(0), true) },
          { key: "Escape", run: (target) => (marks.closeCard(target), false) },
        ]),
        keymap.of([...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        phrases,
        look,
        history(),
        drawSelection(),
        dropCursor(),
        highlightSpecialChars(),
        highlightSelectionMatches(),
        search({ top: false }),
        completion(data),
        lengths(data.maxWords),
        marks.marking,
        marks.cards(acts),
        colours,
        plainView(labels, titles, { on: plain }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": data.label, "aria-describedby": "editor-help", tabindex: "0", lang: "da", spellcheck: "false", autocapitalize: "sentences" }),
        EditorView.updateListener.of(updated),
      ],
    }),
    root: part("place").attachShadow({ mode: "open", delegatesFocus: true }),
  });
  const shadow = part("place").shadowRoot;
  shadow.append(element("p", { id: "editor-help", hidden: true, textContent: data.help }), view.dom);
  const text = () => view.state.doc.toString();

  const keeper = new Keeper({
    address: data.addresses.save,
    token: data.token,
    path: data.path,
    person: data.person,
    base: data.baseSha,
    version: data.version,
    text: area.value,
    tell: telling(part("saved"), part("banner")),
  });
  const shown = part("shown") && new Shown(part("shown"), data, text);
  const check = oneByOne(15, checked);
  const spell = settled(500, spelled);

  function updated(update) {
    if (!update.docChanged) return;
    since = since ? since.compose(update.changes) : update.changes;
    if (update.transactions.some((one) => one.annotation(loaded))) return after();
    keeper.changed(text());
    after();
  }

  function after() {
    check();
    spell();
    shown?.again();
    changed();
  }

  async function checked(signal) {
    const asked = text();
    since = null;
    let answer;
    try {
      answer = await ask(data.addresses.check, { path: data.path, text: asked }, data.token, { signal });
    } catch (fault) {
      part("summary").textContent = fault instanceof Refusal ? fault.message : "Kan ikke tjekke, mens forbindelsen er væk.";
      return;
    }
    labels.clear();
    for (const field of answer.fields) labels.set(field.name, field);
    data.fields = answer.fields;
    const place = placing(asked);
    found = answer.findings.map((finding) => {
      const fix = finding.fix && { text: finding.fix.text, ...place(finding.fix, asked) };
      const here = finding.path === data.path;
      const insert = finding.group === "parts" ? data.inserts[finding.rule] : undefined;
      const forWhom = finding.when && `Gælder ${finding.when.replace(/\b[A-Za-z_]\w*\b/g, (name) => (labels.has(name) ? `»${labels.get(name).label}«` : name))}.`;
      return { ...finding, forWhom, here, ...(here ? place(finding) : {}), fix, wordings: fix ? [fix.text] : [], insert };
    });
    incomplete = answer.incomplete.map((entry) => entry.reason);
    view.dispatch({ effects: setLengths.of(answer.sentences.map((one) => ({ from: place(one).from, words: one.words }))) });
    part("lix").textContent = answer.words ? `Lix ${Math.round(answer.lix)} (${answer.band}), ${answer.words} ord` : "";
    redraw();
    form.dispatchEvent(new CustomEvent("checked"));
  }

  async function spelled(signal) {
    const asked = text();
    let answer;
    try {
      answer = await ask(data.addresses.words, { path: data.path, text: asked }, data.token, { signal });
    } catch (fault) {
      if (fault.name === "AbortError") throw fault;
      return; // the linter's own answer tells when the connection is away
    }
    if (text() !== asked) return; // typed on meanwhile: the next pause asks again
    const place = placing(asked, null);
    spelling = answer.spelling
      .map((one) => ({ rule: "stavning", group: "spelling", severity: "spelling", here: true, quote: one.word, wordings: one.suggestions, message: `»${one.word}« står ikke i ordbogen.`, ...place(one), fix: place(one, asked) }))
      .filter((one) => !known.has(one.quote.toLowerCase()));
    redraw();
  }

  // From code points of the text that was asked about to places in the text as it stands now.
  function placing(asked, moved = since) {
    const unit = fromCodePoints(asked);
    return ({ start, end }, source) => {
      const from = unit(start);
      const to = unit(end);
      const now = moved ? { from: moved.mapPos(from, 1), to: Math.max(moved.mapPos(from, 1), moved.mapPos(to, -1)) } : { from, to };
      return source === undefined ? now : { ...now, was: source.slice(from, to) };
    };
  }

  function redraw() {
    const held = new Map(marks.placed(view.state).map((one) => [one.finding, one]));
    for (const one of [...found, ...spelling]) {
      const now = held.get(one);
      if (!now) continue;
      if (one.fix) one.fix.from += now.from - one.from;
      one.from = now.from;
      one.to = now.to;
    }
    const all = [...found, ...spelling];
    marks.show(view, all, acts);
    list.show(all, incomplete);
    part("count").textContent = String(found.length);
    const errors = found.filter((finding) => finding.severity === "error").length;
    part("stops").hidden = !errors;
    part("stops").textContent = `${many(errors, "fejl", "fejl")} skal rettes, før forslaget kan godkendes.`;
  }

  function take() {
    const finding = marks.underCursor(view.state);
    if (finding) acts.fix(finding, finding.wordings[0]);
    else part("said").textContent = "Her er intet forslag. Gå til næste fund med F8.";
    return true;
  }

  function changed() {
    const panel = part("changes");
    if (!panel.hidden) panel.querySelector("[data-page]").replaceChildren(...redline(data.current, text()));
  }

  function setView(wanted) {
    plain = wanted;
    store("plain", wanted ? "yes" : "no");
    view.dispatch({ effects: setPlain.of(wanted) });
    for (const button of form.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String((button.dataset.view === "plain") === wanted));
  }

  function restore() {
    const kept = keeper.unsent();
    if (!kept) return keeper.forget();
    const saved = area.value;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: kept.text }, annotations: loaded.of(true) });
    keeper.changed(kept.text);
    const note = part("restored");
    const time = new Date(kept.time).toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" });
    note.hidden = false;
    note.querySelector("[data-what]").textContent = `Her er det, du skrev kl. ${time}. Det nåede ikke at blive gemt på serveren, men lå i denne browser.`;
    note.querySelector("button").addEventListener("click", () => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: saved } });
      note.hidden = true;
      view.focus();
    });
  }

  form.classList.add("lively");
  area.hidden = true;
  sending(form, { area, text, keeper, reason: reasonKept(form, `rettesnor.grund.${data.person}.${data.path}`) });
  for (const plainly of document.querySelectorAll("[data-plainly]")) plainly.hidden = true;
  for (const lively of document.querySelectorAll("[data-lively]")) lively.hidden = false;
  for (const button of form.querySelectorAll("[data-view]")) button.addEventListener("click", () => setView(button.dataset.view === "plain"));
  part("next").addEventListener("click", () => marks.step(view, true));
  part("put")?.addEventListener("change", (event) => put(view, event.target));
  tabs(form, {
    chosen(panel) {
      if (panel === "editor.shown") shown.again(0);
      changed();
    },
    leave: () => view.focus(),
  });
  setView(plain);
  restore();
  check(0);
  spell(150);
}

const form = document.querySelector("form[data-editor]");
if (form) start(form);
