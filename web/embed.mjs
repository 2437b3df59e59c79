// Makes the page and a C++ source that has it.
//
//   node embed.mjs FOLDER SOURCE
//
// FOLDER gets the page's files, SOURCE what web_assets.hpp declares.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

import { bundle } from "./bundle.mjs";

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/// An array and not a literal: a literal of this length is none that a compiler has to take.
function array(name, bytes) {
  const characters = Array.from(bytes, (byte) => `'\\x${byte.toString(16).padStart(2, "0")}'`);
  const lines = [];
  for (let at = 0; at < characters.length; at += 32) lines.push(`${characters.slice(at, at + 32).join(",")},`);
  return `constexpr char ${name}[] = {\n${lines.join("\n")}\n};\n`;
}

function source(folder, names) {
  const files = names.sort().map((name, n) => {
    const body = readFileSync(join(folder, name));
    const gzip = gzipSync(body, { level: 9 });
    const digest = createHash("sha256").update(body).digest("hex").slice(0, 32);
    return { path: `/${name}`, type: types[extname(name)], body, gzip, digest, n };
  });
  const rows = files.map(({ path, type, digest, n }) =>
    `    WebAsset{"${path}", "${type}", {body_${n}, sizeof(body_${n})}, {gzip_${n}, sizeof(gzip_${n})}, "\\"${digest}\\""},`);
  return `// Made by web/embed.mjs.
#include "web/web_assets.hpp"

namespace nowthen::web {
namespace {

${files.map(({ body, gzip, n }) => array(`body_${n}`, body) + array(`gzip_${n}`, gzip)).join("")}
constexpr WebAsset assets[] = {
${rows.join("\n")}
};

}  // namespace

std::span<const WebAsset> web_assets() {
  return assets;
}

}  // namespace nowthen::web
`;
}

const [folder, made] = process.argv.slice(2);
writeFileSync(made, source(folder, await bundle(folder)));
