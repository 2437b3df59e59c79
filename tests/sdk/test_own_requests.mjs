// What the program asks for is held to the SDK's models, and what it makes of the replies to the truth.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { callPlatform, run } from "./support/program.mjs";

const now = "2026-11-20T15:00:00.000Z";
const range = ["--from", "2026-11-18T00:00:00Z", "--to", now];

let centre;
let truth;
before(async () => {
  centre = await Centre.open("--seed", "7", "--days", "2", "--per-day", "300",
    "--now", now, "--speed", "0", "--limits", "off");
  truth = await centre.truth();
});
after(() => centre.close());

/// Runs a command that must come to an end well, every request of it right; gives its records and its exchanges.
async function rightly(...args) {
  const before = centre.witness.exchanges.length;
  const { code, out, err } = await run(centre, ...args);
  assert.equal(code, 0, err);
  assert.deepEqual(centre.witness.faults.requests, []);
  const exchanges = centre.witness.exchanges.slice(before);
  assert.notEqual(exchanges.length, 0);
  return { exchanges, out };
}

/// The same for a listing, with its records.
async function listing(...args) {
  const { exchanges, out } = await rightly(...args, "--format", "ndjson");
  const records = out.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return { records, ids: records.map((each) => each.conversationId).sort(), exchanges };
}

test("the program logs in as the SDK does", async () => {
  const { exchanges } = await rightly("auth");
  const login = exchanges.find((each) => each.path.endsWith("/oauth/token"));
  assert.equal(login.path, "/login/oauth/token");
  assert.equal(login.asked, "grant_type=client_credentials");
  assert.match(login.authorization, /^Basic$/);
});

test("history asks rightly and gives what is over and what is going on, each once", async () => {
  const { ids } = await listing("history", ...range);
  assert.equal(new Set(ids).size, ids.length);
  const listed = new Set(ids);
  assert.deepEqual(truth.history.filter((each) => !listed.has(each.id)), []);
  const known = new Set([...truth.history, ...truth.open].map((each) => each.id).concat(truth.pending));
  assert.deepEqual(ids.filter((id) => !known.has(id)), []);
});

for (const filter of [["--media", "voice"], ["--media", "voice,email"], ["--direction", "outbound"],
                      ["--media", "message", "--direction", "inbound"]]) {
  test(`history ${filter.join(" ")} asks rightly`, async () => {
    const { records } = await listing("history", ...range, ...filter);
    assert.notEqual(records.length, 0);
  });
}

test("history of one queue asks rightly and gives that queue's alone", async () => {
  const { queueId } = truth.history.find((each) => each.queueId);
  const { records } = await listing("history", ...range, "--queue", queueId);
  assert.notEqual(records.length, 0);
  for (const record of records) assert.match(JSON.stringify(record), new RegExp(queueId));
});

test("a range of 80 days is asked for in parts that the platform takes", async () => {
  const { exchanges } = await listing("history", "--from", "2026-09-01T00:00:00Z", "--to", now);
  const days = exchanges.filter((each) => each.asked?.interval)
    .map(({ asked }) => asked.interval.split("/").map(Date.parse)).map(([begin, end]) => (end - begin) / 86_400_000);
  assert.ok(days.length >= 3 && Math.max(...days) <= 31, String(days));
});

test("live asks rightly and gives what has no end", async () => {
  const { records, ids } = await listing("live");
  assert.deepEqual(records.filter((each) => each.conversationEnd), []);
  const listed = new Set(ids);
  assert.deepEqual(truth.open.filter((each) => !listed.has(each.id)), []);
});

test("live of one media type asks rightly", async () => {
  await listing("live", "--media", "voice");
});

test("a comparison asks rightly", async () => {
  await rightly("compare", "--format", "json");
});

/// Calls that must come to an end well, every request of them right; gives what each gave, by name.
async function called(...names) {
  const { code, out, err } = await callPlatform(centre, ...names);
  assert.equal(code, 0, out + err);
  assert.deepEqual(centre.witness.faults.requests, []);
  return Object.fromEntries(out.split("\n").filter(Boolean).map((line) => line.split(" "))
    .map(([name, count]) => [name, Number(count)]));
}

test("jobs are asked for rightly, with filters of every kind", async () => {
  const counts = await called("job", "filtered-job", "cancel", "availability");
  assert.ok(counts.job > 0 && counts["filtered-job"] <= counts.job);
  assert.deepEqual([counts.cancel, counts.availability], [1, 1]);
});

test("conversations are asked for rightly by their ids", async () => {
  assert.deepEqual(await called("ids"), { ids: 3 });
});

test("whatever else only the platform has is asked for rightly, however it is answered", async () => {
  const before = centre.witness.exchanges.length;
  await callPlatform(centre, "activity", "queue-observations", "user-observations", "aggregates", "queues", "users",
    "wrapup-codes", "skills", "divisions", "token", "organization");
  assert.deepEqual(centre.witness.faults.requests, []);
  const asked = centre.witness.exchanges.slice(before).map((each) => each.path);
  assert.equal(new Set(asked.filter((path) => !path.endsWith("/oauth/token"))).size, 11, String(asked));
});
