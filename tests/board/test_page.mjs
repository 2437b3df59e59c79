// The page over an invented centre: what cannot be had from a simulator at will.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { agents, queues } from "../../web/dev/centre.mjs";
import { serve } from "../../web/dev/serve.mjs";
import { assertClean, Browser, seriousFaults, shot, tabTo } from "./support/browser.mjs";
import { figuresOf, goTo, shownFigures, signIn } from "./support/steps.mjs";

let browser;
before(async () => { browser = await Browser.open(); });
after(() => browser.close());

/// A centre at eleven in the morning of a Thursday, so that there is something to see.
const toEleven = () => Math.round((Date.parse("2026-11-26T10:00:00Z") - Date.now()) / 1_000);

async function withPage(options, run) {
  const centre = await serve({ page: process.env.NOWTHEN_PAGE, ahead: toEleven(), ...options });
  const page = await browser.page(options);
  try {
    await run({ centre, page, url: centre.url });
  } finally {
    await page.context().close();
    await centre.close();
  }
}

const views = { now: ["#/now", ".q"], slider: ["#/at/2026-11-25T08:05:00.000Z", ".board[data-at^='2026-11-25T08:05:00']"],
  then: ["#/then", "tr[data-outcome]"], trust: ["#/trust", "td[data-state]"] };

async function transferred(page) {
  await goTo(page, ...views.then);
  return page.evaluate(async () => {
    const now = Date.parse((await (await fetch("/api/session")).json()).now);
    const url = `/api/conversations?from=${new Date(now - 7_200_000).toISOString()}&to=${new Date(now).toISOString()}`;
    return (await (await fetch(url)).json()).rows.find((row) => row.revisions > 1 && row.end).id;
  });
}

test("a wrong token is refused with a word, the right one opens the board", () => withPage({}, async ({ page, url }) => {
  await page.goto(url);
  await page.fill("#token", "wrong");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /not the token/.test(document.querySelector("#token-problem").textContent));
  await shot(page, "login-refused");
  await signIn(page, url, "dev");
  assertClean(page, url);
}));

test("after too many wrong tokens it says how long to wait", () => withPage({}, async ({ page, url, centre }) => {
  centre.state.wrong = Array.from({ length: 5 }, () => Date.now());
  await page.goto(url);
  await page.fill("#token", "dev");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /Try again in \d+ s/.test(document.querySelector("#token-problem").textContent));
  assert.ok(await page.locator("button[type=submit]").isDisabled());
  assert.ok(page.faults.every((fault) => /429/.test(fault)), String(page.faults));
}));

