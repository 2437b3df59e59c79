// The live board or that of an instant, what is to be said about either, and the slider between them.

import { useEffect, useRef, useState } from "preact/hooks";

import { api } from "../api.js";
import { age, freshness } from "../logic/ages.js";
import { words } from "../logic/text.js";
import { played } from "../logic/slider.js";
import { targetsOf, type TargetsByQueue } from "../logic/waits.js";
import type { Zone } from "../logic/zone.js";
import { type Live, serverNow, useSecond } from "../live.js";
import { useLoad } from "../load.js";
import { hashOf } from "../routes.js";
import type { Gap } from "../types.js";
import { useAsof } from "./asof.js";
import { Board } from "./board.js";
import { Announcer, Banner, Empty, Failed, Loading, Text } from "./parts.js";
import { Scrubber } from "./scrubber.js";
import { feedAge } from "./shell.js";

/// What is shown is right meanwhile; what is missing is missing in what is kept.
function UnkeptBanner({ began, ended, zone }: { began: number; ended: number | null; zone: Zone }) {
  return (
    <Banner kind="gap" title={ended === null ? "Nothing is being kept." : "For a while nothing was kept."}>
      {ended === null ? <>The daemon's disk has too little room since {zone.exact(began)}: make room, and it goes on by itself.</>
        : <>The daemon's disk had too little room from {zone.exact(began)} to {zone.exact(ended)}. What happened meanwhile is being asked for.</>}
    </Banner>
  );
}

function GapBanner({ gap, zone }: { gap: Gap; zone: Zone }) {
  const began = Date.parse(gap.began_at);
  const ended = gap.ended_at ? Date.parse(gap.ended_at) : null;
  if (gap.cause === "no_room") return <UnkeptBanner began={began} ended={ended} zone={zone} />;
  return (
    <Banner kind="gap" title={ended === null ? "The feed has a gap." : "The feed had a gap that is not healed yet."}>
      {ended === null ? <>Nothing was seen since {zone.exact(began)}</> : <>Nothing was seen from {zone.exact(began)} to {zone.exact(ended)}</>}
      {" "}(<Text of={words(gap.cause)} max={40} />).
      {ended === null ? ` For ${age(serverNow() - began)} now.` : " What happened meanwhile is being asked for."}
    </Banner>
  );
}

function LiveBanners({ live, zone, ageMs }: { live: Live; zone: Zone; ageMs: number }) {
  const feed = live.board?.feed;
  return (
    <div class="banners" id="banners">
      {live.link === "lost" && (
        <Banner kind="stale" title={live.isStopping ? "The daemon stops." : "No connection to the daemon."}>
          Trying again by itself{live.lostAt > 0 && `, for ${age(serverNow() - live.lostAt)} now`}. {live.board && Number.isFinite(ageMs) && `What is shown is ${age(ageMs)} old.`}
        </Banner>
      )}
      {feed?.gap && <GapBanner gap={feed.gap} zone={zone} />}
      {feed?.source === "silent" && (
        <Banner kind="stale" title="Genesys Cloud does not answer.">
          {feed.trouble && <><Text of={feed.trouble} max={200} />. </>}What is shown was last seen at {feed.seen_until ? zone.exact(Date.parse(feed.seen_until)) : "no time"}.
        </Banner>
      )}
      {feed?.source === "asking" && feed.why && (
        <Banner kind="doubt" title="Events are not pushed; the floor is asked for instead."><Text of={feed.why} max={200} />.</Banner>
      )}
      {live.board?.doubts.slice(0, 5).map((doubt) => <Banner key={doubt} kind="doubt" title="Something may be missing."><Text of={doubt} max={240} /></Banner>)}
    </div>
  );
}

/// What a person who cannot see the board has to hear: few sentences, none of which counts seconds.
function sentenceOf(live: Live): string {
  if (live.link === "lost") return "No connection to the daemon. Trying again.";
  const feed = live.board?.feed;
  if (!feed) return "";
  if (feed.source === "silent") return "Genesys Cloud does not answer.";
  if (feed.gap) return feed.gap.cause === "no_room" ? "The daemon's disk has too little room." : "The feed has a gap.";
  const alerts = live.board?.alerts ?? [];
  return alerts.length ? `Alert: ${alerts.slice(0, 3).map((alert) => alert.text || alert.name).join("; ")}` : "The board is live.";
}

function LiveBoard({ live, targets, zone }: { live: Live; targets: TargetsByQueue; zone: Zone }) {
  useSecond();
  const ageMs = feedAge(live);
  const { board } = live;
  const isStale = board !== null && (live.link === "lost" || freshness(ageMs, board.feed?.source ?? "") === "stale");
  const seen = board?.feed?.seen_until ? Date.parse(board.feed.seen_until) : serverNow();
  return (
    <>
      <Announcer sentence={sentenceOf(live)} />
      <LiveBanners live={live} zone={zone} ageMs={ageMs} />
      {board ? (
        // Once it is stale nobody knows whether a wait goes on: it stands as it was last seen.
        <Board board={board} targets={targets} zone={zone} reference={isStale ? seen : serverNow()} ageMs={ageMs} isStale={isStale} />
      ) : (
        <div class="board-blank">
          {live.link === "open" ? <Empty title="The feed has told nothing yet">The board appears with its first look at the centre.</Empty>
            : <Loading what="The board is on its way" rows={8} />}
        </div>
      )}
    </>
  );
}

function PastBoard({ at, targets, zone }: { at: number; targets: TargetsByQueue; zone: Zone }) {
  const asof = useAsof(at);
  const board = asof.board;
  if (asof.fault && !board) {
    return (
      <div class="board-blank">
        {asof.fault.status === 404 ? <Empty title="Nothing is known of this instant"><Text of={asof.fault.message} max={200} /></Empty>
          : <Failed fault={asof.fault} what="That instant cannot be shown" again={asof.again} />}
      </div>
    );
  }
  if (!board) return <div class="board-blank"><Loading what="The board of that instant is on its way" rows={8} /></div>;
  return (
    <>
      <div class="banners" id="banners">
        {asof.fault && <Banner kind="stale" title="That instant cannot be shown."><Text of={asof.fault.message} max={200} /> What is shown is the last one that could.</Banner>}
        {board.doubts.slice(0, 5).map((doubt) => <Banner key={doubt} kind="doubt" title="Something may be missing."><Text of={doubt} max={240} /></Banner>)}
      </div>
      <Board board={board} targets={targets} zone={zone} reference={Date.parse(board.at)} ageMs={null} isStale={false} isLoading={asof.isLate} />
    </>
  );
}

/// Plays from where it stands, sixty times as fast as life, until it has caught up.
function usePlaying(at: number | null, end: () => number, onMove: (at: number | null) => void) {
  const [isPlaying, setPlaying] = useState(false);
  const place = useRef(at);
  place.current = at;
  useEffect(() => {
    if (!isPlaying) return undefined;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const next = played(place.current ?? end(), now - before, end());
      before = now;
      if (next.isOver) setPlaying(false);
      onMove(next.isOver ? null : next.at);
    }, 250);
    return () => clearInterval(timer);
  }, [isPlaying]);
  return [isPlaying && at !== null, setPlaying] as const;
}

