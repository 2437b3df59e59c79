// The board's interface as docs/reference/board-api.md has it. Instants are ISO 8601 in UTC, durations milliseconds.

export type State = "waiting" | "alerting" | "interacting" | "holding" | "wrapping";
export type Source = "pushed" | "asking" | "starting" | "silent";

export interface Gap {
  began_at: string;
  ended_at: string | null;
  cause: string;
  is_healed: boolean;
}

export interface Feed {
  source: Source;
  seen_until: string | null;
  why: string;
  trouble: string;
  gap: Gap | null;
}

/// Within how many milliseconds who waits is to be answered, by media.
export type Targets = Record<string, number>;

export interface Queue {
  id: string;
  name: string;
  waiting: number;
  alerting: number;
  interacting: number;
  holding: number;
  wrapping: number;
  waiting_since: string | null;
  /// Of what the platform says; missing on a board of the past.
  targets?: Targets;
}

export interface Conversation {
  id: string;
  state: State;
  since: string;
  queue: string;
  user: string;
  media: string;
  direction: string;
  source: string;
  as_of: string | null;
}

export interface Agent {
  id: string;
  name: string;
  state: State;
  since: string;
  conversations: number;
}

export interface Alert {
  name: string;
  since: string;
  text: string;
}

export interface Board {
  at: string;
  now: string;
  is_live: boolean;
  feed: Feed | null;
  doubts: string[];
  queues: Queue[];
  conversations: Conversation[];
  agents: Agent[];
  alerts: Alert[];
  users: Record<string, string>;
}

export interface Change {
  at: string;
  now: string;
  feed: Feed | null;
  doubts: string[];
  alerts: Alert[];
  queues?: Queue[];
  conversations?: Conversation[];
  agents?: Agent[];
  gone?: { queues?: string[]; conversations?: string[]; agents?: string[] };
  users?: Record<string, string>;
}

export interface Tick {
  now: string;
  feed: Feed | null;
}

export interface Session {
  until: string | null;
  version: string;
  time_zone: string;
  now: string;
}

export type DayState = "open" | "provisional" | "complete" | "settled" | "re_verified";

export interface Extent {
  begin: string | null;
  end: string | null;
  live_begin: string | null;
  days: { date: string; state: DayState }[];
  gaps: Gap[];
}

export type By = "half_hour" | "hour" | "day";

export interface VolumeRow {
  begin: string;
  queue: string | null;
  media: string | null;
  offered: number;
  answered: number;
  abandoned: number;
  within_target: number;
  handled: number;
  /// Of all who waited, answered or not.
  wait_ms: number;
  handle_ms: number;
  talk_ms: number;
  held_ms: number;
  wrapup_ms: number;
  flowed_out: number;
}

export interface Volumes {
  by: By;
  time_zone: string;
  rows: VolumeRow[];
  target_ms: number;
  doubts: string[];
}

export interface ConversationRow {
  id: string;
  start: string;
  end: string | null;
  media: string | null;
  direction: string | null;
  queue: string | null;
  users: string[];
  agents: number;
  wait_ms: number | null;
  handle_ms: number | null;
  outcome: "answered" | "abandoned" | "open" | "other";
  revisions: number;
}

export interface ConversationPage {
  rows: ConversationRow[];
  next: string;
  names?: Record<string, string>;
}

export interface Segment {
  type: string | null;
  start: string;
  end: string | null;
  queue: string | null;
  wrapup: string | null;
  wrapup_note: string | null;
  disconnect: string | null;
}

export interface SessionOfParticipant {
  media: string | null;
  direction: string | null;
  queue: string | null;
  segments: Segment[];
}

export interface Participant {
  purpose: string | null;
  name: string | null;
  user: string | null;
  sessions: SessionOfParticipant[];
}

export interface Revision {
  number: number;
  as_of: string;
  kind: string | null;
  surface: string | null;
  bytes_gone?: boolean;
  /// JSON as text, empty where there was nothing.
  changes?: { path: string; was: string; is: string }[];
}

export interface WholeConversation {
  id: string;
  start: string;
  end: string | null;
  media: string | null;
  direction: string | null;
  deleted_at: string | null;
  as_of: string | null;
  surface: string | null;
  settled_at: string | null;
  participants: Participant[];
  metrics: { name: string; value_ms: number; emitted_at: string | null }[];
  revisions: Revision[];
  names: Record<string, string>;
}

export interface TrustDay {
  date: string;
  state: DayState;
  conversations: number;
  readings: number;
  last_read_at: string | null;
  reopened: number;
  set_aside: number;
  doubt: string | null;
}

export interface Incident {
  kind: string;
  opened_at: string;
  closed_at: string | null;
  surface: string | null;
  begin: string | null;
  end: string | null;
  conversation: string | null;
  message: string | null;
}

export interface Run {
  run: number;
  command: string;
  started_at: string;
  ended_at: string | null;
  requests: number | null;
  revisions: number | null;
  error: string | null;
}

export interface Trust {
  days: TrustDay[];
  freshness: { surface: string; until: string | null }[];
  gaps: Gap[];
  incidents: Incident[];
  requests?: { feed: number; sync: number };
  sync?: {
    runs: number;
    failures: number;
    succeeded_at: string | null;
    trouble: string;
    /// Why jobs cannot be had; empty where they can.
    without_jobs: string;
    late_arrivals: number;
    deleted: number;
  };
  changed: { date: string; conversations: number }[];
  runs?: Run[];
}
