import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Centre, credentials } from "./support/centre.mjs";
import { entitiesOf } from "./support/paging.mjs";
import { apis, logIn, refusalOf } from "./support/sdk.mjs";

let centre;
before(async () => {
  centre = await Centre.open("--days", "2", "--per-day", "200", "--limits", "off");
  await logIn(centre);
});
after(() => centre.close());

for (const [name, list] of Object.entries({
  queues: (page) => apis.routing.getRoutingQueues(page),
  users: (page) => apis.users.getUsers(page),
  "wrap-up codes": (page) => apis.routing.getRoutingWrapupcodes(page),
  skills: (page) => apis.routing.getRoutingSkills(page),
  divisions: (page) => apis.authorization.getAuthorizationDivisions(page),
})) {
  test(`small pages of ${name} and large ones give the same, each once`, async () => {
    const large = (await entitiesOf(list, 100)).map((each) => each.id);
    assert.notEqual(large.length, 0);
    assert.equal(new Set(large).size, large.length);
    assert.deepEqual((await entitiesOf(list, 3)).map((each) => each.id), large);
  });

  test(`a page of ${name} says how many there are and where it stands`, async () => {
    const page = await list({ pageSize: 1, pageNumber: 1 });
    assert.equal(page.entities.length, 1);
    assert.equal(page.pageCount, page.total);
    assert.ok(page.selfUri && page.firstUri && page.lastUri);
    assert.equal("nextUri" in page, page.total > 1);
  });
}

test("queues are found by name, id and division, and turned round", async () => {
  const names = async (query) => (await entitiesOf((page) => apis.routing.getRoutingQueues({ ...page, ...query }), 2))
    .map((each) => each.name);
  const all = await entitiesOf((page) => apis.routing.getRoutingQueues(page), 100);
  const [first, second] = all;
  assert.deepEqual(await names({ name: first.name }), [first.name]);
  assert.deepEqual(await names({ name: first.name.slice(1) }), []);
  assert.ok((await names({ name: `*${first.name.slice(1)}` })).includes(first.name));
  assert.deepEqual(await names({ id: [second.id, first.id] }), [first.name, second.name]);
  assert.deepEqual(await names({ divisionId: [first.division.id] }),
    all.filter((each) => each.division.id === first.division.id).map((each) => each.name));
  assert.deepEqual(await names({ sortOrder: "desc" }), all.map((each) => each.name).reverse());
});

for (const [name, list] of Object.entries({
  users: (page) => apis.users.getUsers(page),
  "wrap-up codes": (page) => apis.routing.getRoutingWrapupcodes(page),
  skills: (page) => apis.routing.getRoutingSkills(page),
  divisions: (page) => apis.authorization.getAuthorizationDivisions(page),
})) {
  test(`${name} are found by their ids`, async () => {
    const ids = (await entitiesOf(list, 100)).map((each) => each.id).slice(0, 2);
    assert.deepEqual((await list({ id: [...ids, "nothing"] })).entities.map((each) => each.id), ids);
  });
}

test("an order that is none is refused", async () => {
  const { status, body } = await refusalOf(() => apis.routing.getRoutingQueues({ sortOrder: "up" }));
  assert.deepEqual([status, body.code], [400, "invalid.value"]);
});

test("whatever the records name is in the listings", async () => {
  const named = { queueId: new Set(), userId: new Set(), wrapUpCode: new Set(), divisionIds: new Set() };
  const { conversations } = await apis.analytics.postAnalyticsConversationsDetailsQuery({
    interval: interval(), paging: { pageSize: 100, pageNumber: 1 } });
  for (const conversation of conversations) {
    (conversation.divisionIds ?? []).forEach((id) => named.divisionIds.add(id));
    for (const participant of conversation.participants) {
      if (participant.userId) named.userId.add(participant.userId);
      for (const segment of participant.sessions.flatMap((session) => session.segments ?? [])) {
        if (segment.queueId) named.queueId.add(segment.queueId);
        if (segment.wrapUpCode && !segment.wrapUpCode.startsWith("ININ-")) named.wrapUpCode.add(segment.wrapUpCode);
      }
    }
  }
  const listed = {
    queueId: await entitiesOf((page) => apis.routing.getRoutingQueues(page), 100),
    userId: await entitiesOf((page) => apis.users.getUsers({ ...page, state: "any" }), 100),
    wrapUpCode: await entitiesOf((page) => apis.routing.getRoutingWrapupcodes(page), 100),
    divisionIds: await entitiesOf((page) => apis.authorization.getAuthorizationDivisions(page), 100),
  };
  for (const [dimension, ids] of Object.entries(named)) {
    const known = new Set(listed[dimension].map((each) => each.id));
    assert.notEqual(ids.size, 0, dimension);
    assert.deepEqual([...ids].filter((id) => !known.has(id)), [], dimension);
  }
});

test("the token says whose it is, and of which organisation", async () => {
  const token = await apis.tokens.getTokensMe();
  const organization = await apis.organization.getOrganizationsMe();
  assert.equal(token.OAuthClient.id, credentials.id);
  assert.equal(token.organization.id, organization.id);
});

test("a token that was ended is no good any more", async () => {
  await apis.tokens.headTokensMe();
  await apis.tokens.deleteTokensMe();
  assert.equal((await refusalOf(() => apis.tokens.getTokensMe())).status, 401);
  await logIn(centre);
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

function interval() {
  const end = Date.now();
  return `${new Date(end - 86_400_000).toISOString()}/${new Date(end).toISOString()}`;
}
