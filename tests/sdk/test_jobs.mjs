import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Centre } from "./support/centre.mjs";
import { detailPages, idsOf, jobPages, statesOf } from "./support/paging.mjs";
import { apis, logIn, refusalOf } from "./support/sdk.mjs";

const now = "2026-11-20T15:00:00.000Z";
const closedDay = "2026-11-18T00:00:00.000Z/2026-11-19T00:00:00.000Z";
const nobody = "00000000-0000-4000-8000-000000000001";
const { analytics } = apis;

let centre;
before(async () => {
  centre = await Centre.open("--seed", "7", "--days", "3", "--per-day", "300",
    "--now", now, "--speed", "0", "--limits", "off");
  await logIn(centre);
});
after(() => centre.close());

async function created(body) {
  return (await analytics.postAnalyticsConversationsDetailsJobs({ interval: closedDay, ...body })).jobId;
}

test("a job goes from its creation to the last cursor and gives the closed day as the query does", async () => {
  const jobId = await created({ startOfDayIntervalMatching: true });
  assert.equal((await statesOf(jobId)).at(-1), "FULFILLED");
  const pages = [];
  for await (const page of jobPages(jobId, { pageSize: 50 })) pages.push(page);
  assert.ok(pages.length > 2);
  assert.ok(pages.slice(0, -1).every((page) => page.cursor) && !pages.at(-1).cursor);
  assert.deepEqual(await idsOf(pages), await idsOf(detailPages({ interval: closedDay })));
});

test("a job says when it was asked for, done, and will be gone", async () => {
  const jobId = await created();
  await statesOf(jobId);
  const { submissionDate, completionDate, expirationDate } = await analytics.getAnalyticsConversationsDetailsJob(jobId);
  assert.ok(submissionDate <= completionDate && completionDate < expirationDate);
});

test("the availability date is a while ago, and a job's results bear it", async () => {
  const { dataAvailabilityDate } = await analytics.getAnalyticsConversationsDetailsJobsAvailability();
  assert.ok(dataAvailabilityDate < now);
  const jobId = await created();
  await statesOf(jobId);
  const page = await analytics.getAnalyticsConversationsDetailsJobResults(jobId);
  assert.equal(page.dataAvailabilityDate, dataAvailabilityDate);
});

test("a job that is cancelled says so and has no results", async () => {
  const jobId = await created();
  await analytics.deleteAnalyticsConversationsDetailsJob(jobId);
  assert.deepEqual(await statesOf(jobId), ["CANCELLED"]);
  const { status } = await refusalOf(() => analytics.getAnalyticsConversationsDetailsJobResults(jobId));
  assert.ok(status >= 400 && status < 500);
});

test("results that are not there yet are refused", async () => {
  const jobId = await created();
  const { status } = await refusalOf(() => analytics.getAnalyticsConversationsDetailsJobResults(jobId));
  assert.ok(status >= 400 && status < 500);
});

test("a job that never was is 404", async () => {
  for (const call of [() => analytics.getAnalyticsConversationsDetailsJob(nobody),
                      () => analytics.getAnalyticsConversationsDetailsJobResults(nobody),
                      () => analytics.deleteAnalyticsConversationsDetailsJob(nobody)])
    assert.equal((await refusalOf(call)).status, 404);
});

test("a job takes no paging and no interval that is none", async () => {
  for (const body of [{ paging: { pageSize: 100, pageNumber: 1 } }, { interval: "yesterday" }])
    assert.equal((await refusalOf(() => created(body))).status, 400);
});

test("a cursor of no making of the server's is refused", async () => {
  const jobId = await created();
  await statesOf(jobId);
  const { status } = await refusalOf(() =>
    analytics.getAnalyticsConversationsDetailsJobResults(jobId, { cursor: "made-up" }));
  assert.equal(status, 400);
});

/// A centre whose jobs behave as the options say, with the SDK led to it until the test ends.
async function behaving(t, ...options) {
  const other = await Centre.open("--days", "1", "--per-day", "50", "--now", now, "--speed", "0", "--limits", "off",
    ...options);
  t.after(() => other.close());
  await logIn(other);
}

test("a store without lag knows what happened a moment ago, and a job without duration is done at once", async (t) => {
  await behaving(t, "--job-lag", "0", "--job-duration", "0");
  const { dataAvailabilityDate } = await analytics.getAnalyticsConversationsDetailsJobsAvailability();
  assert.equal(dataAvailabilityDate, now);
  const jobId = await created({ interval: "2026-11-19T00:00:00.000Z/2026-11-21T00:00:00.000Z" });
  assert.equal((await analytics.getAnalyticsConversationsDetailsJob(jobId)).state, "FULFILLED");
  assert.deepEqual(await idsOf(jobPages(jobId)),
    await idsOf(detailPages({ interval: "2026-11-19T00:00:00.000Z/2026-11-21T00:00:00.000Z" })));
});

test("a job lags, takes and lives as long as the simulator is told", async (t) => {
  await behaving(t, "--job-lag", "90000", "--job-duration", "86400", "--job-lifetime", "5000");
  const { dataAvailabilityDate } = await analytics.getAnalyticsConversationsDetailsJobsAvailability();
  assert.equal(Date.parse(now) - Date.parse(dataAvailabilityDate), 90_000_000);
  const job = await analytics.getAnalyticsConversationsDetailsJob(await created());
  assert.equal(job.state, "QUEUED");
  assert.equal(Date.parse(job.expirationDate) - Date.parse(job.submissionDate), 5_000_000);
});
