// What pages can do beyond being read: everything here is an addition, and nothing is lost without it.
"use strict";

const stored = {
  get(key, fallback) {
    try {
      return JSON.parse(localStorage.getItem(`rettesnor.${key}`)) ?? fallback;
    } catch {
      return fallback;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`rettesnor.${key}`, typeof value === "string" ? value : JSON.stringify(value));
    } catch {
      // Full or forbidden: the page works without.
    }
  },
};

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function themeToggle() {
  const button = document.querySelector("[data-theme-toggle]");
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    stored.set("theme", document.documentElement.dataset.theme);
  });
}

function menu() {
  const button = document.querySelector(".menu-toggle");
  const panel = document.getElementById("portal.menu");
  const show = (shown) => {
    const bottom = document.querySelector(".site-header").getBoundingClientRect().bottom;
    document.documentElement.style.setProperty("--header-bottom", `${bottom}px`);
    panel.classList.toggle("shown", shown);
    button.setAttribute("aria-expanded", shown);
    if (shown) panel.querySelector("a").focus();
  };
  button.hidden = false;
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    show(false);
    button.focus();
  });
}

// A term's explanation: on hover, on keyboard focus, and on the first tap; the link itself goes to the glossary.
function terms() {
  let tip = null;
  let owner = null;
  let timer = 0;
  const close = () => {
    tip?.remove();
    owner?.removeAttribute("aria-describedby");
    tip = owner = null;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(close, 200);
  };
  const open = (link) => {
    clearTimeout(timer);
    if (owner === link) return;
    close();
    owner = link;
    tip = element("div", { className: "tip", id: "portal.forklaring", role: "tooltip" });
    tip.append(element("strong", { textContent: link.dataset.term }), link.dataset.definition);
    document.body.append(tip);
    link.setAttribute("aria-describedby", tip.id);
    const place = link.getClientRects()[0];
    const left = Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 16);
    const above = place.top - tip.offsetHeight - 6;
    const top = place.bottom + tip.offsetHeight + 6 > innerHeight && above > 0 ? above : place.bottom + 6;
    tip.style.left = `${Math.max(16, left) + scrollX}px`;
    tip.style.top = `${top + scrollY}px`;
    tip.addEventListener("pointerenter", () => clearTimeout(timer));
    tip.addEventListener("pointerleave", later);
  };
  for (const link of document.querySelectorAll("a.term")) {
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && open(link));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later());
    link.addEventListener("focus", () => open(link));
    link.addEventListener("blur", later);
    link.addEventListener("click", (event) => {
      if (event.pointerType !== "touch" || link.dataset.tapped) return;
      event.preventDefault();
      link.dataset.tapped = "1";
      open(link);
    });
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("pointerdown", (event) => tip && !tip.contains(event.target) && event.target !== owner && close());
}

function copying() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const status = element("span", { className: "copied" });
    status.setAttribute("role", "status");
    button.after(status);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
      status.textContent = "Kopieret";
      setTimeout(() => (status.textContent = ""), 3000);
    });
  }
}

// The pages that were opened last from this browser; known to nobody else.
function visited() {
  const pages = stored.get("visited", []);
  const list = document.querySelector("[data-visited]");
  const title = document.querySelector("article h1")?.textContent.trim();
  const root = new URL(document.querySelector(".brand").getAttribute("href"), location.href).pathname;
  const path = location.pathname.slice(root.length);
  if (list && pages.length) {
    for (const page of pages.slice(0, 4)) {
      list.querySelector("ul").append(element("li", {}, element("a", { href: root + page.path, textContent: page.title })));
    }
    list.hidden = false;
  }
  if (/^(procedures|letters)\/.+\//.test(path) && title && path.split("/").length > 2) {
    const others = pages.filter((page) => page.path !== path);
    stored.set("visited", [{ path, title }, ...others].slice(0, 8));
  }
}

// Marks in the contents where the reader is.
function contents() {
  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (!places.length) return;
  const update = () => {
    const passed = places.filter((place) => place.getBoundingClientRect().top < innerHeight * 0.3);
    const current = (passed.at(-1) ?? places[0]).id;
    for (const [id, link] of links) link.toggleAttribute("aria-current", id === current);
    links.get(current).setAttribute("aria-current", "true");
  };
  addEventListener("scroll", update, { passive: true });
  update();
}

themeToggle();
menu();
terms();
copying();
visited();
contents();
