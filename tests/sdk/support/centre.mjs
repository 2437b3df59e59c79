// `nowthen sim` as a process of its own, with a witness in front of it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { Judge } from "./judge.mjs";
import { Witness } from "./witness.mjs";

const patienceMs = 60_000;
/// Login stands under another prefix than the API, as on the platform it stands on another host.
export const loginPrefix = "/login";
export const credentials = { id: "nowthen-sim", secret: "nowthen-sim-secret" };

export class Centre {
  #folder = mkdtempSync(join(tmpdir(), "nowthen-sdk-"));
  #process;
  #errors = "";
  #port;
  witness;

  /// A simulator started with these arguments on a port of its own; of the platform's contract unless they say which.
  static async open(...args) {
    const centre = new Centre();
    await centre.#start(args);
    centre.witness = await Witness.inFrontOf(centre.#port, new Judge());
    return centre;
  }

  async #start(args) {
    const portFile = join(this.#folder, "port");
    const contract = args.includes("--contract") ? [] : ["--contract", "platform"];
    this.#process = spawn(process.env.NOWTHEN_BINARY,
      ["sim", ...contract, "--listen", "127.0.0.1:0", "--port-file", portFile,
       "--login-path", loginPrefix, ...args],
      { stdio: ["ignore", "ignore", "pipe"] });
    this.#process.stderr.on("data", (text) => { this.#errors += text; });
    for (const start = Date.now(); !existsSync(portFile); await setTimeout(20)) {
      const gone = this.#process.exitCode !== null;
      assert.ok(!gone && Date.now() - start < patienceMs, `the simulator did not start: ${this.#errors}`);
    }
    this.#port = Number(readFileSync(portFile, "utf8").trim().split(":").at(-1));
  }

  /// The port of the witness, where clients belong.
  get port() {
    return this.witness.port;
  }

  /// Asks `/_sim/PATH` past the witness; with a body, sets it.
  async control(path, body) {
    const options = body && { method: "POST", body: JSON.stringify(body) };
    const reply = await fetch(`http://127.0.0.1:${this.#port}/_sim/${path}`, options);
    assert.equal(reply.status, 200, await reply.clone().text());
    return reply.json();
  }

  /// What is true at the simulated instant, or at a given one.
  truth(at) {
    return this.control(at ? `truth?at=${encodeURIComponent(at)}` : "truth");
  }

  /// Ends the simulator, and fails if one of its replies did not match the models.
  async close() {
    await this.witness.close();
    this.#process.kill("SIGTERM");
    if (this.#process.exitCode === null) await once(this.#process, "exit");
    rmSync(this.#folder, { recursive: true });
    assert.deepEqual([...new Set(this.witness.faults.replies)].slice(0, 20), []);
  }
}
