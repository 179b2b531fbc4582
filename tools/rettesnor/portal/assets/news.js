// What is new since this browser was last at the news; known to nobody else.
"use strict";

{
  const items = [...document.querySelectorAll("[data-news]")];
  const told = document.querySelector("[data-news-seen]");
  const key = "rettesnor.news";
  let seen = null;
  try {
    seen = localStorage.getItem(key);
  } catch {
    // Forbidden: nothing is marked.
  }
  const time = (item) => Date.parse(item.dataset.news);
  const fresh = seen ? items.filter((item) => time(item) > Number(seen)) : [];
  for (const item of fresh) {
    const badge = Object.assign(document.createElement("span"), { className: "badge info", textContent: "Ny for dig" });
    item.querySelector("time").after(" ", badge);
  }
  if (told && seen) {
    told.textContent = fresh.length
      ? `${fresh.length === 1 ? "1 nyhed" : `${fresh.length} nyheder`}, siden du sidst var her.`
      : "Intet nyt, siden du sidst var her.";
    told.hidden = false;
  }
  // Only the page of all news counts as having seen them.
  if (document.querySelector("[data-news-all]") && items.length) {
    try {
      localStorage.setItem(key, String(Math.max(...items.map(time))));
    } catch {
      // Full or forbidden.
    }
  }
}
