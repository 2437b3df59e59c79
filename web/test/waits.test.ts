import assert from "node:assert/strict";
import { test } from "node:test";

import { levelOf, patienceFor, queueLevels, targetsOf, waitLevel, worst } from "../src/logic/waits.js";
import type { Conversation, Queue } from "../src/types.js";

const noon = Date.parse("2026-11-20T12:00:00.000Z");
const ago = (ms: number) => new Date(noon - ms).toISOString();

function waiting(news: Partial<Conversation>): Conversation {
  return { id: "c", state: "waiting", since: ago(120_000), queue: "q", user: "", media: "voice", direction: "inbound", source: "live", as_of: null, ...news };
}

function queue(news: Partial<Queue>): Queue {
  return { id: "q", name: "Billing", waiting: 1, alerting: 0, interacting: 0, holding: 0, wrapping: 0, waiting_since: ago(120_000), ...news };
}

test("a call of two minutes waits too long, a chat of two is to be looked at, an e-mail of two is calm", () => {
  const levels = ["voice", "chat", "callback", "message", "email"].map((media) => levelOf(waiting({ media }), noon, new Map()));
  assert.deepEqual(levels, ["too_long", "long", "calm", "calm", "calm"]);
});

test("each level begins with its very millisecond", () => {
  assert.deepEqual([59_999, 60_000, 119_999, 120_000].map((ms) => waitLevel(ms, patienceFor("voice"))), ["calm", "long", "long", "too_long"]);
  assert.deepEqual([14_399_999, 14_400_000, 28_800_000].map((ms) => waitLevel(ms, patienceFor("email"))), ["calm", "long", "too_long"]);
});

test("a medium that nobody thought of is waited for like a call", () => {
  assert.deepEqual(patienceFor("carrier pigeon"), patienceFor("voice"));
  assert.deepEqual(patienceFor("constructor"), patienceFor("voice"));
});

test("a queue's own target comes before what is usual, and one that is none does not", () => {
  const targets = targetsOf([queue({ targets: { email: 60_000 } })]);
  assert.equal(levelOf(waiting({ media: "email" }), noon, targets), "long");
  assert.equal(levelOf(waiting({ media: "email", since: ago(180_000) }), noon, targets), "too_long");
  assert.equal(levelOf(waiting({ media: "email", queue: "another" }), noon, targets), "calm");
  for (const target of [0, -1, NaN]) assert.deepEqual(patienceFor("voice", { voice: target }), patienceFor("voice"));
});

test("a queue is as bad as the worst of those who wait in it, not as the longest wait", () => {
  const conversations = [waiting({ id: "mail", media: "email", since: ago(3_600_000) }), waiting({ id: "call", since: ago(61_000) }),
    waiting({ id: "talks", state: "interacting", since: ago(9_000_000) })];
  const board = { queues: [queue({ waiting: 2, waiting_since: ago(3_600_000) }), queue({ id: "quiet", waiting: 0, waiting_since: null })], conversations };
  assert.deepEqual([...queueLevels(board, noon, new Map())], [["q", "long"]]);
});

test("whoever waits and is not listed is taken for a call", () => {
  assert.deepEqual([...queueLevels({ queues: [queue({})], conversations: [] }, noon, new Map())], [["q", "too_long"]]);
});

test("the worst of no levels is calm", () => {
  assert.equal(worst([]), "calm");
  assert.equal(worst(["long", "calm"]), "long");
});
