// The board, of now and of then: the same layout for both.

import { useState } from "preact/hooks";

import { stopwatch } from "../logic/ages.js";
import { states, totals } from "../logic/board.js";
import { type Level, queueLevels, type TargetsByQueue, worst } from "../logic/waits.js";
import type { Zone } from "../logic/zone.js";
import type { Board as BoardData } from "../types.js";
import { Age, Banner, stateNames, Text } from "./parts.js";
import { Agents, Conversations } from "./people.js";
import { Queues } from "./queues.js";
import type { ComponentChildren } from "preact";

function Figure({ id, label, value, kind = "", under, isHero = false }: {
  id: string; label: string; value: ComponentChildren; kind?: string; under?: ComponentChildren; isHero?: boolean;
}) {
  return (
    <div class={`figure ${kind} ${isHero ? "is-hero" : ""}`} id={`figure-${id}`}>
      <dt>{label}</dt>
      <dd><span class="value">{value}</span>{under && <span class="under">{under}</span>}</dd>
    </div>
  );
}

function Figures({ board, levels, reference }: { board: BoardData; levels: Map<string, Level>; reference: number }) {
  const sum = totals(board);
  const wait = sum.longest ? Math.max(0, reference - Date.parse(sum.longest.since)) : null;
  const level = wait === null ? "none" : worst([...levels.values()]);
  return (
    <dl class="figures" aria-label="The whole centre">
      <Figure id="waiting" label="Waiting" value={sum.waiting} kind={`l-${sum.waiting ? level : "none"}`} isHero />
      <Figure id="longest" label="Longest wait" isHero kind={`l-${level}`} value={wait === null ? "–" : stopwatch(wait)}
        under={sum.longest ? <Text of={sum.longest.queue} max={28} /> : "nobody waits"} />
      {states.slice(1).map((state) => (
        <Figure key={state} id={state} label={stateNames[state]} value={sum[state]} kind={`f-state s-${state}`} />
      ))}
      <Figure id="agents" label="Agents" value={board.agents.length} kind="f-state" />
    </dl>
  );
}

function Alerts({ board, reference }: { board: BoardData; reference: number }) {
  if (board.alerts.length === 0) return null;
  return (
    <section class="alerts" aria-label="Alerts that fire" id="alerts">
      {board.alerts.slice(0, 12).map((alert) => (
        <Banner key={alert.name + alert.since} kind="alert" title={<Text of={alert.name} max={60} />}>
          <Text of={alert.text} max={160} /> <span class="since">for {stopwatch(reference - Date.parse(alert.since))}</span>
        </Banner>
      ))}
    </section>
  );
}

export interface BoardProps {
  board: BoardData;
  /// What the queues are to keep, as far as it is known.
  targets: TargetsByQueue;
  zone: Zone;
  /// The instant up to which durations run.
  reference: number;
  /// How old the numbers are; null for a board of the past, which does not age.
  ageMs: number | null;
  isStale: boolean;
  isLoading?: boolean;
}

export function Board({ board, targets, zone, reference, ageMs, isStale, isLoading = false }: BoardProps) {
  const [queue, setQueue] = useState("");
  const levels = queueLevels(board, reference, targets);
  const note = ageMs === null ? <span class="age">at {zone.exact(Date.parse(board.at))}</span> : <Age ms={ageMs} stale={isStale} />;
  return (
    <div class={`board ${isStale ? "is-stale" : ""} ${isLoading ? "is-loading" : ""}`} data-at={board.at}>
      <Alerts board={board} reference={reference} />
      <Figures board={board} levels={levels} reference={reference} />
      <Queues queues={board.queues} levels={levels} reference={reference} note={note} chosen={queue} onChoose={setQueue} />
      <Agents agents={board.agents} reference={reference} note={note} />
      <Conversations board={board} targets={targets} reference={reference} note={note} queue={queue} onClear={() => setQueue("")} />
    </div>
  );
}
