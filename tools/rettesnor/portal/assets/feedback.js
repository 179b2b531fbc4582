// Feedback without leaving the page, and the office's answers on it. Without this the form and the link do the same.
"use strict";

function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function sending(form) {
  const button = form.querySelector("[type=submit]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    form.querySelector("[role=alert]")?.remove();
    let told = "Vi kunne ikke sende beskeden. Den står her stadig. Prøv igen om lidt.";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
      });
      const { message, error } = await answer.json();
      if (answer.ok) {
        const thanks = made("p", { className: "message", tabIndex: -1, textContent: message });
        thanks.setAttribute("role", "status");
        form.replaceWith(thanks);
        thanks.focus();
        return;
      }
      told = error ?? told;
    } catch {
      // No connection, or something else than our service answered.
    }
    const alert = made("p", { className: "message warning", textContent: told });
    alert.setAttribute("role", "alert");
    button.parentElement.before(alert);
    button.disabled = false;
  });
}

// The answers are asked for when the reader comes near the end of the page.
function answers(form) {
  const show = async () => {
    const address = new URL("../api/feedback/answers", form.action);
    address.searchParams.set("side", form.elements.side.value);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return;
    const { answers } = await answer.json();
    if (!answers.length) return;
    const list = made("dl", { className: "answered" });
    for (const { question, answer, date } of answers) {
      list.append(made("div", {}, made("dt", { textContent: question }), made("dd", {}, answer, made("span", { className: "note", textContent: ` ${date}` }))));
    }
    const section = made("section", { className: "answers-here" }, made("h2", { textContent: "Spørgsmål og svar om siden" }), list);
    form.closest(".feedback").prepend(section);
  };
  const near = new IntersectionObserver(
    (seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      near.disconnect();
      show();
    },
    { rootMargin: "600px" },
  );
  near.observe(form);
}

for (const form of document.querySelectorAll("form[data-feedback]")) {
  sending(form);
  if (form.dataset.owner !== undefined) answers(form);
}
