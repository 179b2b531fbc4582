// What this browser remembers of how its user likes the page.

export function stored(name) {
  try {
    return localStorage.getItem(`rettesnor.editor.${name}`);
  } catch {
    return null;
  }
}

export function store(name, value) {
  try {
    localStorage.setItem(`rettesnor.editor.${name}`, value);
  } catch {
    // A browser that stores nothing starts from the usual each time.
  }
}
