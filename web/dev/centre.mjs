// An invented contact centre for looking at the page: everything follows from the time, so that the board of now, that of
// an instant, the volumes and the timelines tell the same story. Nothing here is a model of anything.

const slot = 1_800_000;
const names = ["Billing", "Sales", "Support", "Claims", "New customers", "Cancellations", "Technical help", "Deliveries",
  "Returns", "Night line", "Partners", "Escalations", "Spanish line", "Complaints", "Invoices by mail", "Archive"];
const weights = [9, 7, 8, 4, 5, 2, 6, 3, 2, 0.3, 0.8, 0.7, 1.2, 1, 1.5, 0];

export const queues = names.map((name, n) => ({ id: `queue-${String(n + 1).padStart(4, "0")}-7d1c-4f0e`, name, weight: weights[n] }));
export const agents = Array.from({ length: 64 }, (_, n) => ({ id: `agent-${String(n + 1).padStart(4, "0")}-33aa-41f2`, name: `Agent ${n + 1}` }));
export const hostile = "\u202e<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>\u0007\u0000‮ " + "very long ".repeat(60);

function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const load = (at) => {
  const date = new Date(at);
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  const weekend = [0, 6].includes(date.getUTCDay()) ? 0.35 : 1;
  return weekend * (0.22 + Math.exp(-(((hour - 10) / 2.6) ** 2)) + 0.8 * Math.exp(-(((hour - 15) / 3) ** 2)));
};
const exponential = (draw, mean) => -Math.log(1 - draw()) * mean;

function one(begin, queue, draw, n) {
  const start = begin + draw() * slot;
  const media = draw() < 0.72 ? "voice" : draw() < 0.6 ? "message" : "email";
  const wait = exponential(draw, 26_000) * (draw() < 0.12 ? 4 : 1);
  const isAbandoned = wait > 45_000 && draw() < 0.35;
  const alert = isAbandoned ? 0 : 3_000 + draw() * 9_000;
  const talk = isAbandoned ? 0 : 45_000 + exponential(draw, 210_000);
  const hold = !isAbandoned && draw() < 0.3 ? 10_000 + exponential(draw, 50_000) : 0;
  const wrap = isAbandoned ? 0 : 8_000 + exponential(draw, 40_000);
  const isTransferred = !isAbandoned && draw() < 0.08;
  const id = `${Math.floor(begin / slot).toString(16).padStart(8, "0")}-${String(queues.indexOf(queue)).padStart(4, "0")}-4${String(n).padStart(3, "0")}-a1b2`;
  const answered = start + wait + alert;
  const held = answered + talk * 0.4;
  return { id, queue, media, start, wait, alert, talk, hold, wrap, isAbandoned, isTransferred, answered, held,
    heldEnd: held + hold, talkEnd: answered + talk + hold, end: isAbandoned ? start + wait : answered + talk + hold + wrap,
    agent: agents[Math.floor(draw() * agents.length)], other: agents[Math.floor(draw() * agents.length)],
    direction: draw() < 0.9 ? "inbound" : "outbound" };
}

const cache = new Map();

/// The conversations of a queue that start in the half hour from `begin`.
function starting(begin, queue) {
  const key = `${begin} ${queue.id}`;
  let found = cache.get(key);
  if (!found) {
    const draw = random(begin / slot * 131 + queues.indexOf(queue) * 7_919);
    const count = Math.round(queue.weight * load(begin) * (0.7 + 0.6 * draw()) * 5);
    found = Array.from({ length: count }, (_, n) => one(begin, queue, draw, n)).sort((a, b) => a.start - b.start);
    if (cache.size > 400_000) cache.clear();
    cache.set(key, found);
  }
  return found;
}

export function* conversationsIn(from, to) {
  for (let begin = Math.floor(from / slot) * slot; begin < to; begin += slot) {
    for (const queue of queues) for (const each of starting(begin, queue)) if (each.start >= from && each.start < to) yield each;
  }
}

export function conversation(id) {
  const begin = parseInt(id.slice(0, 8), 16) * slot;
  const queue = queues[Number(id.slice(9, 13))];
  return Number.isFinite(begin) && queue ? starting(begin, queue).find((each) => each.id === id) : undefined;
}

