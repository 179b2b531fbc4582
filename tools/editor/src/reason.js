// Title and reason of what is not sent yet: in this browser until it is sent.

/** Fills the form's fields with what was written before, and keeps what is written now. */
export function reasonKept(form, key) {
  const fields = [form.elements.title, form.elements.why];
  try {
    const kept = JSON.parse(localStorage.getItem(key)) ?? {};
    for (const field of fields) if (kept[field.name] && field.value === field.defaultValue) field.value = kept[field.name];
  } catch {
    // A browser that stores nothing has kept nothing.
  }
  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
    } catch {
      // Full or forbidden: it stands in the form.
    }
  };
  for (const field of fields) field.addEventListener("input", keep);
  return {
    forget() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept.
      }
    },
  };
}
