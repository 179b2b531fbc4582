// Runs before the page is drawn, so that a chosen light or dark look does not flicker.
"use strict";
try {
  const theme = localStorage.getItem("rettesnor.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // A browser that stores nothing follows the system's own choice.
}
document.documentElement.classList.add("scripted");