function stateAt(each, at) {
  if (at < each.start || at >= each.end) return null;
  if (at < each.start + each.wait) return ["waiting", each.start];
  if (at < each.answered) return ["alerting", each.start + each.wait];
  if (each.hold && at >= each.held && at < each.heldEnd) return ["holding", each.held];
  if (at < each.talkEnd) return ["interacting", at < each.held || !each.hold ? each.answered : each.heldEnd];
  return ["wrapping", each.talkEnd];
}

const iso = (at) => new Date(at).toISOString();

export function boardAt(at, { isHostile = false, source = "live" } = {}) {
  const counts = new Map(queues.map((queue) => [queue.id, { id: queue.id, name: isHostile && queue === queues[1] ? hostile : queue.name,
    waiting: 0, alerting: 0, interacting: 0, holding: 0, wrapping: 0, waiting_since: null }]));
  const conversations = [];
  const people = new Map();
  const users = {};
  for (const each of conversationsIn(at - 3 * slot, at + 1)) {
    const found = stateAt(each, at);
    if (!found) continue;
    const [state, since] = found;
    const row = counts.get(each.queue.id);
    row[state] += 1;
    if (state === "waiting" && (!row.waiting_since || iso(since) < row.waiting_since)) row.waiting_since = iso(since);
    const user = state === "waiting" ? "" : each.agent.id;
    conversations.push({ id: each.id, state, since: iso(since), queue: each.queue.id, user, media: each.media,
      direction: each.direction, source, as_of: source === "history" ? iso(each.end + 900_000) : iso(since) });
    if (!user) continue;
    users[user] = isHostile && user === agents[2].id ? hostile : each.agent.name;
    const agent = people.get(user) ?? { id: user, name: users[user], state, since: iso(since), conversations: 0 };
    agent.conversations += 1;
    people.set(user, agent);
  }
  return { at: iso(at), queues: [...counts.values()], conversations, agents: [...people.values()], users };
}

export function volumes(from, to, by, dayBegin) {
  const rows = new Map();
  for (const each of conversationsIn(from, to)) {
    const step = by === "hour" ? 3_600_000 : slot;
    const begin = by === "day" ? dayBegin(each.start) : Math.floor(each.start / step) * step;
    const key = `${begin} ${each.queue.id} ${each.media}`;
    let row = rows.get(key);
    if (!row) {
      row = { begin: iso(begin), queue: each.queue.id, media: each.media, offered: 0, answered: 0, abandoned: 0, within_target: 0,
        handled: 0, wait_ms: 0, handle_ms: 0, talk_ms: 0, held_ms: 0, wrapup_ms: 0, flowed_out: 0 };
      rows.set(key, row);
    }
    row.offered += 1;
    row.wait_ms += Math.round(each.wait + each.alert);
    if (each.isAbandoned) row.abandoned += 1;
    else {
      row.answered += 1;
      row.within_target += each.wait + each.alert <= 30_000 ? 1 : 0;
      row.handled += 1;
      row.talk_ms += Math.round(each.talk);
      row.held_ms += Math.round(each.hold);
      row.wrapup_ms += Math.round(each.wrap);
      row.handle_ms += Math.round(each.talk + each.hold + each.wrap);
      row.flowed_out += 0;
    }
  }
  return [...rows.values()];
}

export function listed(each, now) {
  const isOpen = each.end > now;
  return { id: each.id, start: iso(each.start), end: isOpen ? null : iso(each.end), media: each.media, direction: each.direction,
    queue: each.queue.id, users: each.isAbandoned ? [] : each.isTransferred ? [each.agent.id, each.other.id] : [each.agent.id],
    agents: each.isAbandoned ? 0 : each.isTransferred ? 2 : 1, wait_ms: Math.round(each.wait), handle_ms: each.isAbandoned ? null : Math.round(each.talk + each.hold + each.wrap),
    outcome: isOpen ? "open" : each.isAbandoned ? "abandoned" : "answered", revisions: each.isTransferred ? 3 : 1 };
}

