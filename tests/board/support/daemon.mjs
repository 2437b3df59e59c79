// `nowthen sim` and `nowthen serve` as processes of their own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const patienceMs = 120_000;
const world = ["--contract", "platform", "--seed", "5", "--days", "2", "--limits", "off", "--job-duration", "0"];

async function until(holds, what) {
  for (const start = Date.now(); Date.now() - start < patienceMs; await setTimeout(50)) {
    const found = await holds();
    if (found) return found;
  }
  return assert.fail(`never: ${what()}`);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function environment(extra) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(GENESYS_|NOWTHEN_|XDG_)/.test(name));
  return { ...Object.fromEntries(kept), HOME: "/nonexistent", XDG_CONFIG_HOME: "/nonexistent", ...extra };
}

class Program {
  #said = "";

  constructor(args, env) {
    this.process = spawn(process.env.NOWTHEN_BINARY, args, { env: environment(env), stdio: ["ignore", "ignore", "pipe"] });
    this.process.stderr.on("data", (text) => { this.#said += text; });
  }

  get said() {
    return this.#said;
  }

  get isGone() {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  async end() {
    if (this.isGone) return;
    this.process.kill("SIGTERM");
    await once(this.process, "exit");
  }
}

export class Centre {
  #folder = mkdtempSync(join(tmpdir(), "nowthen-board-"));
  #simulator;
  #simulatorPort = 0;
  #serve;
  #port;

  /// A simulated centre with so many conversations a day, in which the time goes `speed` times as fast, and a daemon
  /// beside it.
  static async open({ speed = 1, perDay = 12_000 } = {}) {
    const centre = new Centre();
    centre.speed = speed;
    centre.perDay = perDay;
    centre.#port = await freePort();
    await centre.startSimulator("2026-11-20T10:00:00Z");
    await centre.startDaemon();
    return centre;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /// Changes the simulator's clock: `speed`, `step_seconds`.
  async setClock(change) {
    const reply = await fetch(`http://127.0.0.1:${this.#simulatorPort}/_sim/clock`, { method: "POST", body: JSON.stringify(change) });
    assert.equal(reply.status, 200, await reply.text());
  }

  get token() {
    return readFileSync(join(this.#folder, "home/default/board-token"), "utf8").trim();
  }

  /// Starts the simulator where it was before, at this simulated instant.
  async startSimulator(now) {
    const portFile = join(this.#folder, "port");
    rmSync(portFile, { force: true });
    this.#simulator = new Program(["sim", ...world, "--per-day", String(this.perDay), "--speed", String(this.speed), "--now", now, "--listen",
      `127.0.0.1:${this.#simulatorPort}`, "--port-file", portFile]);
    await until(() => this.#simulator.isGone || existsSync(portFile), () => `the simulator listens: ${this.#simulator.said}`);
    assert.ok(!this.#simulator.isGone, this.#simulator.said);
    this.#simulatorPort = Number(readFileSync(portFile, "utf8").trim().split(":").at(-1));
  }

  stopSimulator() {
    return this.#simulator.end();
  }

  async startDaemon() {
    this.#serve = new Program(["serve", "--listen", `127.0.0.1:${this.#port}`, "--from", "2026-11-19", "--time-zone", "Europe/Berlin"], {
      GENESYS_BASE_URL: `http://127.0.0.1:${this.#simulatorPort}`, GENESYS_CLIENT_ID: "nowthen-sim", GENESYS_CLIENT_SECRET: "nowthen-sim-secret",
      NOWTHEN_CONTRACT: "platform", NOWTHEN_HOME: join(this.#folder, "home"), NOWTHEN_PLATFORM_PER_MINUTE: "0", NOWTHEN_LIVE_PER_MINUTE: "0", NOWTHEN_HISTORY_PER_MINUTE: "0",
    });
    await until(() => {
      assert.ok(!this.#serve.isGone, `the daemon ended: ${this.#serve.said}`);
      return this.#answers();
    }, () => `the daemon answers: ${this.#serve.said}`);
  }

  async #answers() {
    try {
      return (await this.get("/api/now")).status === 200;
    } catch {
      return false;
    }
  }

  stopDaemon() {
    return this.#serve.end();
  }

  get(path) {
    return fetch(this.url + path, { headers: { Authorization: `Bearer ${this.token}` } });
  }

  async json(path) {
    const reply = await this.get(path);
    assert.equal(reply.status, 200, `${path}: ${await reply.clone().text()}`);
    return reply.json();
  }

  /// Asks until the answer is as wanted, and gives it.
  until(path, holds) {
    let last;
    return until(async () => {
      last = await this.json(path);
      return holds(last) ? last : null;
    }, () => `${path} as wanted: ${JSON.stringify(last).slice(0, 2_000)} ${this.#serve.said}`);
  }

  async close() {
    await this.stopDaemon();
    await this.stopSimulator();
    rmSync(this.#folder, { recursive: true });
  }
}
