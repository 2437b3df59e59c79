// The official SDK's way to read history: one details query a page, day by day, until a page comes empty.
//
//   node sdk_loop.mjs FROM TO [PAGE_SIZE [OUTPUT]]
//
// FROM and TO are UTC midnights; server and credentials come from GENESYS_*. Writes each record on a line to OUTPUT,
// and {"count", "seconds", "cpu_seconds", "peak_mib"} to standard output. The packages are those that tests/sdk locks;
// tests/sdk/install gets them.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { createRequire } from "node:module";

const platform = createRequire(new URL("../../tests/sdk/package.json", import.meta.url))("purecloud-platform-client-v2");
const [from, to, pageSize = "100", output = "/dev/null"] = process.argv.slice(2);
const dayMs = 86_400_000;

async function logIn() {
  const client = platform.ApiClient.instance;
  const server = new URL(process.env.GENESYS_BASE_URL);
  const login = process.env.GENESYS_LOGIN_URL;
  client.config.live_reload_config = false;
  client.setGateway({ host: server.hostname, protocol: server.protocol.slice(0, -1), port: Number(server.port),
                      path_params_login: login ? new URL(login).pathname : "" });
  await client.loginClientCredentialsGrant(process.env.GENESYS_CLIENT_ID, process.env.GENESYS_CLIENT_SECRET);
}

async function* pagesOf(interval) {
  const api = new platform.AnalyticsApi();
  for (let pageNumber = 1; ; ++pageNumber) {
    const page = await api.postAnalyticsConversationsDetailsQuery(
      { interval, order: "asc", orderBy: "conversationStart", paging: { pageSize: Number(pageSize), pageNumber } });
    if (!page.conversations) return;
    yield page.conversations;
  }
}

async function main() {
  const file = createWriteStream(output);
  const seen = new Set();
  await logIn();
  for (let day = Date.parse(from); day < Date.parse(to); day += dayMs) {
    for await (const records of pagesOf(`${new Date(day).toISOString()}/${new Date(day + dayMs).toISOString()}`)) {
      for (const record of records) {
        if (seen.has(record.conversationId)) continue;
        seen.add(record.conversationId);
        if (!file.write(`${JSON.stringify(record)}\n`)) await once(file, "drain");
      }
    }
  }
  file.end();
  await once(file, "finish");
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ count: seen.size, seconds: performance.now() / 1000,
                               cpu_seconds: (userCPUTime + systemCPUTime) / 1e6, peak_mib: maxRSS / 1024 }));
}

await main();
