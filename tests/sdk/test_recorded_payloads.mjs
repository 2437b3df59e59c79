// What the platform really answered, where it stands beside the project, is held to the same models as the simulator:
// a model that refuses the real thing would judge wrongly.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Judge } from "./support/judge.mjs";

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
