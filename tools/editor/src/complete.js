// Names completed while they are typed: fields, deadlines, shared texts.
import { autocompletion } from "@codemirror/autocomplete";

export function completion(data) {
  const fields = () => data.fields.map((field) => ({ label: field.name, detail: field.label, type: "variable" }));
  const deadlines = data.deadlines.map((rule) => ({ label: rule.id, detail: rule.title, type: "constant" }));
  const snippets = data.snippets.map((one) => ({ label: `snippets/${one.name}.md`, detail: one.title, type: "text" }));
  const words = ["if", "elif", "else", "endif", "for", "endfor", "include"].map((label) => ({ label, type: "keyword" }));

  function source(context) {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const open = Math.max(before.lastIndexOf("{{"), before.lastIndexOf("{%"));
    if (open < 0 || /[%}]\}/.test(before.slice(open + 2))) return null;
    const inside = before.slice(open);
    const quoted = /(frist\(\s*|include\s+)["']([\w./-]*)$/.exec(inside);
    if (quoted) {
      return { from: context.pos - quoted[2].length, options: quoted[1].startsWith("frist") ? deadlines : snippets, validFor: /^[\w./-]*$/ };
    }
    const word = /[\wæøåÆØÅ]*$/.exec(inside)[0];
    if (/["'][^"']*$/.test(inside.replace(/(["'])[^"']*\1/g, "")) || (/\d/.test(word[0] ?? "") && !context.explicit)) return null;
    const first = inside.startsWith("{%") && /^\{%-?\s*\w*$/.test(inside);
    if (first) return { from: context.pos - word.length, options: words, validFor: /^\w*$/ };
    const options = [...fields(), { label: "frist", detail: "sidste dag", apply: 'frist("")', type: "function" }];
    return { from: context.pos - word.length, options, validFor: /^\w*$/ };
  }

  return autocompletion({ override: [source], icons: false, activateOnTyping: true, tooltipClass: () => "completions" });
}
