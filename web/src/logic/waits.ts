// What a wait means: the one place that says how long is too long.

import type { Board, Conversation, Queue, Targets } from "../types.js";

const minute = 60_000;
const hour = 60 * minute;

export type Level = "calm" | "long" | "too_long";

/// From when on somebody should look, and from when on it is too long.
export interface Patience {
  long: number;
  tooLong: number;
}

/// Whoever calls or chats stays on the line; whoever writes does not. docs/guide/board.md lists them.
const usual = new Map<string, Patience>(Object.entries({
  voice: { long: minute, tooLong: 2 * minute },
  chat: { long: 2 * minute, tooLong: 4 * minute },
  callback: { long: 15 * minute, tooLong: 30 * minute },
  message: { long: 15 * minute, tooLong: 30 * minute },
  email: { long: 4 * hour, tooLong: 8 * hour },
}));

/// A medium that is not known is waited for like a call. Where the queue's own target is known, a wait is long
/// once it is missed, and too long after three times that.
export function patienceFor(media: string, targets: Targets = {}): Patience {
  const target = Object.hasOwn(targets, media) ? targets[media] : undefined;
  if (target !== undefined && Number.isFinite(target) && target > 0) return { long: target, tooLong: 3 * target };
  return usual.get(media) ?? usual.get("voice")!;
}

export function waitLevel(ms: number, patience: Patience): Level {
  if (ms >= patience.tooLong) return "too_long";
  return ms >= patience.long ? "long" : "calm";
}

const ranks: readonly Level[] = ["calm", "long", "too_long"];

export function worst(levels: readonly Level[]): Level {
  return ranks[Math.max(0, ...levels.map((level) => ranks.indexOf(level)))]!;
}

export type TargetsByQueue = ReadonlyMap<string, Targets>;

export function targetsOf(queues: readonly Queue[]): TargetsByQueue {
  return new Map(queues.filter((queue) => queue.targets).map((queue) => [queue.id, queue.targets!]));
}

/// The level of one that waits, at that instant.
export function levelOf(of: Conversation, reference: number, targets: TargetsByQueue): Level {
  return waitLevel(reference - Date.parse(of.since), patienceFor(of.media, targets.get(of.queue)));
}

/// Of each queue in which somebody waits, the worst level of those who do: an e-mail of an hour may be calm while a
/// call of two minutes is not.
export function queueLevels(board: Pick<Board, "queues" | "conversations">, reference: number, targets: TargetsByQueue): Map<string, Level> {
  const levels = new Map<string, Level>();
  for (const each of board.conversations)
    if (each.state === "waiting") levels.set(each.queue, worst([levels.get(each.queue) ?? "calm", levelOf(each, reference, targets)]));
  // Whoever waits and is not listed is taken for a call.
  for (const queue of board.queues)
    if (queue.waiting_since && !levels.has(queue.id))
      levels.set(queue.id, waitLevel(reference - Date.parse(queue.waiting_since), patienceFor("voice", targets.get(queue.id))));
  return levels;
}
