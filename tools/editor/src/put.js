// »Indsæt …«: a field, a condition around what is marked, a deadline or a shared text.

/** Puts in what was chosen in the menu; the menu goes back to its name. */
export function put(view, menu) {
  const [kind, name] = menu.value.split(":");
  menu.value = "";
  const [before, behind] = AROUND[kind](name);
  const { from, to } = view.state.selection.main;
  const inside = view.state.sliceDoc(from, to);
  view.dispatch({ changes: { from, to, insert: before + inside + behind }, selection: { anchor: from + before.length + inside.length }, userEvent: "input" });
  view.focus();
}

const AROUND = {
  field: (name) => [`{{ ${name} }}`, ""],
  when: (name) => [`{% if ${name} %}`, "{% endif %}"],
  deadline: (name) => [`{{ frist("${name}") }}`, ""],
  snippet: (name) => [`{% include "snippets/${name}.md" %}`, ""],
};