export function whole(each, now, isHostile) {
  const cut = (segments) => segments.filter((s) => s.start < now)
    .map((s) => ({ queue: each.queue.id, wrapup: "", wrapup_note: "", disconnect: "", ...s, start: iso(s.start), end: s.end > now ? null : iso(s.end) }));
  const ivr = Math.min(8_000, each.wait * 0.2);
  const participants = [
    { purpose: "customer", name: isHostile ? hostile : "Caller", user: null, sessions: [{ media: each.media, direction: each.direction,
      segments: cut([{ type: "interact", start: each.start, end: each.isAbandoned ? each.end : each.talkEnd, disconnect: "client" }]) }] },
    { purpose: "ivr", name: "Main menu", user: null, sessions: [{ media: each.media, direction: each.direction,
      segments: cut([{ type: "ivr", start: each.start, end: each.start + ivr, disconnect: "transfer" }]) }] },
    { purpose: "acd", name: each.queue.name, user: null, sessions: [{ queue: each.queue.id, media: each.media, direction: each.direction,
      segments: cut([{ type: "delay", start: each.start + ivr, end: each.start + each.wait, disconnect: each.isAbandoned ? "client" : "transfer" }]) }] },
  ];
  if (!each.isAbandoned) {
    const half = each.answered + each.talk * 0.3;
    const first = each.isTransferred ? [
      { type: "alert", start: each.start + each.wait, end: each.answered }, { type: "interact", start: each.answered, end: half, disconnect: "transfer" },
      { type: "wrapup", start: half, end: half + 12_000, wrapup: "passed-on", wrapup_note: "" }] : [];
    const begin = each.isTransferred ? half : each.answered;
    const hold = each.hold ? [{ type: "interact", start: begin, end: each.held }, { type: "hold", start: each.held, end: each.heldEnd },
      { type: "interact", start: each.heldEnd, end: each.talkEnd, disconnect: "peer" }] : [{ type: "interact", start: begin, end: each.talkEnd, disconnect: "peer" }];
    const last = [...(each.isTransferred ? [] : [{ type: "alert", start: each.start + each.wait, end: each.answered }]), ...hold,
      { type: "wrapup", start: each.talkEnd, end: each.end, wrapup: "solved", wrapup_note: isHostile ? hostile : "Sent the form again" }];
    if (first.length) participants.push({ purpose: "agent", name: each.other.name, user: each.other.id, sessions: [{ queue: each.queue.id, media: each.media, direction: each.direction, segments: cut(first) }] });
    participants.push({ purpose: "agent", name: each.agent.name, user: each.agent.id, sessions: [{ queue: each.queue.id, media: each.media, direction: each.direction, segments: cut(last) }] });
  }
  const row = listed(each, now);
  return { id: each.id, start: row.start, end: row.end, media: each.media, direction: each.direction, deleted_at: null, as_of: iso(each.end + 600_000), surface: "detail", settled_at: null, participants,
    metrics: each.isAbandoned ? [{ name: "tAbandon", value_ms: Math.round(each.wait), emitted_at: iso(each.end) }] : [
      { name: "tWait", value_ms: Math.round(each.wait), emitted_at: iso(each.answered) }, { name: "tAnswered", value_ms: Math.round(each.wait + each.alert), emitted_at: iso(each.answered) },
      { name: "tTalkComplete", value_ms: Math.round(each.talk), emitted_at: iso(each.talkEnd) }, { name: "tHeldComplete", value_ms: Math.round(each.hold), emitted_at: iso(each.talkEnd) },
      { name: "tHandle", value_ms: row.handle_ms, emitted_at: iso(each.end) }],
    revisions: each.isTransferred ? [{ number: 1, as_of: iso(each.end + 600_000), kind: "first", surface: "detail", changes: [] },
      { number: 2, as_of: iso(each.end + 3_600_000), kind: "correction", surface: "detail", changes: [{ path: "participants[3].sessions[0].segments[2].wrapUpCode", was: "", is: "\"passed-on\"" }, { path: "metrics.tHandle", was: "1000", is: String(row.handle_ms) }] },
      { number: 3, as_of: iso(each.end + 90_000_000), kind: "correction", surface: "job", changes: [{ path: "participants[0].attributes.language", was: "\"en\"", is: "\"es\"" }] }] : [{ number: 1, as_of: iso(each.end + 600_000), kind: "first", surface: "detail", changes: [] }],
    names: { [each.queue.id]: each.queue.name, [each.agent.id]: each.agent.name, [each.other.id]: each.other.name, solved: "Solved", "passed-on": "Passed on" } };
}
