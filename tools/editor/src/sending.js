// The page's own form, sent with the text as it stands in the editor.
import { element } from "./element.js";

export function sending(form, { area, text, keeper, reason }) {
  area.removeAttribute("name");
  const sent = element("input", { type: "hidden", name: "text" });
  form.append(sent);
  let flushed = false;
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.value === "slet") {
      if (confirm("Slet din kladde? Det, du har skrevet her, kan ikke hentes igen.")) return keeper.abandon(), reason.forget();
      return event.preventDefault();
    }
    sent.value = text();
    form.elements.version.value = keeper.version ?? "";
    if (flushed) return;
    event.preventDefault();
    if (!said(form)) return;
    // The server has the text as a draft before it is sent, so that nothing is lost when the sending fails.
    if (!(await keeper.flush())) return;
    flushed = true;
    reason.forget();
    setTimeout(() => form.requestSubmit(button)); // a form that is being submitted cannot be submitted again at once
  });
}

/** Whether title and reason are written; points at the one that is not. */
function said(form) {
  const { title, why } = form.elements;
  const empty = [title, why].find((field) => !field.value.trim());
  if (!empty) return true;
  empty.setAttribute("aria-invalid", "true");
  empty.setCustomValidity(empty === title ? "Skriv en titel." : "Skriv, hvorfor teksten er ændret. Læserne ser din grund.");
  empty.reportValidity();
  empty.addEventListener("input", () => empty.setCustomValidity(""), { once: true });
  return false;
}
