// Where a missing part goes: above the greeting and the names that end the letter.
const CLOSING = /^(?:med )?venlig hilsen\b|(?:^[ \t]*\{\{[^{}]*\}\}[ \t]*\n*)+\s*$(?![^])/im;

/** The change that puts `wanted` there, and what is to be marked: the first gap in square brackets, or all of it. */
export function ending(text, wanted) {
  const from = CLOSING.exec(text)?.index ?? text.length;
  const before = text.slice(0, from).endsWith("\n\n") ? "" : text.slice(0, from).endsWith("\n") ? "\n" : "\n\n";
  const gap = /\[[^\]]*\]/.exec(wanted);
  const start = from + before.length + (gap?.index ?? 0);
  const end = start + (gap ? gap[0].length : wanted.length);
  return { changes: { from, insert: `${before}${wanted}\n\n` }, start, end, gap: gap !== null };
}
