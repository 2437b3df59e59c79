// Makes the page: a script, a style sheet, what only some views need as a script of its own, each named after its
// content, and index.html that names the first two.
//
//   node bundle.mjs FOLDER
//
// Prints what it made, and what it weighs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/// Names of the files below `folder`, which is emptied first.
export async function bundle(folder, options = {}) {
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) rmSync(join(folder, old), { recursive: true });
  const made = await build({
    absWorkingDir: here,
    entryPoints: { app: "src/main.tsx" },
    entryNames: "[name].[hash]",
    chunkNames: "charts.[hash]",
    splitting: true,
    outdir: folder,
    bundle: true,
    format: "esm",
    target: ["es2021", "chrome100", "firefox102", "safari15.4"],
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    ...options,
  });
  const names = Object.keys(made.metafile.outputs).map((name) => name.split("/").at(-1));
  const page = readFileSync(join(here, "src/index.html"), "utf8")
    .replace("{{css}}", names.find((name) => /^app\..*\.css$/.test(name)))
    .replace("{{js}}", names.find((name) => /^app\..*\.js$/.test(name)));
  writeFileSync(join(folder, "index.html"), page);
  writeFileSync(join(folder, "favicon.svg"), readFileSync(join(here, "src/favicon.svg")));
  return [...names, "index.html", "favicon.svg"];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? join(here, "../build/web/page");
  let [raw, packed] = [0, 0];
  for (const name of await bundle(folder)) {
    const body = readFileSync(join(folder, name));
    raw += body.length;
    packed += gzipSync(body, { level: 9 }).length;
  }
  console.log(`web: ${raw} bytes, ${packed} compressed`);
}
