// The loops that users of the SDK write, since it has none.
import { setTimeout } from "node:timers/promises";

import { apis } from "./sdk.mjs";

const pageSize = 100;

/// Every page of a details query, until one comes without conversations, as the platform's makers have it.
export async function* detailPages(query) {
  for (let pageNumber = 1; ; ++pageNumber) {
    const page = await apis.analytics.postAnalyticsConversationsDetailsQuery(
      { ...query, paging: { pageSize, pageNumber } });
    if (!page.conversations) return;
    yield page;
  }
}

/// The states a job goes through until it is at one of its ends.
export async function statesOf(jobId) {
  const states = [];
  for (;; await setTimeout(100)) {
    const { state } = await apis.analytics.getAnalyticsConversationsDetailsJob(jobId);
    if (state !== states.at(-1)) states.push(state);
    if (!["QUEUED", "PENDING"].includes(state)) return states;
  }
}

/// Every page of a job's results, until one comes without a cursor.
export async function* jobPages(jobId, options = {}) {
  for (let cursor; ;) {
    const page = await apis.analytics.getAnalyticsConversationsDetailsJobResults(jobId,
      cursor ? { ...options, cursor } : options);
    yield page;
    cursor = page.cursor;
    if (!cursor) return;
  }
}

/// Every entity of a listing that numbers its pages.
export async function entitiesOf(list, size) {
  const entities = [];
  for (let pageNumber = 1, pageCount = 1; pageNumber <= pageCount; ++pageNumber) {
    const page = await list({ pageSize: size, pageNumber });
    entities.push(...(page.entities ?? []));
    pageCount = page.pageCount;
  }
  return entities;
}

/// The ids of the conversations of these pages, each once, sorted.
export async function idsOf(pages) {
  const ids = new Set();
  for await (const page of pages) for (const each of page.conversations ?? []) ids.add(each.conversationId);
  return [...ids].sort();
}