export function Now({ live, zone, at, onMove }: { live: Live; zone: Zone; at: number | null; onMove: (at: number | null) => void }) {
  // Those of now hold for the past, too: what they were then is not kept.
  const targets = targetsOf(live.board?.queues ?? []);
  const extent = useLoad("extent", api.extent, 60_000);
  const [isPlaying, setPlaying] = usePlaying(at, serverNow, onMove);
  // The address follows once the slider rests: a link to this very instant.
  useEffect(() => {
    const timer = setTimeout(() => {
      const hash = hashOf({ view: "now", at });
      if (location.hash !== hash && /^(#\/?(now|at).*)?$/.test(location.hash)) history.replaceState(null, "", hash);
    }, 400);
    return () => clearTimeout(timer);
  }, [at]);
  useEffect(() => {
    document.body.dataset["mode"] = at === null ? "now" : "then";
    return () => void (document.body.dataset["mode"] = "now");
  }, [at === null]);
  return (
    <>
      <h1 class="sr-only">{at === null ? "The contact centre now" : `The contact centre at ${zone.label(at)}`}</h1>
      {at === null ? <LiveBoard live={live} targets={targets} zone={zone} /> : <PastBoard at={at} targets={targets} zone={zone} />}
      <Scrubber extent={extent} zone={zone} at={at} onMove={(next) => {
        setPlaying(false);
        onMove(next);
      }} isPlaying={isPlaying} onPlay={setPlaying} />
    </>
  );
}
