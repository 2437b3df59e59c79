import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Centre, credentials } from "./support/centre.mjs";
import { apis, leadTo, logIn, refusalOf } from "./support/sdk.mjs";

let centre;
before(async () => { centre = await Centre.open("--days", "1", "--limits", "off"); });
after(() => centre.close());

test("the SDK logs in below the login's own path, and lives for a day", async () => {
  const client = await logIn(centre);
  assert.equal(centre.witness.exchanges.at(-1).path, "/login/oauth/token");
  assert.equal(centre.witness.exchanges.at(-1).asked, "grant_type=client_credentials");
  const seconds = (client.authData.tokenExpiryTime - Date.now()) / 1000;
  assert.ok(seconds > 86_000 && seconds <= 86_400, `${seconds} s`);
});

test("there is no login where the API is", async () => {
  const client = leadTo(centre, "");
  const error = await refusalOf(() => client.loginClientCredentialsGrant(credentials.id, credentials.secret));
  assert.equal(error.response.status, 404);
});

test("an unknown client is told so with 400", async () => {
  const error = await refusalOf(() => logIn(centre, { ...credentials, id: "nobody" }));
  assert.equal(error.response.status, 400);
  assert.deepEqual(error.response.data,
    { error: "invalid_client", description: "client not found", error_description: "client not found" });
});

test("a wrong secret is told so with 401", async () => {
  const error = await refusalOf(() => logIn(centre, { ...credentials, secret: "wrong" }));
  assert.equal(error.response.status, 401);
  assert.equal(error.response.data.description, "authentication failed");
});

test("without a token the SDK gets 401 as an error body", async () => {
  leadTo(centre);
  const { status, body } = await refusalOf(() => apis.tokens.getTokensMe());
  assert.equal(status, 401);
  assert.equal(body.code, "authentication.required");
});

test("a token of someone else's making is refused with 401", async () => {
  leadTo(centre).setAccessToken("made-up");
  const { status, body } = await refusalOf(() => apis.tokens.getTokensMe());
  assert.equal(status, 401);
  assert.equal(body.code, "bad.credentials");
});

test("a simulator of both contracts serves the SDK as well", async (t) => {
  const both = await Centre.open("--contract", "both", "--days", "1", "--limits", "off");
  t.after(() => both.close());
  await logIn(both);
  const interval = `${new Date(Date.now() - 86_400_000).toISOString()}/${new Date().toISOString()}`;
  const page = await apis.analytics.postAnalyticsConversationsDetailsQuery({ interval });
  assert.equal(page.conversations.length, 25);
  assert.deepEqual((await apis.conversations.getConversations()).entities, []);
});
