// A daemon of paper: the board's interface over an invented centre, to look at the page while it is made.
//
//   npm run dev -- [--port 8901] [--zone Europe/Berlin] [--hostile] [--clock-ahead SECONDS] [--page FOLDER]
//
// The token is `dev`. `POST /_dev/STATE` sets one of: cut, mend, silence, hang-up, end-sessions, hostile, tame, quiet, busy, starting.
import { createServer } from "node:http";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { agents, boardAt, conversation, conversationsIn, listed, queues, volumes, whole } from "./centre.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const types = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml" };
const iso = (at) => new Date(at).toISOString();
const day = 86_400_000;

/// A server that listens; `set` puts it into a state, `close` ends it.
export async function serve({ port = 0, zone = "Europe/Berlin", isHostile = false, ahead = 0, speed = 1, page = join(here, "../../build/web/page") } = {}) {
  const state = { cutAt: null, healed: [], isHostile, isQuiet: false, isStarting: false, sessions: new Set(), streams: new Set(), wrong: [] };
  const opened = Date.now();
  const now = () => Math.round(opened + ahead * 1_000 + (Date.now() - opened) * speed);
  const begin = Math.floor((now() - 75 * day) / day) * day;
  const wall = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", hour: "numeric", minute: "numeric", second: "numeric" });
  const midnight = (at) => {
    const parts = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return Math.floor(at / 1_000) * 1_000 - (parts.hour * 3_600 + parts.minute * 60 + parts.second) * 1_000;
  };

  const gap = () => (state.cutAt === null ? null : { began_at: iso(state.cutAt), ended_at: null, cause: "disconnected", is_healed: false });
  const seen = () => (state.cutAt === null ? now() - 300 : state.cutAt);
  const feed = () => ({ source: state.cutAt === null ? "pushed" : now() - state.cutAt > 20_000 ? "silent" : "asking", seen_until: iso(seen()), why: "",
    trouble: state.cutAt === null ? "" : "connection refused", gap: gap() });
  const board = () => {
    const of = boardAt(seen(), { isHostile: state.isHostile });
    if (state.isQuiet) Object.assign(of, { queues: of.queues.map((queue) => ({ ...queue, waiting: 0, alerting: 0, interacting: 0, holding: 0, wrapping: 0, waiting_since: null })), conversations: [], agents: [] });
    const long = of.queues.filter((queue) => queue.waiting_since && seen() - Date.parse(queue.waiting_since) > 150_000).slice(0, 2);
    return { ...of, now: iso(now()), is_live: true, feed: feed(), doubts: [],
      alerts: long.map((queue) => ({ name: "long wait", since: iso(Date.parse(queue.waiting_since) + 150_000), text: `longest wait in ${queue.name} over 2 min 30 s` })) };
  };
  const gaps = () => [...state.healed, ...(gap() ? [gap()] : []),
    { began_at: iso(now() - 5 * 3_600_000), ended_at: iso(now() - 5 * 3_600_000 + 240_000), cause: "missed_heartbeat", is_healed: true },
    { began_at: iso(now() - 2 * day - 3_600_000), ended_at: iso(now() - 2 * day), cause: "restart", is_healed: false }];
  const dayStates = () => {
    const found = [];
    for (let at = begin + day / 2; at < now(); at += day) {
      const back = (now() - at) / day;
      const ofDay = back < 1 ? "open" : back < 2 ? "provisional" : back < 4 ? "complete" : back < 40 ? "settled" : "re_verified";
      found.push({ date: iso(at).slice(0, 10), state: Math.floor(at / day) % 23 === 0 ? "provisional" : ofDay });
    }
    return found;
  };

  const send = (reply, status, body, headers = {}) => {
    const text = body === undefined ? "" : JSON.stringify(body);
    reply.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers }).end(text);
  };
  const hasSession = (request) => state.sessions.has(/nowthen_session=(\w+)/.exec(request.headers.cookie ?? "")?.[1]) || request.headers.authorization === "Bearer dev";

  async function login(request, reply) {
    let text = "";
    for await (const chunk of request) text += chunk;
    state.wrong = state.wrong.filter((at) => Date.now() - at < 60_000);
    if (state.wrong.length >= 5) return send(reply, 429, { message: "too many wrong tokens", hint: "wait a minute" }, { "Retry-After": "60" });
    if (JSON.parse(text).token !== "dev") {
      state.wrong.push(Date.now());
      return send(reply, 401, { message: "that is not the token", hint: "look where nowthen serve keeps it" });
    }
    const session = Math.random().toString(36).slice(2);
    state.sessions.add(session);
    return reply.writeHead(204, { "Set-Cookie": `nowthen_session=${session}; HttpOnly; SameSite=Strict; Path=/` }).end();
  }

  function events(request, reply) {
    reply.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    let [last, id] = [state.isStarting ? null : board(), 1];
    const tell = (event, data) => reply.write(`id: ${(id += 1)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    reply.write("retry: 1000\n\n");
    if (last) tell("board", last);
    const timer = setInterval(() => {
      if (state.isStarting) return;
      const next = board();
      if (!last) return tell("board", (last = next));
      const differing = (list) => {
        const before = new Map(last[list].map((each) => [each.id, JSON.stringify(each)]));
        return next[list].filter((each) => before.get(each.id) !== JSON.stringify(each));
      };
      const change = { at: next.at, now: next.now, feed: next.feed, doubts: next.doubts, alerts: next.alerts, users: next.users,
        queues: differing("queues"), conversations: differing("conversations"), agents: differing("agents"),
        gone: { conversations: last.conversations.filter((each) => !next.conversations.some((other) => other.id === each.id)).map(({ id: gone }) => gone),
          agents: last.agents.filter((each) => !next.agents.some((other) => other.id === each.id)).map(({ id: gone }) => gone) } };
      const isSame = !change.queues.length && !change.conversations.length && !change.agents.length && !change.gone.conversations.length;
      if (isSame) tell("tick", { now: next.now, feed: next.feed });
      else tell("change", change);
      last = next;
    }, speed > 1 ? 100 : 1_000);
    const stream = { reply, tell, end: () => reply.end() };
    state.streams.add(stream);
    request.on("close", () => {
      clearInterval(timer);
      state.streams.delete(stream);
    });
  }

  function trust() {
    const days = dayStates().map((each, n) => ({ ...each, conversations: 400 + (n * 97) % 900, readings: each.state === "open" ? 1 : 3 + (n % 3), last_read_at: iso(now() - (n % 9) * 3_600_000),
      reopened: n % 19 === 0 ? 1 : 0, set_aside: 0, doubt: each.state === "provisional" ? "the availability of the jobs has not passed this day" : "" }));
    return { days, freshness: [{ surface: "details", until: iso(now() - 240_000) }, { surface: "jobs", until: iso(now() - 26 * 3_600_000) }, { surface: "feed", until: iso(seen()) }], gaps: gaps(),
      incidents: [{ kind: "gap", opened_at: iso(now() - 2 * day), closed_at: null, surface: "feed", begin: iso(now() - 2 * day - 3_600_000), end: iso(now() - 2 * day), conversation: "", message: "the feed was away for an hour and history has not reached it" },
        { kind: "late", opened_at: iso(now() - 3 * day), closed_at: iso(now() - 3 * day + 4_000_000), surface: "details", begin: null, end: null, conversation: [...conversationsIn(now() - 3 * day, now() - 3 * day + 7_200_000)][0]?.id ?? "", message: state.isHostile ? "<b>bold</b>" : "seen live, in history only after fifty minutes" }],
      requests: { feed: 1_204, sync: 8_411 }, sync: { runs: 311, failures: 2, succeeded_at: iso(now() - 95_000), trouble: "", without_jobs: "", late_arrivals: 17, deleted: 3 },
      runs: [0, 1, 2].map((n) => ({ run: 3 - n, command: n === 2 ? "sync" : "serve", started_at: iso(now() - (n + 1) * 7_000_000), ended_at: n ? iso(now() - n * 7_000_000) : null, requests: n ? 900 + n : null, revisions: 40 * n, error: n === 2 ? "the platform answered 503" : null })),
      changed: days.slice(-24).map(({ date }, n) => ({ date, conversations: (n * 13) % 29 })) };
  }

  function api(request, reply, url) {
    const instant = (name) => Date.parse(url.searchParams.get(name) ?? "");
    const chosen = (name, value) => !url.searchParams.has(name) || url.searchParams.getAll(name).includes(value);
    if (url.pathname === "/api/logout") {
      state.sessions.clear();
      return reply.writeHead(204).end();
    }
    if (url.pathname === "/api/session") return send(reply, 200, { until: iso(now() + day / 2), version: "dev", time_zone: zone, now: iso(now()) });
    if (url.pathname === "/api/now") return send(reply, 200, board());
    if (url.pathname === "/api/events") return events(request, reply);
    if (url.pathname === "/api/extent") return send(reply, 200, { begin: iso(begin), end: iso(now()), live_begin: iso(now() - 30 * 3_600_000), days: dayStates(), gaps: gaps() });
    if (url.pathname === "/api/asof") {
      const at = instant("at");
      if (!Number.isFinite(at) || at > now()) return send(reply, 400, { message: "that is no time that was", hint: "" });
      if (at < begin) return send(reply, 404, { message: "history begins later", hint: `it begins ${iso(begin)}` });
      return send(reply, 200, { ...boardAt(at, { isHostile: state.isHostile, source: now() - at > 2 * 3_600_000 ? "history" : "live" }), now: iso(now()), is_live: false, feed: null, alerts: [],
        doubts: gaps().some((each) => !each.is_healed && Date.parse(each.began_at) <= at && at < Date.parse(each.ended_at ?? iso(now()))) ? ["the feed had a gap at that instant, and history has not reached it"] : [] });
    }
    if (url.pathname === "/api/volumes") {
      const by = url.searchParams.get("by") ?? "half_hour";
      const rows = volumes(instant("from"), Math.min(instant("to"), now()), by, midnight).filter((row) => chosen("queue", row.queue) && chosen("media", row.media));
      return send(reply, 200, { by, time_zone: zone, rows, target_ms: 30_000, doubts: [] });
    }
    if (url.pathname === "/api/conversations") {
      const skip = Number(url.searchParams.get("before") || 0);
      const rows = [...conversationsIn(instant("from"), Math.min(instant("to"), now()))].filter((each) => chosen("queue", each.queue.id) && chosen("media", each.media)).sort((a, b) => b.start - a.start);
      return send(reply, 200, { rows: rows.slice(skip, skip + 100).map((each) => listed(each, now())), next: skip + 100 < rows.length ? String(skip + 100) : "",
        names: Object.fromEntries([...queues, ...agents].map(({ id, name }) => [id, name])) });
    }
    if (url.pathname.startsWith("/api/conversations/")) {
      const found = conversation(decodeURIComponent(url.pathname.slice(19)));
      return found ? send(reply, 200, whole(found, now(), state.isHostile)) : send(reply, 404, { message: "that conversation is not held", hint: "" });
    }
    if (url.pathname === "/api/trust") return send(reply, 200, trust());
    return send(reply, 404, { message: "no such thing", hint: "" });
  }

  function file(reply, path) {
    const name = path === "/" ? "index.html" : path.slice(1);
    if (!existsSync(page) || !readdirSync(page).includes(name)) return send(reply, 404, { message: "no such page", hint: "" });
    return reply.writeHead(200, { "Content-Type": types[name.split(".").at(-1)], "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff" }).end(readFileSync(join(page, name)));
  }

  const set = (what) => {
    if (what === "cut") state.cutAt = now();
    if (what === "mend" && state.cutAt !== null) {
      state.healed.push({ ...gap(), ended_at: iso(now()), is_healed: true });
      state.cutAt = null;
    }
    if (what === "hostile" || what === "tame") state.isHostile = what === "hostile";
    if (what === "quiet" || what === "busy") state.isQuiet = what === "quiet";
    if (what === "starting" || what === "started") state.isStarting = what === "starting";
    if (what === "end-sessions") {
      state.sessions.clear();
      for (const stream of state.streams) stream.tell("end", { reason: "session" });
    }
    for (const stream of what === "hang-up" || what === "end-sessions" ? state.streams : []) stream.end();
  };

  const server = createServer((request, reply) => {
    const url = new URL(request.url, "http://localhost");
    if (url.pathname.startsWith("/_dev/")) {
      set(url.pathname.slice(6));
      return send(reply, 200, {});
    }
    if (url.pathname === "/api/login") return void login(request, reply);
    if (!url.pathname.startsWith("/api/")) return file(reply, url.pathname);
    return hasSession(request) ? api(request, reply, url) : send(reply, 401, { message: "no session", hint: "log in" });
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, port: server.address().port, set, state,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string", default: "8901" }, zone: { type: "string", default: "Europe/Berlin" }, hostile: { type: "boolean", default: false }, "clock-ahead": { type: "string", default: "0" }, page: { type: "string" } } });
  const made = await serve({ port: Number(values.port), zone: values.zone, isHostile: values.hostile, ahead: Number(values["clock-ahead"]), ...(values.page ? { page: values.page } : {}) });
  console.log(`${made.url} (token: dev)`);
}
