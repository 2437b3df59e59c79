// A judge that is never shown a field has not judged it: records of the made world have every part that records have.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { detailPages, jobPages, statesOf } from "./support/paging.mjs";
import { apis, logIn } from "./support/sdk.mjs";

/// The names of all fields below a value.
function fieldsOf(value, names = new Set()) {
  if (Array.isArray(value)) value.forEach((each) => fieldsOf(each, names));
  else if (value !== null && typeof value === "object")
    for (const [name, each] of Object.entries(value)) fieldsOf(each, names.add(name));
  return names;
}

test("a job's records have whatever a record can have, and attributes there alone", async (t) => {
  const centre = await Centre.open("--seed", "7", "--days", "4", "--per-day", "1500", "--now", "2026-11-20T15:00:00.000Z",
    "--speed", "0", "--limits", "off");
  t.after(() => centre.close());
  await logIn(centre);
  const interval = "2026-11-17T00:00:00.000Z/2026-11-20T00:00:00.000Z";
  const { jobId } = await apis.analytics.postAnalyticsConversationsDetailsJobs({ interval });
  await statesOf(jobId);
  const ofJob = new Set();
  for await (const page of jobPages(jobId)) fieldsOf(page, ofJob);
  const parts = ["participants", "sessions", "segments", "metrics", "mediaEndpointStats", "flow", "outcomes",
    "agentGroups", "proposedAgents", "scoredAgents", "evaluations", "surveys", "resolutions", "attributes"];
  assert.deepEqual(parts.filter((part) => !ofJob.has(part)), []);
  const ofQuery = new Set();
  for await (const page of detailPages({ interval })) fieldsOf(page, ofQuery);
  assert.deepEqual(parts.filter((part) => !ofQuery.has(part)), ["attributes"]);
});
