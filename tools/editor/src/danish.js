// What CodeMirror says, in Danish.
import { EditorState } from "@codemirror/state";

export const phrases = EditorState.phrases.of({
  "Control character": "Styretegn",
  "Selection deleted": "Det markerede er slettet",
  "replaced $ matches": "erstattede $ steder",
  "replaced match on line $": "erstattede på linje $",
  "current match": "det fundne",
  "on line": "på linje",
  "match case": "skeln mellem store og små",
  "by word": "hele ord",
  "replace all": "erstat alle",
  "Go to line": "Gå til linje",
  "No diagnostics": "Ingen fund",
  "Folded lines": "Foldede linjer",
  "Unfolded lines": "Udfoldede linjer",
  Completions: "Forslag",
  Diagnostics: "Fund",
  Find: "Find",
  Replace: "Erstat med",
  all: "alle",
  close: "luk",
  go: "gå",
  next: "næste",
  previous: "forrige",
  regexp: "mønster",
  replace: "erstat",
});

/** »3 fund« or »1 fund«: the same word, and »ét« for one where it reads better. */
export function many(count, one, more) {
  return `${count === 1 ? "1" : count} ${count === 1 ? one : more}`;
}
