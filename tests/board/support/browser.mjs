// Chromium, and a page in it that tells what it should not have done.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import axe from "axe-core";
import { chromium } from "playwright-core";

/// What Chromium writes by itself for an answer that is a refusal, or none.
const refusals = /Failed to load resource: (the server responded with a status of 401|net::ERR_(CONNECTION|INCOMPLETE_CHUNKED|EMPTY_RESPONSE))/;

export class Browser {
  #browser;

  static async open() {
    const opened = new Browser();
    // A sandbox needs another user than root; the pages are our own.
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    opened.#browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args });
    return opened;
  }

  /// A page of a profile of its own. `script` runs in it before anything else does.
  async page({ width = 1440, height = 900, scheme = "light", script, motion = "reduce" } = {}) {
    const context = await this.#browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: motion });
    if (script) await context.addInitScript(script);
    return watched(await context.newPage());
  }

  close() {
    return this.#browser.close();
  }
}

function watched(page) {
  page.faults = [];
  page.origins = new Set();
  page.setDefaultTimeout(60_000);
  page.on("console", (message) => {
    const isLoud = ["error", "warning"].includes(message.type());
    if (isLoud && !refusals.test(message.text())) page.faults.push(message.text());
  });
  page.on("pageerror", (error) => page.faults.push(`${error.stack}`));
  page.on("request", (request) => page.origins.add(new URL(request.url()).origin));
  return page;
}

/// Nothing was complained about, and nobody but the daemon was asked.
export function assertClean(page, url) {
  assert.deepEqual(page.faults, []);
  assert.deepEqual([...page.origins].filter((origin) => origin !== new URL(url).origin && origin !== "null"), []);
}

/// What axe-core finds serious or worse, as one line each.
export async function seriousFaults(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} (${node.failureSummary?.split("\n")[1]?.trim().slice(0, 160)})`).join(" | ")}`);
}

export async function shot(page, name) {
  const folder = process.env.NOWTHEN_SCREENSHOTS;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/// Presses Tab until the element has the focus.
export async function tabTo(page, selector, most = 80) {
  for (let n = 0; n < most; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} cannot be reached by ${most} tabs`);
}
