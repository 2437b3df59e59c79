import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { Centre, credentials } from "./support/centre.mjs";
import { Judge } from "./support/judge.mjs";
import { Listener } from "./support/listener.mjs";
import { apis, logIn, refusalOf } from "./support/sdk.mjs";

const now = "2026-11-20T12:00:00.000Z";
const steps = ["customer.start", "customer.end", "acd.start", "acd.end", "user.start", "user.end", "flow.start",
               "flow.end", "acw", "wrapup"];
const { notifications, routing } = apis;
const judge = new Judge();

let centre;
let queues;
before(async () => {
  centre = await Centre.open("--seed", "7", "--days", "1", "--per-day", "2000",
    "--now", now, "--speed", "0", "--limits", "off");
  await logIn(centre);
  queues = (await routing.getRoutingQueues({ pageSize: 100 })).entities.map(({ id }) => id);
});
after(() => centre.close());

const conversationsOf = (queue) => ({ id: `v2.routing.queues.${queue}.conversations` });

/// A channel with these topics and a socket on it, gone when the test is.
async function listener(t, topics) {
  const channel = await notifications.postNotificationsChannels();
  await notifications.postNotificationsChannelSubscriptions(channel.id, topics);
  const opened = await Listener.open(channel.connectUri, judge);
  t.after(() => opened.close());
  return Object.assign(opened, { channel });
}

function assertRight(opened) {
  assert.deepEqual([...new Set(opened.faults)].slice(0, 20), []);
}

test("a channel is made, listed and found, and another is not", async () => {
  const channel = await notifications.postNotificationsChannels();
  assert.equal(channel.expires, "2026-11-21T12:00:00.000Z");
  const { entities } = await notifications.getNotificationsChannels({ includechannels: "oauthclient" });
  assert.ok(entities.some(({ id, connectUri }) => id === channel.id && connectUri === channel.connectUri));
  await notifications.headNotificationsChannel(channel.id);
  assert.equal((await refusalOf(() => notifications.headNotificationsChannel("streaming-0-none"))).status, 404);
});

test("topics are added, replaced, listed and removed", async () => {
  const { id } = await notifications.postNotificationsChannels();
  const named = async () => (await notifications.getNotificationsChannelSubscriptions(id)).entities.map((each) => each.id);
  await notifications.postNotificationsChannelSubscriptions(id, [conversationsOf(queues[0])]);
  await notifications.postNotificationsChannelSubscriptions(id, [conversationsOf(queues[1])]);
  assert.deepEqual(await named(), [conversationsOf(queues[0]).id, conversationsOf(queues[1]).id]);
  await notifications.putNotificationsChannelSubscriptions(id, [conversationsOf(queues[2])]);
  assert.deepEqual(await named(), [conversationsOf(queues[2]).id]);
  await notifications.deleteNotificationsChannelSubscriptions(id);
  assert.deepEqual(await named(), []);
});

test("what is rejected is named where errors are ignored, and refuses all where not", async () => {
  const { id } = await notifications.postNotificationsChannels();
  const topics = [{ id: "v2.nonsense" }, conversationsOf(queues[0])];
  const refused = await refusalOf(() => notifications.postNotificationsChannelSubscriptions(id, topics));
  assert.equal(refused.status, 400);
  const { entities } = await notifications.postNotificationsChannelSubscriptions(id, topics, { ignoreErrors: true });
  assert.deepEqual(entities.map(({ state }) => state), ["Rejected", "Permitted"]);
});

test("the topics there are say which permissions they ask for", async () => {
  const { entities } = await notifications.getNotificationsAvailabletopics(
    { expand: ["description", "requiresPermissions", "visibility", "transports", "topicParameters", "enforced"] });
  const topic = entities.find(({ id }) => id === "v2.routing.queues.{id}.conversations");
  assert.deepEqual(topic.requiresPermissions, ["conversation:communication:view"]);
});

test("conversations of queues come through ws as the SDK's models have them", async (t) => {
  const opened = await listener(t, queues.map(conversationsOf));
  await centre.control("clock", { step_seconds: 1800 });
  const frames = await opened.settled();
  assert.ok(frames.length > 200, `${frames.length} frames`);
  assertRight(opened);
  const states = new Set(frames.flatMap((frame) => frame.eventBody.participants ?? [])
    .flatMap((each) => each.calls ?? []).map((call) => call.state));
  for (const state of ["alerting", "connected", "disconnected"]) assert.ok(states.has(state), state);
});

