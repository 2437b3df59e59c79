// What the page asks the daemon for. Each call gives the answer or throws a `Fault`.

import type { Board, By, ConversationPage, Extent, Session, Trust, Volumes, WholeConversation } from "./types.js";

/// Why there is no answer. `status` is 0 where nobody answered.
export class Fault extends Error {
  constructor(readonly status: number, message: string, readonly hint = "", readonly retryAfter = 0) {
    super(message);
  }
}

async function faultOf(reply: Response): Promise<Fault> {
  let said: { message?: unknown; hint?: unknown } = {};
  try {
    said = (await reply.json()) as typeof said;
  } catch {
    // Not ours: a proxy in between, say. The status has to do.
  }
  return new Fault(reply.status, String(said.message ?? `the daemon answered ${reply.status}`), String(said.hint ?? ""),
    Number(reply.headers.get("Retry-After")) || 0);
}

async function reply(path: string, options: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: "same-origin", cache: "no-store", ...options });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new Fault(0, "the daemon does not answer", "is nowthen serve running?");
  }
  if (!answer.ok) throw await faultOf(answer);
  return answer;
}

async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await reply(path, signal ? { signal } : {});
  try {
    return (await answer.json()) as T;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Fault(answer.status, "the answer was cut short");
  }
}

function query(values: Record<string, string | number | readonly string[]>): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const each of Array.isArray(value) ? value : [String(value)]) if (each !== "") parts.append(name, each);
  }
  return parts.toString();
}

export const iso = (at: number) => new Date(at).toISOString();

export interface ConversationFilter {
  from: number;
  to: number;
  queue: readonly string[];
  media: readonly string[];
}

export const api = {
  session: (signal?: AbortSignal) => get<Session>("/api/session", signal),
  login: (token: string) =>
    reply("/api/login", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token }),
    }),
  logout: () => reply("/api/logout", { method: "POST" }),
  asof: (at: number, signal?: AbortSignal) => get<Board>(`/api/asof?${query({ at: iso(at) })}`, signal),
  extent: (signal?: AbortSignal) => get<Extent>("/api/extent", signal),
  volumes: (from: number, to: number, by: By, signal?: AbortSignal) =>
    get<Volumes>(`/api/volumes?${query({ from: iso(from), to: iso(to), by })}`, signal),
  conversations: (filter: ConversationFilter, before: string, signal?: AbortSignal) =>
    get<ConversationPage>(`/api/conversations?${query({
      from: iso(filter.from), to: iso(filter.to), queue: filter.queue, media: filter.media, limit: 100, before,
    })}`, signal),
  conversation: (id: string, signal?: AbortSignal) =>
    get<WholeConversation>(`/api/conversations/${encodeURIComponent(id)}`, signal),
  trust: (signal?: AbortSignal) => get<Trust>("/api/trust", signal),
};
