// Nothing that is written is lost: each change is kept in the browser at once and on the server a moment later.
import { ask, Refusal } from "./server.js";

const PAUSE = 900;
const AGAIN = [2000, 4000, 8000, 15000];

export class Keeper {
  /** `tell(state, detail)` with »writing«, »saved«, »offline« or »refused«. */
  constructor({ address, token, path, person, base, version, text, tell }) {
    Object.assign(this, { address, token, path, base, version, tell });
    this.key = `rettesnor.kladde.${person}.${path}`;
    this.saved = text;
    this.text = text;
    this.timer = 0;
    this.failures = 0;
    this.busy = false;
    addEventListener("online", () => this.later(0));
    addEventListener("pagehide", () => this.last());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.last());
  }

  /** What this browser holds that the server never got; null where there is nothing. */
  unsent() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept && kept.text !== this.saved ? kept : null;
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // A browser that stores nothing has nothing to forget.
    }
  }

  /** The writer starts over: nothing of this text is to be kept. */
  abandon() {
    clearTimeout(this.timer);
    this.saved = this.text;
    this.forget();
  }

  changed(text) {
    this.text = text;
    try {
      localStorage.setItem(this.key, JSON.stringify({ text, base: this.base, time: Date.now() }));
    } catch {
      // Full or forbidden: the server's copy is the only one.
    }
    this.tell("writing");
    this.later(PAUSE);
  }

  /** Whether the server has everything now. */
  async flush() {
    clearTimeout(this.timer);
    while (this.busy) await new Promise((done) => setTimeout(done, 50));
    await this.send();
    return this.text === this.saved;
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async send() {
    if (this.busy || this.text === this.saved) return;
    this.busy = true;
    const { text } = this;
    try {
      const answer = await ask(this.address, { path: this.path, text, base: this.base, version: this.version }, this.token);
      this.saved = text;
      this.version = answer.version;
      this.failures = 0;
      if (this.text === text) {
        this.forget();
        this.tell("saved", answer);
      }
    } catch (fault) {
      this.failures += 1;
      const refused = fault instanceof Refusal && fault.status < 500;
      this.tell(refused ? "refused" : "offline", refused ? fault : null);
      if (!refused || fault.status === 429) this.later(AGAIN[Math.min(this.failures, AGAIN.length) - 1]);
    } finally {
      this.busy = false;
    }
    if (this.text !== text && !this.failures) this.later(PAUSE);
  }

  // The page goes away: one last try, and the browser's own copy stays until the server has answered.
  last() {
    if (this.text === this.saved) return;
    ask(this.address, { path: this.path, text: this.text, base: this.base, version: this.version }, this.token, { keepalive: true }).catch(() => {});
  }
}