test("the steps of conversations come on topics of their own", async (t) => {
  const start = await centre.control("clock");
  const all = await listener(t, queues.map(conversationsOf));
  await centre.control("clock", { step_seconds: 1200 });
  const ids = new Set((await all.settled()).map((frame) => frame.eventBody.id).filter(Boolean));
  await centre.control("clock", { now: start.now });
  const topics = [...ids].slice(0, 90)
    .flatMap((id) => steps.map((step) => ({ id: `v2.detail.events.conversation.${id}.${step}` })));
  const opened = await listener(t, topics);
  await centre.control("clock", { step_seconds: 3600 });
  const frames = (await opened.settled()).filter((frame) => frame.version);
  assertRight(opened);
  for (const step of steps)
    assert.ok(frames.some((frame) => frame.topicName.endsWith(`.${step}`)), `there was no ${step}`);
});

test("observations and the availability of jobs are told when they change", async (t) => {
  const opened = await listener(t, [...queues.map((queue) => ({ id: `v2.analytics.queues.${queue}.observations` })),
    { id: "v2.analytics.conversations.details.jobs.availability" }]);
  await centre.control("clock", { step_seconds: 3600 });
  const frames = await opened.settled();
  assertRight(opened);
  assert.ok(frames.filter((frame) => frame.eventBody?.group).length > 100);
  assert.equal(frames.filter((frame) => frame.eventBody?.dataAvailabilityDate).length, 1);
});

test("the socket answers pings and takes topics", async (t) => {
  const opened = await listener(t, []);
  opened.send({ message: "subscribe", topics: [conversationsOf(queues[0]).id.toUpperCase()], correlationId: "7" });
  const answer = await opened.until((frame) => frame.result);
  assert.deepEqual(answer, { result: "200", status: "subscribed", correlationId: "7" });
  await opened.settled();
  assertRight(opened);
  const { entities } = await notifications.getNotificationsChannelSubscriptions(opened.channel.id);
  assert.equal(entities[0].id, conversationsOf(queues[0]).id);
});

test("a second socket ends the first, and a channel too many the one used longest ago", async (t) => {
  const first = await listener(t, []);
  const second = await Listener.open(first.channel.connectUri, judge);
  await first.closed();
  assert.ok(second.isOpen);
  for (let number = 0; number < 20; ++number) {
    const { connectUri } = await notifications.postNotificationsChannels();
    const other = await Listener.open(connectUri, judge);
    t.after(() => other.close());
  }
  await second.closed();
  assert.equal((await refusalOf(() => notifications.headNotificationsChannel(first.channel.id))).status, 404);
});

test("the same over TLS", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "nowthen-sdk-"));
  const [portFile, certificate] = [join(folder, "port"), join(folder, "cert.pem")];
  const simulator = spawn(process.env.NOWTHEN_BINARY, ["sim", "--contract", "platform", "--tls", "--listen",
    "127.0.0.1:0", "--port-file", portFile, "--certificate-file", certificate, "--days", "1"], { stdio: "ignore" });
  t.after(async () => {
    simulator.kill("SIGTERM");
    if (simulator.exitCode === null) await once(simulator, "exit");
    rmSync(folder, { recursive: true });
  });
  while (!existsSync(portFile)) await setTimeout(20);
  const port = Number(readFileSync(portFile, "utf8").trim());
  const ca = readFileSync(certificate);
  const post = async (path, headers, body = "") => {
    const asked = request({ host: "127.0.0.1", port, path, method: "POST", headers, ca });
    asked.end(body);
    const [reply] = await once(asked, "response");
    let text = "";
    for await (const chunk of reply) text += chunk;
    return JSON.parse(text);
  };
  const basic = Buffer.from(`${credentials.id}:${credentials.secret}`).toString("base64");
  const { access_token: token } = await post("/oauth/token", { Authorization: `Basic ${basic}`,
    "Content-Type": "application/x-www-form-urlencoded" }, "grant_type=client_credentials");
  const { connectUri } = await post("/api/v2/notifications/channels", { Authorization: `Bearer ${token}` });
  assert.ok(connectUri.startsWith(`wss://127.0.0.1:${port}/`));
  const opened = await Listener.open(connectUri, judge, { ca });
  await opened.settled();
  assertRight(opened);
  opened.close();
});
