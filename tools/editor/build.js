// Bundles src/ into one file in the Python package, with the licences of what is in it, and takes addresses of
// package registries out of the lock. The first line of the bundle names what it was made from: a test compares it.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, "../rettesnor/web/assets");

const lock = join(here, "package-lock.json");
writeFileSync(lock, readFileSync(lock, "utf8").replace(/^\s*"resolved": "[^"]*",\n/gm, ""));

const sources = ["build.js", "package-lock.json", ...readdirSync(join(here, "src")).sort().map((name) => `src/${name}`)];
const digest = createHash("sha256");
for (const name of sources) digest.update(`${name}\0`).update(readFileSync(join(here, name))).update("\0");

const made = await build({
  entryPoints: [join(here, "src/main.js")],
  bundle: true,
  format: "iife",
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});
writeFileSync(join(assets, "editor.js"), `/* sources ${digest.digest("hex")}; licences in NOTICE.txt */\n${made.outputFiles[0].text}`);

const packages = new Set();
for (const file of Object.keys(made.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file);
  if (found) packages.add(found[1]);
}
const notices = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}\n`;
});
writeFileSync(
  join(assets, "NOTICE.txt"),
  `editor.js holds these packages, each under its own licence.\n\n${notices.join("\n----\n\n")}`,
);
