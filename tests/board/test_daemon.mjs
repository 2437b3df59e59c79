// The page of the program itself, beside a simulated centre: `nowthen sim` and `nowthen serve`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertClean, Browser, seriousFaults, shot } from "./support/browser.mjs";
import { Centre } from "./support/daemon.mjs";
import { figuresOf, goTo, shownFigures, signIn, watchConversations } from "./support/steps.mjs";

let browser;
let centre;
before(async () => {
  browser = await Browser.open();
  centre = await Centre.open();
});
after(async () => {
  await browser?.close();
  await centre?.close();
});

async function withBoard(run) {
  const page = await browser.page();
  try {
    await signIn(page, centre.url, centre.token);
    await run(page);
    assertClean(page, centre.url);
  } finally {
    await page.context().close();
  }
}

test("conversations that start appear, go through their states and leave, without the page being loaded again", () => withBoard(async (page) => {
  await page.waitForSelector("#feed.is-fresh");
  await watchConversations(page);
  const happens = (holds) => page.waitForFunction(holds, undefined, { timeout: 180_000 });
  await happens(() => Object.entries(globalThis.story).some(([id, each]) => !globalThis.first.has(id) && each.states.length > 1));
  await happens(() => Object.values(globalThis.story).some((each) => each.isGone && each.states.length > 1));
  assert.equal(await page.evaluate(() => globalThis.stayed), true);
  assert.deepEqual(await seriousFaults(page), []);
  await shot(page, "daemon-now");
}));

test("the slider shows what /api/asof answers for the same instant", () => withBoard(async (page) => {
  const at = "2026-11-20T09:15:00.000Z";
  await goTo(page, `#/at/${at}`, `.board[data-at='${at}']`);
  const board = await centre.json(`/api/asof?at=${at}`);
  assert.ok(board.conversations.length > 5, "there is something to compare");
  assert.deepEqual(await shownFigures(page), figuresOf(board));
  assert.equal(await page.evaluate(() => document.body.dataset.mode), "then");
  await shot(page, "daemon-slider");
}));

test("a conversation of history is drawn with its participants, segments and transfers", async () => {
  const list = await centre.until("/api/conversations?from=2026-11-19T06:00:00.000Z&to=2026-11-20T06:00:00.000Z&limit=500",
    ({ rows }) => rows.some((row) => row.agents > 1 && row.end));
  const { id } = list.rows.find((row) => row.agents > 1 && row.end);
  const whole = await centre.json(`/api/conversations/${id}`);
  await withBoard(async (page) => {
    await goTo(page, `#/conversation/${id}`, ".seg");
    const segments = whole.participants.flatMap((each) => each.sessions.flatMap((session) => session.segments));
    assert.equal(await page.locator(".seg").count(), segments.length);
    assert.equal(await page.locator("#timeline .rows tbody tr").count(), segments.length);
    assert.ok(await page.locator(".transfer").count() > 0, "two agents, so it was handed on");
    assert.equal(await page.locator("#revisions li").count(), whole.revisions.length);
    assert.deepEqual(await seriousFaults(page), []);
    await shot(page, "daemon-conversation");
  });
});

test("the reports add up to what the interface counts", () => withBoard(async (page) => {
  await goTo(page, "#/then", ".tiles .value");
  await page.getByRole("button", { name: "Yesterday" }).click();
  await page.waitForFunction(() => /Thu 19 Nov 2026/.test(document.querySelector(".range-name").textContent));
  const { rows } = await centre.json("/api/volumes?from=2026-11-18T23:00:00.000Z&to=2026-11-19T23:00:00.000Z&by=half_hour");
  const offered = rows.reduce((sum, row) => sum + row.offered, 0);
  await page.waitForFunction((wanted) => Number(document.querySelector(".tiles .value")?.textContent.replaceAll(",", "")) === wanted, offered);
  await page.waitForSelector(".plot canvas");
  await page.waitForSelector("tr[data-outcome]");
  assert.deepEqual(await seriousFaults(page), []);
  await shot(page, "daemon-then");
}));

test("the calendar has each day of the ledger in its state", async () => {
  const trust = await centre.until("/api/trust", ({ days }) => days.length > 0);
  await withBoard(async (page) => {
    await goTo(page, "#/trust", "td[data-state]");
    const shown = await page.evaluate(() => [...document.querySelectorAll("td[data-state]")].map((cell) => cell.dataset.date).sort());
    for (const day of trust.days) assert.ok(shown.includes(day.date), day.date);
    assert.deepEqual(await seriousFaults(page), []);
    await shot(page, "daemon-trust");
  });
});

test("while the platform is away the gap is a banner and the numbers age; when it is back they live again", () => withBoard(async (page) => {
  await page.waitForFunction(() => /^pushed/.test(document.querySelector("#feed").lastChild.textContent));
  const { now } = await centre.json("/api/now");
  await centre.stopSimulator();
  await page.waitForFunction(() => /The feed has a gap\./.test(document.querySelector("#banners")?.textContent ?? ""));
  await page.waitForFunction(() => /^([3-9]|\d\d) s old/.test(document.querySelector("#queues .age").textContent));
  await shot(page, "daemon-gap");
  await centre.startSimulator(new Date(Date.parse(now) + 60_000).toISOString());
  await page.waitForFunction(() => !/The feed has a gap\./.test(document.querySelector("#banners").textContent));
  await page.waitForFunction(() => /^(< )?[01] s old/.test(document.querySelector("#queues .age").textContent));
}));

test("a page that is open while the daemon restarts comes back by itself, at most by way of the login", () => withBoard(async (page) => {
  await centre.stopDaemon();
  await page.waitForFunction(() => /No connection to the daemon|The daemon stops/.test(document.querySelector("#banners")?.textContent ?? ""));
  await shot(page, "daemon-away");
  await centre.startDaemon();
  await page.waitForFunction(() => document.querySelector("#token, #feed.is-fresh, #feed.is-ageing"));
  if (await page.locator("#token").count()) {
    await page.fill("#token", centre.token);
    await page.keyboard.press("Enter");
  }
  await page.waitForSelector(".board");
  await page.waitForFunction(() => /^pushed/.test(document.querySelector("#feed").lastChild.textContent));
}));
