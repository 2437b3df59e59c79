// The frame around every view: where one is, how old things are, what time it is there.

import type { ComponentChildren } from "preact";

import { age, freshness } from "../logic/ages.js";
import type { Zone } from "../logic/zone.js";
import { type Live, serverNow, useSecond } from "../live.js";
import type { Route } from "../routes.js";
import type { Theme } from "../theme.js";
import { Wordmark } from "./wordmark.js";

const views = [["now", "Now", "#/now"], ["then", "Then", "#/then"], ["trust", "Trust", "#/trust"]] as const;
const themes: Theme[] = ["auto", "light", "dark"];
const sources = { pushed: "pushed", asking: "asked", starting: "starting", silent: "silent" } as const;

/// Milliseconds since the newest thing seen; infinite before anything was.
export function feedAge(live: Live): number {
  const seen = live.board?.feed?.seen_until;
  return seen ? Math.max(0, serverNow() - Date.parse(seen)) : Infinity;
}

function FeedMark({ live }: { live: Live }) {
  useSecond();
  const feed = live.board?.feed;
  const ms = feedAge(live);
  let [kind, text]: [string, string] = ["is-fresh", feed ? `${sources[feed.source] ?? "live"}, ${age(ms)} old` : "live"];
  if (live.link === "connecting") [kind, text] = ["is-ageing", "connecting"];
  else if (live.link === "lost") [kind, text] = ["is-stale", "reconnecting"];
  else if (!feed) [kind, text] = ["is-ageing", "waiting for the feed"];
  else if (feed.source === "silent" || freshness(ms, feed.source) === "stale") kind = "is-stale";
  else if (feed.source === "starting" || feed.gap || freshness(ms, feed.source) === "ageing") kind = "is-ageing";
  return <span class={`feed ${kind}`} id="feed"><i aria-hidden="true" /><span class="sr-only">Feed: </span>{text}</span>;
}

function Clock({ zone }: { zone: Zone }) {
  useSecond();
  const now = serverNow();
  if (!now) return null;
  return (
    <time class="clock" id="clock" dateTime={new Date(now).toISOString()} title={`${zone.name}, the daemon's clock`}>
      <span class="clock-day">{zone.day(now)}</span> <span class="clock-time">{zone.exact(now)}</span> <span class="clock-zone">{zone.abbreviation(now)}</span>
    </time>
  );
}

const warnedMs = 30 * 60_000;

/// That the session ends, while there is time to log in again at leisure.
function SessionEnd({ until, zone }: { until: string | null; zone: Zone }) {
  useSecond();
  const end = until ? Date.parse(until) : NaN;
  if (!(end - serverNow() < warnedMs)) return null;
  return <span class="session-end">session ends {zone.time(end)}</span>;
}

export function Shell(props: {
  until: string | null;
  route: Route;
  live: Live;
  zone: Zone;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  onLogout: () => void;
  children: ComponentChildren;
}) {
  const here = props.route.view === "conversation" ? "then" : props.route.view;
  const next = themes[(themes.indexOf(props.theme) + 1) % themes.length] ?? "auto";
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => {
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}>Skip to the content</a>
      <header class="top">
        <a class="home" href="#/now" aria-label="nowthen, the board now"><Wordmark /></a>
        <nav aria-label="Views">
          {views.map(([view, text, href]) => (
            <a key={view} href={href} aria-current={here === view ? "page" : undefined}>{text}</a>
          ))}
        </nav>
        <div class="top-right">
          <FeedMark live={props.live} />
          <Clock zone={props.zone} />
          <button type="button" class="quiet" id="theme" onClick={() => props.onTheme(next)}
            title={`Colours: ${props.theme}. Next: ${next}`} aria-label={`Colours: ${props.theme}. Change to ${next}`}>
            <svg viewBox="0 0 20 20" aria-hidden="true" class={`theme-${props.theme}`}><circle cx="10" cy="10" r="7" /><path d="M10 3a7 7 0 0 1 0 14z" /></svg>
          </button>
          <SessionEnd until={props.until} zone={props.zone} />
          <button type="button" class="quiet" id="logout" onClick={props.onLogout}>Log out</button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>{props.children}</main>
    </>
  );
}
