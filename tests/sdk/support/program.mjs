// Our own programs, led to a centre with nothing but their environment.
import { spawn } from "node:child_process";
import { once } from "node:events";

import { credentials, loginPrefix } from "./centre.mjs";

/// Runs the program to its end: `{code, out, err}`.
export function run(centre, ...args) {
  return runBinary(process.env.NOWTHEN_BINARY, centre, args);
}

/// Makes calls of what only the platform has, by the library.
export function callPlatform(centre, ...names) {
  return runBinary(process.env.NOWTHEN_PLATFORM_CALLS, centre, names);
}

async function runBinary(binary, centre, args) {
  const address = `http://127.0.0.1:${centre.port}`;
  const child = spawn(binary, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, HOME: "/nonexistent", GENESYS_BASE_URL: address,
           GENESYS_LOGIN_URL: `${address}${loginPrefix}`, GENESYS_CLIENT_ID: credentials.id,
           GENESYS_CLIENT_SECRET: credentials.secret, NOWTHEN_CONTRACT: "platform",
           NOWTHEN_PLATFORM_PER_MINUTE: "0" },
  });
  const result = { out: "", err: "" };
  child.stdout.on("data", (text) => { result.out += text; });
  child.stderr.on("data", (text) => { result.err += text; });
  [result.code] = await once(child, "close");
  return result;
}
