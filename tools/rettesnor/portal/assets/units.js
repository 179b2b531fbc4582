// The unit that a reader last chose: kept in this browser only, and shown where it does something in its own way.
"use strict";

function rememberUnit(nav) {
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-unit]");
    if (link) stored.set("unit", { id: link.dataset.unit });
  });
  const unit = stored.get("unit", {}).id;
  const own = unit && [...nav.querySelectorAll("a[data-unit]")].find((link) => link.dataset.unit === unit);
  if (!own || own.getAttribute("aria-current")) return;
  const link = element("a", { href: own.href, textContent: `Se, hvordan ${own.textContent} gør` });
  nav.append(element("p", { className: "yours" }, "Du valgte din enhed sidst: ", link, "."));
}

document.querySelectorAll("[data-units]").forEach(rememberUnit);
