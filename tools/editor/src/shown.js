// The letter as its reader gets it: one case in one channel, drawn by the service.
import { ask, settled } from "./server.js";
import { element } from "./element.js";

export class Shown {
  constructor(panel, data, text) {
    Object.assign(this, { panel, data, text });
    this.page = panel.querySelector("[data-page]");
    this.again = settled(90, (signal) => this.draw(signal));
    for (const field of panel.querySelectorAll("select, input")) field.addEventListener("change", () => this.again(0));
  }

  async draw(signal) {
    if (this.panel.hidden) return;
    const { addresses, token, path } = this.data;
    const channel = this.panel.querySelector("input:checked").value;
    const asked = { path, text: this.text(), case: this.panel.querySelector("select")?.value ?? "", channel };
    let made;
    try {
      made = await ask(addresses.preview, asked, token, { signal });
    } catch (fault) {
      if (fault.name === "AbortError") throw fault;
      made = { error: fault instanceof TypeError ? "Brevet kan ikke vises, mens forbindelsen er væk." : fault.message };
    }
    this.page.className = `shown-letter ${channel}`;
    this.page.replaceChildren(...drawn(made, channel));
    this.page.dispatchEvent(new CustomEvent("drawn"));
  }
}

function drawn(made, channel) {
  if (made.error) {
    const where = made.line ? ` Se linje ${made.line} i kilden.` : "";
    return [element("p", { className: "message warning", textContent: `${made.error}${where}` })];
  }
  if (channel === "papir") {
    const all = made.pages.length + made.more_pages;
    return made.pages.map((picture, index) => element("img", { src: picture, alt: `Side ${index + 1} af ${all}`, width: 596, height: 842 }));
  }
  // What comes here is drawn by our own emitter, which escapes everything that an author or a case wrote.
  const body = element("div", { className: "letter sent" });
  body.innerHTML = made.html;
  return [element("p", { className: "from", textContent: `Fra ${made.sender} i ${made.channel}` }), body];
}
