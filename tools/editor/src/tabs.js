// The panels beside the text: one at a time, by mouse, by arrows, and back to the text by F6.

/** `chosen(panel)` is called with the id of the panel that is shown; `leave` goes back to the text. */
export function tabs(form, { chosen, leave }) {
  const all = [...form.querySelectorAll("[role=tab]")];
  const choose = (tab, focus) => {
    for (const each of all) {
      const here = each === tab;
      each.setAttribute("aria-selected", String(here));
      each.tabIndex = here ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = !here;
    }
    if (focus) tab.focus();
    chosen(tab.getAttribute("aria-controls"));
  };
  for (const [index, tab] of all.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (move) choose(all[(index + move + all.length) % all.length], true);
      if (event.key === "F6" || event.key === "Escape") {
        event.preventDefault();
        leave();
      }
    });
  }
  choose(all[0]);
}
