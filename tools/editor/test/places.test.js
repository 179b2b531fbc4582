import assert from "node:assert/strict";
import { test } from "node:test";
import { fromCodePoints } from "../src/places.js";

test("Danish letters are one of both", () => {
  assert.equal(fromCodePoints("æøå jobplan")(4), 4);
});

test("every place after an emoji moves by one", () => {
  const text = "Hej 👋🏽 jobplan 🙂 slut";
  const place = fromCodePoints(text);
  const points = [...text];
  for (let offset = 0; offset <= points.length; offset += 1) {
    assert.equal(place(offset), points.slice(0, offset).join("").length);
  }
});
