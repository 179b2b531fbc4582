// Material for MkDocs' own search worker, run in Node as it runs in a browser: `node material_search.mjs WORKER.js`.
// Reads {"docs": [{location, title, text}], "queries": [...]} and writes for each query the locations found.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import vm from "node:vm";

const worker = process.argv[2];
const run = (path) => vm.runInThisContext(readFileSync(path, "utf8"), { filename: path });
let listener;
let answered;
globalThis.self = globalThis;
globalThis.addEventListener = (_, handler) => { listener = handler; };
globalThis.importScripts = (...paths) => paths.forEach((path) => run(resolve(dirname(worker), path)));
globalThis.postMessage = (message) => answered(message);
console.warn = () => {};
run(worker);
const ask = (message) => new Promise((done) => { answered = done; listener({ data: message }); });

const { docs, queries } = JSON.parse(readFileSync(0, "utf8"));
// What 9.8.1 writes into search_index.json for `lang: da` when nothing else is set.
const config = {
  lang: ["da"], separator: "[\\s\\-]+", pipeline: ["stopWordFilter"],
  fields: { title: { boost: 1000 }, text: { boost: 1 }, tags: { boost: 1000000 } },
};
await ask({ type: 0, data: { config, docs, options: { suggest: false } } });
const answers = [];
for (const query of queries) {
  const { data } = await ask({ type: 2, data: query });
  answers.push(data.items.slice(0, 10).map((group) => group[0].location.split("#")[0]));
}
process.stdout.write(JSON.stringify(answers));
