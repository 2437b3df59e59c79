// A board, and what events do to it. Nothing here changes what it is given.

import type { Board, Change, Conversation, Queue, State, Tick } from "../types.js";

export const states: readonly State[] = ["waiting", "alerting", "interacting", "holding", "wrapping"];

/// A board with every list there, whatever the message lacked.
export function wholeBoard(message: Partial<Board> & { at: string; now: string }): Board {
  return {
    at: message.at,
    now: message.now,
    is_live: message.is_live ?? true,
    feed: message.feed ?? null,
    doubts: message.doubts ?? [],
    queues: message.queues ?? [],
    conversations: message.conversations ?? [],
    agents: message.agents ?? [],
    alerts: message.alerts ?? [],
    users: message.users ?? {},
  };
}

function merged<T extends { id: string }>(before: T[], news: T[] = [], gone: string[] = []): T[] {
  if (news.length === 0 && gone.length === 0) return before;
  const byId = new Map(before.map((item) => [item.id, item]));
  for (const item of news) byId.set(item.id, item);
  // After the news: what is new and gone in one message is gone.
  for (const id of gone) byId.delete(id);
  return [...byId.values()];
}

/// Only names that something on the board still needs, so that a board left open does not grow.
function namesNeeded(users: Record<string, string>, board: Pick<Board, "conversations" | "agents">) {
  const wanted = new Set([...board.conversations.map((each) => each.user), ...board.agents.map((each) => each.id)]);
  const names = Object.entries(users);
  if (names.length <= wanted.size + 200) return users;
  return Object.fromEntries(names.filter(([id]) => wanted.has(id)));
}

/// The board after a change: whole where the change is whole, merged by id elsewhere.
export function afterChange(board: Board, change: Change): Board {
  const conversations = merged(board.conversations, change.conversations, change.gone?.conversations);
  const agents = merged(board.agents, change.agents, change.gone?.agents);
  const users = change.users ? { ...board.users, ...change.users } : board.users;
  return {
    ...board,
    at: change.at,
    now: change.now,
    feed: change.feed ?? null,
    doubts: change.doubts ?? [],
    alerts: change.alerts ?? [],
    queues: merged(board.queues, change.queues, change.gone?.queues),
    conversations,
    agents,
    users: namesNeeded(users, { conversations, agents }),
  };
}

/// The board after a second in which nothing else came. What it shows is as old as the feed says.
export function afterTick(board: Board, tick: Tick): Board {
  return { ...board, now: tick.now, feed: tick.feed ?? null };
}

export interface Totals extends Record<State, number> {
  longest: { since: string; queue: string } | null;
}

/// Everything on the board at once. Counted over the queues, whose counts are the server's own.
export function totals(board: Board): Totals {
  const sum: Totals = { waiting: 0, alerting: 0, interacting: 0, holding: 0, wrapping: 0, longest: null };
  for (const queue of board.queues) {
    for (const state of states) sum[state] += queue[state];
    const since = queue.waiting_since;
    if (since && (!sum.longest || since < sum.longest.since)) sum.longest = { since, queue: queue.name };
  }
  return sum;
}

export function activity(queue: Queue): number {
  return states.reduce((sum, state) => sum + queue[state], 0);
}

/// Who waits longest first; then those at work; then the quiet ones, by name.
export function byUrgency(queues: Queue[]): Queue[] {
  const last = "\u{10ffff}";
  return [...queues].sort((a, b) => {
    const [x, y] = [a.waiting_since ?? last, b.waiting_since ?? last];
    if (x !== y) return x < y ? -1 : 1;
    return Number(activity(b) > 0) - Number(activity(a) > 0) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
  });
}

/// Waiting ones first, each state by how long it has lasted.
export function byState(conversations: Conversation[]): Conversation[] {
  const rank = (each: Conversation) => states.indexOf(each.state);
  return [...conversations].sort(
    (a, b) => rank(a) - rank(b) || (a.since < b.since ? -1 : a.since > b.since ? 1 : a.id < b.id ? -1 : 1),
  );
}
