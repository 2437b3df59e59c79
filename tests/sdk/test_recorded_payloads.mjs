// What the platform really answered, where it stands beside the project, is held to the same models as the simulator:
// a model that refuses the real thing would judge wrongly.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { Judge } from "./support/judge.mjs";
import { detailPages, jobPages, statesOf } from "./support/paging.mjs";
import { apis, logIn } from "./support/sdk.mjs";

const data = join(process.env.NOWTHEN_SHARED_DIR ?? "/nonexistent", "data");
const skip = !existsSync(data) && "the recorded payloads are not beside the project";
const judge = new Judge();

/// The model of a payload, by the folder it is in and what it looks like.
const models = {
  details: (payload) => ("conversations" in payload ? "AnalyticsConversationQueryResponse"
                                                    : "AnalyticsConversationWithoutAttributes"),
  observations: (payload) => ("userId" in payload.results[0].group ? "UserObservationQueryResponse"
                                                                   : "QueueObservationQueryResponse"),
  aggregates: () => "ConversationAggregateQueryResponse",
  errors: () => "ErrorBody",
};

function faultsOf(folder, payload) {
  if (!("error" in payload)) return judge.faultsOf(models[folder](payload), payload);
  return judge.faultsOfReply({ method: "POST", path: "/oauth/token", status: 400, headers: {}, given: payload });
}

for (const folder of Object.keys(models)) {
  test(`recorded ${folder} match the models`, { skip }, (t) => {
    const files = readdirSync(join(data, folder)).filter((file) => file.endsWith(".json"));
    assert.notEqual(files.length, 0);
    for (const file of files) {
      assert.deepEqual(faultsOf(folder, JSON.parse(readFileSync(join(data, folder, file), "utf8"))), [], file);
      t.diagnostic(`${folder}/${file} matches`);
    }
  });
}

const recorded = () => readdirSync(join(data, "details")).filter((file) => file.endsWith(".json"))
  .map((file) => JSON.parse(readFileSync(join(data, "details", file), "utf8")))
  .flatMap((payload) => payload.conversations ?? [payload]);
const withoutAttributes = (record) => JSON.parse(JSON.stringify(record, (key, value) =>
  (key === "attributes" ? undefined : value)));

test("recorded records come through query, ids and jobs as they were recorded", { skip }, async (t) => {
  const centre = await Centre.open("--records", join(data, "details"), "--speed", "0", "--limits", "off");
  t.after(() => centre.close());
  await logIn(centre);
  for (const record of recorded()) {
    const id = record.conversationId;
    assert.deepEqual(await apis.analytics.getAnalyticsConversationDetails(id), withoutAttributes(record));
    const day = Date.parse(record.conversationStart.slice(0, 10));
    const interval = `${new Date(day).toISOString()}/${new Date(day + 86_400_000).toISOString()}`;
    assert.deepEqual(await found(detailPages({ interval }), id), withoutAttributes(record));
    const { jobId } = await apis.analytics.postAnalyticsConversationsDetailsJobs({ interval });
    assert.equal((await statesOf(jobId)).at(-1), "FULFILLED");
    assert.deepEqual(await found(jobPages(jobId), id), record);
  }
});

/// The record with this id among pages.
async function found(pages, id) {
  for await (const { conversations } of pages)
    for (const each of conversations ?? []) if (each.conversationId === id) return each;
  return undefined;
}
