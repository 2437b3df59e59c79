import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { apis, logIn, openCentre, refusalOf } from "./support/sdk.mjs";

let centre;
before(async () => {
  centre = await openCentre("--seed", "7", "--days", "2", "--per-day", "300",
    "--now", "2026-11-20T13:00:00.000Z", "--speed", "0", "--limits", "off");
  await logIn(centre);
});
after(() => centre.close());

const listings = {
  queues: (page) => apis.routing.getRoutingQueues(page),
  users: (page) => apis.users.getUsers({ ...page, state: "any" }),
  "wrap-up codes": (page) => apis.routing.getRoutingWrapupcodes(page),
  skills: (page) => apis.routing.getRoutingSkills(page),
  divisions: (page) => apis.authorization.getAuthorizationDivisions(page),
};

async function paged(list) {
  const entities = [];
  for (let pageNumber = 1, pageCount = 1; pageNumber <= pageCount; ++pageNumber) {
    const page = await list({ pageSize: 3, pageNumber });
    entities.push(...page.entities);
    ({ pageCount } = page);
  }
  return entities;
}

for (const [name, list] of Object.entries(listings))
  test(`${name} are listed page by page as they are at once, by name`, async () => {
    const { entities, total } = await list({ pageSize: 100 });
    assert.ok(total > 0 && entities.length === total);
    assert.deepEqual(await paged(list), entities);
    const names = entities.map((entity) => entity.name);
    assert.deepEqual(names, [...names].sort());
  });

test("a page of more than a hundred is refused", async () => {
  const { status, body } = await refusalOf(() => apis.routing.getRoutingQueues({ pageSize: 101 }));
  assert.deepEqual([status, body.code], [400, "invalid.value"]);
});

test("those who left are listed when they are asked for", async () => {
  const states = async (state) => (await apis.users.getUsers({ state, pageSize: 100 })).entities.map((user) => user.state);
  assert.deepEqual(new Set(await states("active")), new Set(["active"]));
  assert.deepEqual(new Set(await states("any")), new Set(["active", "inactive", "deleted"]));
});

test("a token says whose it is, and is good until it is ended", async () => {
  const { organization, OAuthClient } = await apis.tokens.getTokensMe();
  assert.equal(OAuthClient.name, "nowthen-sim");
  assert.equal((await apis.organization.getOrganizationsMe()).id, organization.id);
  await apis.tokens.headTokensMe();
  await apis.tokens.deleteTokensMe();
  assert.equal((await refusalOf(() => apis.tokens.getTokensMe())).status, 401);
  await logIn(centre);
});
