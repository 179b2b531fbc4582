// Asks the service. A question that is overtaken by a newer one of the same kind is dropped.

const LONGEST = 10000; // milliseconds for an answer

/** `ask(address, body)`: the answer as JSON; throws `Refusal` with a Danish message, or a TypeError without connection. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export async function ask(address, body, token, { signal, keepalive } = {}) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Rettesnor-Token": token },
    body: JSON.stringify(body),
    signal,
    keepalive,
  });
  if (answer.ok) return answer.json();
  let message = "Tjenesten svarer ikke, som den skal.";
  try {
    message = (await answer.json()).error ?? message;
  } catch {
    // What stands between us and the service answered with a page of its own.
  }
  throw new Refusal(message, answer.status);
}

/** Runs `work(signal)` after a pause in the calls; the newest call stops what the one before it began. */
export function settled(wait, work) {
  let timer = 0;
  let running = null;
  return (delay = wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running?.abort();
      running = new AbortController();
      work(running.signal).catch((fault) => {
        if (fault.name !== "AbortError") throw fault;
      });
    }, delay);
  };
}

/** Runs `work(signal)` for the newest call, one at a time: what is asked meanwhile is asked once, when the answer is there. */
export function oneByOne(wait, work) {
  let timer = 0;
  let busy = false;
  let again = false;
  const run = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await work(AbortSignal.timeout(LONGEST));
    } finally {
      busy = false;
      if (again) {
        again = false;
        run();
      }
    }
  };
  return (delay = wait) => {
    clearTimeout(timer);
    timer = setTimeout(run, delay);
  };
}
