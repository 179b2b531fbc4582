// The search field: proposals while typing. Without a server the form still leads to the page that says so.
"use strict";

const PAUSE_MS = 90;

function combobox(form) {
  const input = form.querySelector("input");
  const list = Object.assign(document.createElement("ul"), { className: "suggestions", id: `${input.id}-forslag`, hidden: true });
  const status = Object.assign(document.createElement("div"), { className: "visually-hidden" });
  const address = new URL("../api/suggest", form.action);
  let request = null;
  let timer = 0;
  let chosen = -1;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Forslag");
  status.setAttribute("role", "status");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  form.append(list, status);

  const options = () => [...list.children];
  const close = () => {
    clearTimeout(timer);
    request?.abort(); // a late answer does not open again what was closed
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    const all = options();
    chosen = (index + all.length + 1) % (all.length + 1);
    all.forEach((option, number) => option.setAttribute("aria-selected", number === chosen));
    if (chosen === all.length) {
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map((suggestion, number) => {
        const option = Object.assign(document.createElement("li"), { id: `${list.id}-${number}` });
        const title = Object.assign(document.createElement("span"), { textContent: suggestion.text });
        const kind = Object.assign(document.createElement("span"), { className: "kind", textContent: suggestion.kind_name });
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = suggestion.url.startsWith("/") ? new URL(`..${suggestion.url}`, form.action).href : suggestion.url;
        option.append(title, kind);
        return option;
      }),
    );
    list.hidden = suggestions.length === 0;
    chosen = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    status.textContent = suggestions.length === 0 ? "Ingen forslag" : suggestions.length === 1 ? "1 forslag" : `${suggestions.length} forslag`;
  };
  const ask = async () => {
    request?.abort();
    const query = input.value.trim();
    if (query.length < 2) return close();
    request = new AbortController();
    address.searchParams.set("q", query);
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return void ask();
      event.preventDefault();
      if (event.key === "ArrowDown") choose(chosen + 1);
      else choose(chosen === -1 ? options().length - 1 : chosen - 1 < 0 ? options().length : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.href = options()[chosen].dataset.url;
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.href = option.dataset.url;
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("form[data-search]").forEach(combobox);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const input = document.querySelector("form[data-search] input");
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
