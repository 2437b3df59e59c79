// How soon the Now view of a daemon shows something, and what its page weighs. Prints figures, asserts none.
//
//   node first_paint.mjs URL TOKEN [TIMES]        with CHROMIUM in the environment
//
// Each time is a browser profile of its own with a session in it: nothing is in its cache.
import { request } from "node:http";
import { gzipSync } from "node:zlib";

import { chromium } from "playwright-core";

const [url, token, times = "9"] = process.argv.slice(2);
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/// Runs in the page before its own script: notes when the first number of the board stands there.
function watchNumbers() {
  new MutationObserver((_, observer) => {
    if (!/^\d/.test(document.querySelector("#figure-waiting .value")?.textContent ?? "")) return;
    globalThis.firstNumber = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

async function visit(browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.request.post(`${url}/api/login`, { data: { token } });
    await context.addInitScript(watchNumbers);
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => globalThis.firstNumber && performance.getEntriesByName("first-contentful-paint").length > 0);
    return await page.evaluate(() => ({
      paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, number: globalThis.firstNumber,
      files: [location.pathname, ...performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)],
    }));
  } finally {
    await context.close();
  }
}

function bytesOf(path, encoding) {
  return new Promise((resolve, reject) => {
    request(url + path, { headers: { "Accept-Encoding": encoding } }, (reply) => {
      const parts = [];
      reply.on("data", (part) => parts.push(part));
      reply.on("end", () => resolve({ bytes: Buffer.concat(parts), encoding: reply.headers["content-encoding"] ?? "identity" }));
    }).on("error", reject).end();
  });
}

async function weigh(files) {
  const sum = { raw: 0, gzip: 0, sent: 0, files: 0 };
  for (const path of new Set(files.filter((each) => !each.startsWith("/api/")))) {
    const plain = await bytesOf(path, "identity");
    sum.raw += plain.bytes.length;
    sum.gzip += gzipSync(plain.bytes, { level: 9 }).length;
    sum.sent += (await bytesOf(path, "gzip")).bytes.length;
    sum.files += 1;
  }
  return sum;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args });
try {
  await visit(browser); // the first one starts the browser's own processes
  const visits = [];
  for (let n = 0; n < Number(times); n += 1) visits.push(await visit(browser));
  const figure = (name) => {
    const sorted = visits.map((each) => each[name]).sort((a, b) => a - b);
    return `${Math.round(sorted[Math.floor(sorted.length / 2)])} ms (${Math.round(sorted[0])} to ${Math.round(sorted.at(-1))})`;
  };
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  const weight = await weigh(visits[0].files);
  console.log(`first paint of the Now view, ${times} times with nothing cached: ${figure("paint")}; first number: ${figure("number")}`);
  console.log(`its page: ${weight.files} files, ${kb(weight.raw)}, by gzip ${kb(weight.gzip)}; sent to who takes gzip: ${kb(weight.sent)}`);
} finally {
  await browser.close();
}