for (const [width, height] of [[360, 780], [1440, 900], [3840, 2160]]) {
  for (const scheme of ["light", "dark"]) {
    test(`every view at ${width} ${scheme}: nothing serious for axe-core, nothing wider than the screen`, () => withPage({ width, height, scheme }, async ({ page, url }) => {
      await page.goto(url);
      await page.waitForSelector("#token");
      assert.deepEqual(await seriousFaults(page), [], "login");
      await shot(page, `login-${width}-${scheme}`);
      await signIn(page, url, "dev");
      const id = await transferred(page);
      const all = { ...views, conversation: [`#/conversation/${id}`, ".seg"] };
      for (const [name, [hash, ready]] of Object.entries(all)) {
        await goTo(page, hash, ready);
        if (name === "then") await page.waitForSelector(".plot canvas");
        await shot(page, `${name}-${width}-${scheme}`);
        assert.deepEqual(await seriousFaults(page), [], name);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${name} is too wide`);
      }
      assertClean(page, url);
    }));
  }
}

test("a gap of the feed is a banner while it lasts; what is shown ages, stops where it was last seen, and lives again", () => withPage({}, async ({ page, url, centre }) => {
  await signIn(page, url, "dev");
  await page.waitForFunction(() => document.querySelector("#feed.is-fresh"));
  centre.set("cut");
  await page.waitForFunction(() => document.querySelector(".b-gap")?.textContent.includes("The feed has a gap."));
  await page.waitForFunction(() => /^[3-9] s old|^\d\d s old/.test(document.querySelector("#queues .age").textContent));
  assert.match(await page.textContent("#announcer"), /gap|live/);
  await shot(page, "gap");
  centre.state.cutAt -= 120_000;
  await page.waitForSelector(".board.is-stale");
  assert.match(await page.textContent("#banners"), /Genesys Cloud does not answer/);
  assert.deepEqual(await seriousFaults(page), []);
  const longest = await page.textContent("#figure-longest .value");
  const shown = await page.textContent("#clock .clock-time");
  await page.waitForFunction((then) => document.querySelector("#clock .clock-time").textContent !== then, shown);
  assert.equal(await page.textContent("#figure-longest .value"), longest, "a wait that nobody sees does not grow");
  await shot(page, "stale");
  centre.set("mend");
  await page.waitForFunction(() => !document.querySelector(".b-gap") && document.querySelector("#feed.is-fresh"));
  assertClean(page, url);
}));

test("a connection that is lost says so, and comes back by itself", () => withPage({}, async ({ page, url, centre }) => {
  await signIn(page, url, "dev");
  centre.set("hang-up");
  await page.waitForFunction(() => /reconnecting/.test(document.querySelector("#feed").textContent));
  await page.waitForFunction(() => document.querySelector("#feed.is-fresh"));
  assert.equal(await page.locator(".b-stale").count(), 0);
  assertClean(page, url);
}));

test("the end of the session leads to the login, and from there back to where one was", () => withPage({}, async ({ page, url, centre }) => {
  await signIn(page, url, "dev");
  await goTo(page, ...views.trust);
  centre.set("end-sessions");
  await page.waitForFunction(() => /session is over/.test(document.querySelector(".login-lead")?.textContent ?? ""));
  await page.fill("#token", "dev");
  await page.keyboard.press("Enter");
  await page.waitForSelector("td[data-state]");
  assertClean(page, url);
}));

test("before the feed has told anything, and while nothing goes on, the board says so", () => withPage({}, async ({ page, url, centre }) => {
  centre.set("starting");
  await page.goto(url);
  await page.fill("#token", "dev");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".board-blank");
  await shot(page, "starting");
  centre.set("quiet");
  centre.set("started");
  await page.waitForFunction(() => /Nobody is in a conversation/.test(document.querySelector("#agents")?.textContent ?? ""));
  await page.waitForFunction(() => /No conversation goes on/.test(document.querySelector("#conversations").textContent));
  await shot(page, "quiet");
  assert.deepEqual(await seriousFaults(page), []);
  assertClean(page, url);
}));

test("a browser whose clock is wrong by hours shows the same ages and times", () => {
  const script = "{ const Own = Date; const off = 10 * 3_600_000 + 1_234_000; globalThis.Date = class extends Own { constructor(...all) { if (all.length) super(...all); else super(Own.now() + off); } static now() { return Own.now() + off; } }; }";
  return withPage({ script }, async ({ page, url, centre }) => {
    await signIn(page, url, "dev");
    await page.waitForFunction(() => document.querySelector("#feed.is-fresh"));
    const apart = await page.evaluate(async () => {
      const now = (await (await fetch("/api/session")).json()).now;
      return Math.abs(Date.parse(document.querySelector("#clock").dateTime) - Date.parse(now));
    });
    assert.ok(apart < 5_000, `${apart} ms from the server's clock`);
    assert.ok(await page.locator("#queues .age").first().textContent().then((text) => /^(< )?\d s old$/.test(text)));
    assert.equal(centre.state.cutAt, null);
  });
});

test("hostile names are text, cut, isolated, and harmless in every view", () => withPage({ isHostile: true }, async ({ page, url }) => {
  await signIn(page, url, "dev");
  const id = await transferred(page);
  for (const [hash, ready] of [...Object.values(views), [`#/conversation/${id}`, ".seg"]]) {
    await goTo(page, hash, ready);
    const state = await page.evaluate(() => ({
      isRun: "pwned" in globalThis,
      foreign: document.querySelectorAll("img, iframe, object, embed, main script, main b script").length,
      raw: /[\u202a-\u202e\u2066-\u2069\u0000-\u0008]/.test(document.body.innerText),
      width: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      loose: [...document.querySelectorAll("main *")].filter((each) => each.children.length === 0 && /onerror/.test(each.textContent) && !each.closest("bdi, option")).length,
    }));
    assert.deepEqual(state, { isRun: false, foreign: 0, raw: false, width: 0, loose: 0 }, hash);
  }
  await goTo(page, ...views.now);
  const title = await page.locator("bdi[title*='onerror']").first().getAttribute("title");
  assert.ok(title.length > 200, "the whole of it is in the title");
  await shot(page, "hostile");
  assertClean(page, url);
}));

test("the keyboard alone: log in, skip to the content, step through history, play, jump, look at a conversation", () => withPage({}, async ({ page, url }) => {
  const { keyboard } = page;
  await page.goto(url);
  await page.waitForFunction(() => document.activeElement?.id === "token");
  await keyboard.type("dev");
  await keyboard.press("Enter");
  await page.waitForSelector(".board");
  await tabTo(page, ".skip");
  await keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await tabTo(page, "#slider", 300);
  await keyboard.press("PageDown");
  await page.waitForFunction(() => document.body.dataset.mode === "then");
  const from = Date.parse(await page.waitForSelector(".board[data-at]").then((board) => board.getAttribute("data-at")));
  await keyboard.press("ArrowLeft");
  await page.waitForFunction((before) => Date.parse(document.querySelector(".board")?.dataset.at) <= before - 59_000, from);
  await keyboard.press("Shift+Tab");
  await tabTo(page, "#play");
  const still = Date.parse(await page.getAttribute(".board", "data-at"));
  await keyboard.press("Enter");
  await page.waitForFunction((before) => Date.parse(document.querySelector(".board").dataset.at) >= before + 60_000, still);
  await keyboard.press("Enter");
  await tabTo(page, "#to-now");
  await keyboard.press("Enter");
  await page.waitForFunction(() => document.body.dataset.mode === "now");
  await tabTo(page, "nav a[href='#/then']");
  await keyboard.press("Enter");
  await page.waitForSelector("tr[data-outcome]");
  await tabTo(page, "#listing a", 300);
  await keyboard.press("Enter");
  await page.waitForSelector(".seg");
  assertClean(page, url);
}));

test("the slider shows the board of the very instant, and its address is a link to it", () => withPage({}, async ({ page, url }) => {
  await signIn(page, url, "dev");
  await goTo(page, "#/at/2026-11-24T09:12:00.000Z", ".board[data-at='2026-11-24T09:12:00.000Z']");
  const board = await page.evaluate(async () => (await fetch("/api/asof?at=2026-11-24T09:12:00.000Z")).json());
  assert.deepEqual(await shownFigures(page), figuresOf(board));
  assert.match(await page.textContent(".scrub-label"), /Tue 24 Nov 2026, 10:12:00\s*CET/);
  await page.focus("#slider");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => location.hash === "#/at/2026-11-24T09:13:00.000Z");
  assert.match(await page.getAttribute("#slider", "aria-valuetext"), /10:13 CET/);
}));

test("a time that came twice is asked back, one that never was is refused", () => withPage({}, async ({ page, url }) => {
  await signIn(page, url, "dev");
  await page.fill("#jump", "2026-10-25T02:30");
  await page.locator(".jump button[type=submit]").click();
  const choices = page.locator(".jump .problem button");
  await choices.first().waitFor();
  assert.deepEqual(await choices.allTextContents(), ["02:30 CEST (UTC+2)", "02:30 CET (UTC+1)"]);
  await choices.nth(1).click();
  await page.waitForSelector(".board[data-at='2026-10-25T01:30:00.000Z']");
}));

test("before history began nothing is known, and the page says so instead of showing zeros", () => withPage({}, async ({ page, url }) => {
  await signIn(page, url, "dev");
  await goTo(page, "#/at/2020-01-01T00:00:00.000Z", ".scrubber");
  await page.waitForFunction(() => /Nothing is known of this instant|history/i.test(document.querySelector("main").textContent));
}));

test("the queue one looks at, and that only, is listed; numbers below Then add up to those above", () => withPage({}, async ({ page, url }) => {
  await signIn(page, url, "dev");
  await page.locator(".q button").first().click();
  const name = await page.locator(".q.is-chosen bdi").textContent();
  assert.ok((await page.locator("#conversations .c-queue").allTextContents()).every((text) => text === name));
  await goTo(page, ...views.then);
  const sums = await page.evaluate(() => {
    const number = (cell) => Number(cell.textContent.replaceAll(",", ""));
    const of = (table) => [...document.querySelectorAll(`${table} tbody tr td:nth-child(2)`)].reduce((sum, cell) => sum + number(cell), 0);
    return { above: Number(document.querySelector(".tiles .value").textContent.replaceAll(",", "")), media: of("#by-media") };
  });
  assert.equal(sums.media, sums.above);
  await page.selectOption("#then-queue", queues[0].id);
  await page.waitForFunction(() => [...document.querySelectorAll("#listing tbody tr")].length > 0 && [...document.querySelectorAll("#listing tbody td:nth-child(3)")].every((cell) => cell.textContent === "Billing"));
  assert.equal(agents.length, 64);
}));

test("two boards at once show the same", () => withPage({}, async ({ page, url }) => {
  await signIn(page, url, "dev");
  const other = await page.context().newPage();
  await other.goto(url);
  await other.waitForSelector(".board");
  await other.waitForFunction(() => document.querySelector("#feed.is-fresh"));
  await page.waitForFunction(() => document.querySelector("#feed.is-fresh"));
}));

test("a board on which thousands of conversations came and went holds no more than it did", () => withPage({ speed: 240 }, async ({ page, url }) => {
  await signIn(page, url, "dev");
  const session = await page.context().newCDPSession(page);
  const held = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { jsHeapUsedSize } = await session.send("Runtime.getHeapUsage").then(({ usedSize }) => ({ jsHeapUsedSize: usedSize }));
    const { nodes } = await session.send("Memory.getDOMCounters");
    return { heap: jsHeapUsedSize, nodes, at: await page.getAttribute(".board", "data-at") };
  };
  const later = (at, minutes) => page.waitForFunction((wanted) => Date.parse(document.querySelector(".board").dataset.at) > wanted, Date.parse(at) + minutes * 60_000);
  await later(await page.getAttribute(".board", "data-at"), 20);
  const before = await held();
  await later(before.at, 90);
  const now = await held();
  assert.ok(now.heap < before.heap * 1.5 + 2e6, `${before.heap} bytes became ${now.heap}`);
  assert.ok(now.nodes < before.nodes * 2 + 2_000, `${before.nodes} nodes became ${now.nodes}`);
  assertClean(page, url);
}));

test("half an hour before the session ends the page says when", () => withPage({}, async ({ page, url, centre }) => {
  await page.route("**/api/session", async (route) => {
    const reply = await route.fetch();
    if (reply.status() !== 200) return route.fulfill({ response: reply });
    const session = await reply.json();
    return route.fulfill({ response: reply, json: { ...session, until: new Date(Date.parse(session.now) + 20 * 60_000).toISOString() } });
  });
  await signIn(page, url, "dev");
  assert.match(await page.textContent(".session-end"), /^session ends \d\d:\d\d$/);
  assert.ok(centre.port);
}));

test("colours can be chosen and stay chosen", () => withPage({}, async ({ page, url }) => {
  await signIn(page, url, "dev");
  await page.click("#theme");
  await page.click("#theme");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.reload();
  await page.waitForSelector(".board");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
}));
