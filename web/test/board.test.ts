import assert from "node:assert/strict";
import { test } from "node:test";

import { afterChange, afterTick, byState, byUrgency, totals, wholeBoard } from "../src/logic/board.js";
import type { Agent, Board, Change, Conversation, Feed, Queue } from "../src/types.js";

const at = "2026-11-12T09:30:00.000Z";
const feed: Feed = { source: "pushed", seen_until: at, why: "", trouble: "", gap: null };

function queue(id: string, news: Partial<Queue> = {}): Queue {
  return { id, name: id, waiting: 0, alerting: 0, interacting: 0, holding: 0, wrapping: 0, waiting_since: null, ...news };
}

function conversation(id: string, news: Partial<Conversation> = {}): Conversation {
  return { id, state: "waiting", since: at, queue: "q", user: "", media: "voice", direction: "inbound", source: "live", as_of: null, ...news };
}

function board(news: Partial<Board> = {}): Board {
  return wholeBoard({ at, now: at, feed, ...news });
}

function change(news: Partial<Change> = {}): Change {
  return { at, now: at, feed, doubts: [], alerts: [], ...news };
}

test("a change replaces what it names and leaves the rest alone", () => {
  const before = board({ conversations: [conversation("a"), conversation("b")] });
  const after = afterChange(before, change({ conversations: [conversation("b", { state: "alerting", user: "u" })] }));
  assert.deepEqual(after.conversations.map((each) => [each.id, each.state]), [["a", "waiting"], ["b", "alerting"]]);
  assert.equal(before.conversations[1]?.state, "waiting", "what was given is not changed");
});

test("what is new and gone in the same message is gone", () => {
  const after = afterChange(board(), change({ conversations: [conversation("a")], gone: { conversations: ["a"] } }));
  assert.deepEqual(after.conversations, []);
});

test("gone twice, or gone without having been there, does no harm", () => {
  const gone = change({ gone: { conversations: ["a", "x"], agents: ["u"] } });
  const after = afterChange(afterChange(board({ conversations: [conversation("a"), conversation("b")] }), gone), gone);
  assert.deepEqual(after.conversations.map((each) => each.id), ["b"]);
});

test("feed, doubts and alerts are those of the last message, also when they end", () => {
  const before = board({ doubts: ["perhaps"], alerts: [{ name: "n", since: at, text: "t" }] });
  const gap = { began_at: at, ended_at: null, cause: "disconnected", is_healed: false };
  const after = afterChange(before, change({ feed: { ...feed, gap } }));
  assert.deepEqual([after.doubts, after.alerts, after.feed?.gap], [[], [], gap]);
  assert.equal(afterTick(after, { now: at, feed }).feed?.gap, null);
});

test("a message that lacks its lists leaves a board that can be shown", () => {
  const after = afterChange(board(), { at, now: at, feed: null } as unknown as Change);
  assert.deepEqual([after.doubts, after.alerts, after.queues, after.feed], [[], [], [], null]);
  assert.deepEqual(wholeBoard({ at, now: at }).agents, []);
});

test("a board left open keeps only the names that it still needs", () => {
  let now = board();
  for (let n = 0; n < 5_000; n += 1) {
    now = afterChange(now, change({
      conversations: [conversation(`c${n}`, { state: "interacting", user: `u${n}` })],
      gone: { conversations: n > 2 ? [`c${n - 3}`] : [] }, users: { [`u${n}`]: `Agent ${n}` },
    }));
  }
  assert.equal(now.conversations.length, 3);
  assert.ok(Object.keys(now.users).length < 300, "names of those long gone are dropped");
  for (const each of now.conversations) assert.ok(now.users[each.user], "whoever is there has a name");
});

test("an agent who is there without a conversation keeps the name", () => {
  const agent: Agent = { id: "u", name: "Agent 1", state: "wrapping", since: at, conversations: 0 };
  const many = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x${n}`, "gone"]));
  assert.deepEqual(afterChange(board({ agents: [agent], users: { u: "Agent 1", ...many } }), change()).users, { u: "Agent 1" });
});

test("the totals are the queues' sums, and the longest wait is the earliest of them", () => {
  const sum = totals(board({ queues: [
    queue("Sales", { waiting: 2, interacting: 3, waiting_since: "2026-11-12T09:29:00.000Z" }),
    queue("Billing", { waiting: 1, holding: 1, waiting_since: "2026-11-12T09:27:00.000Z" }), queue("Night line")] }));
  assert.deepEqual([sum.waiting, sum.interacting, sum.holding, sum.longest?.queue], [3, 3, 1, "Billing"]);
  assert.equal(totals(board()).longest, null);
});

test("queues stand by urgency: longest wait, then busy, then quiet by name", () => {
  const sorted = byUrgency([queue("B"), queue("A"), queue("busy", { interacting: 1 }),
    queue("late", { waiting: 1, waiting_since: "2026-11-12T09:29:30.000Z" }),
    queue("later", { waiting: 9, waiting_since: "2026-11-12T09:29:50.000Z" })]);
  assert.deepEqual(sorted.map((each) => each.name), ["late", "later", "busy", "A", "B"]);
});

test("conversations stand by state, the oldest of each first", () => {
  const sorted = byState([conversation("a", { state: "interacting" }), conversation("b"),
    conversation("c", { since: "2026-11-12T09:00:00.000Z" })]);
  assert.deepEqual(sorted.map((each) => each.id), ["c", "b", "a"]);
});
