// Where one is: the part of the address after `#`.

import { useEffect, useState } from "preact/hooks";

export type Route =
  | { view: "now"; at: number | null }
  | { view: "then" }
  | { view: "trust" }
  | { view: "conversation"; id: string };

export function routeOf(hash: string): Route {
  const [view = "", rest = ""] = hash.replace(/^#\/?/, "").split(/\/(.*)/s);
  let text = rest;
  try {
    text = decodeURIComponent(rest);
  } catch {
    // Somebody typed a lone percent sign; it is taken as it is.
  }
  if (view === "then" || view === "trust") return { view };
  if (view === "conversation" && text) return { view, id: text };
  const at = view === "at" ? Date.parse(text) : NaN;
  return { view: "now", at: Number.isFinite(at) ? at : null };
}

export function hashOf(route: Route): string {
  if (route.view === "conversation") return `#/conversation/${encodeURIComponent(route.id)}`;
  if (route.view !== "now") return `#/${route.view}`;
  return route.at === null ? "#/now" : `#/at/${new Date(route.at).toISOString()}`;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const changed = () => setRoute(routeOf(location.hash));
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return route;
}
