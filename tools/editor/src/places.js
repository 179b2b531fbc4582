// The server counts code points, the browser counts UTF-16 units: »æøå« is three of both, an emoji one of the first
// and two of the second.

/** Turns offsets in code points of `text` into offsets in UTF-16. */
export function fromCodePoints(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const wide = []; // code point numbers of the characters that take two units
  let number = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(number);
    number += 1;
  }
  return (offset) => {
    let low = 0;
    let high = wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wide[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  };
}
