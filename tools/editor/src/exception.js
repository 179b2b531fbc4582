// An exception to a rule: asked for in a dialog, written into the text with its reason.
import { frontEnd } from "./tags.js";

/** Asks for the reason and the last day; `done` gets both, without a reason where nothing is to be written. */
export function exception(dialog, message, done) {
  const [reason, until] = dialog.querySelectorAll("input");
  dialog.querySelector("[data-what]").textContent = message;
  reason.value = until.value = "";
  dialog.returnValue = "";
  dialog.onclose = () => done(dialog.returnValue === "ja" ? reason.value.trim() : "", until.value);
  dialog.showModal();
}

/** The change that writes it above the paragraph at `place`; a page holds it as a comment in HTML. */
export function written(doc, place, { rule, reason, until, page }) {
  let line = doc.lineAt(place);
  while (line.number > 1 && doc.line(line.number - 1).text.trim()) line = doc.line(line.number - 1);
  const inner = `rettesnor: tillad ${rule}${until ? ` til ${until}` : ""} – ${reason.replace(/[{}#%]|--/g, " ")}`;
  const from = Math.max(line.from, Math.min(frontEnd(doc.toString()), doc.length));
  return { from, insert: page ? `<!-- ${inner} -->\n` : `{# ${inner} #}\n` };
}
