// The queues: who waits, for how long, and what goes on.

import { useState } from "preact/hooks";

import { stopwatch } from "../logic/ages.js";
import { activity, byUrgency, states } from "../logic/board.js";
import type { Level } from "../logic/waits.js";
import type { Queue } from "../types.js";
import { Empty, Panel, stateNames, Text } from "./parts.js";
import type { ComponentChildren } from "preact";

function LoadBar({ queue, most }: { queue: Queue; most: number }) {
  return (
    <span class="loadbar" aria-hidden="true">
      {states.map((state) => queue[state] > 0 && (
        <i key={state} class={`s-${state}`} style={{ width: `${(100 * queue[state]) / most}%` }} />
      ))}
    </span>
  );
}

function QueueRow({ queue, level, reference, most, chosen, onChoose }: {
  queue: Queue; level: Level | "none"; reference: number; most: number; chosen: boolean; onChoose: () => void;
}) {
  const wait = queue.waiting_since ? Math.max(0, reference - Date.parse(queue.waiting_since)) : null;
  return (
    <tr role="row" class={`q l-${level} ${chosen ? "is-chosen" : ""}`} data-queue={queue.id}>
      <th role="rowheader" scope="row" class="q-name">
        <button type="button" class="plain" aria-pressed={chosen} onClick={onChoose}><Text of={queue.name || queue.id} max={48} /></button>
        <LoadBar queue={queue} most={most} />
      </th>
      <td role="cell" class="num big q-waiting" data-label="Waiting">{queue.waiting || <span class="zero">0</span>}</td>
      <td role="cell" class="num big q-longest" data-label="Longest">
        {wait === null ? <span class="zero">–</span> : stopwatch(wait)}
        {level === "too_long" && <span class="sr-only"> waiting too long</span>}
      </td>
      {states.slice(1).map((state) => (
        <td role="cell" key={state} class="num" data-label={stateNames[state]}>{queue[state] || <span class="zero">0</span>}</td>
      ))}
    </tr>
  );
}

export function Queues({ queues, levels, reference, note, chosen, onChoose }: {
  queues: Queue[]; levels: Map<string, Level>; reference: number; note: ComponentChildren; chosen: string; onChoose: (id: string) => void;
}) {
  const [isAll, setAll] = useState(false);
  const sorted = byUrgency(queues);
  const busy = sorted.filter((queue) => activity(queue) > 0);
  const quiet = sorted.filter((queue) => activity(queue) === 0);
  const most = Math.max(1, ...busy.map(activity));
  const shown = isAll || busy.length === 0 || quiet.length <= 4 ? sorted : busy;
  return (
    <Panel id="queues" title="Queues" note={note} kind="p-queues">
      {queues.length === 0 ? <Empty title="No queue is known yet">They appear once the daemon has read their names.</Empty> : (
        <table role="table" class="queues">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Queue</th>
              <th role="columnheader" scope="col" class="num">Waiting</th>
              <th role="columnheader" scope="col" class="num">Longest</th>
              {states.slice(1).map((state) => <th role="columnheader" scope="col" key={state} class="num">{stateNames[state]}</th>)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map((queue) => (
              <QueueRow key={queue.id} queue={queue} level={levels.get(queue.id) ?? "none"} reference={reference} most={most} chosen={chosen === queue.id}
                onChoose={() => onChoose(chosen === queue.id ? "" : queue.id)} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length < sorted.length && (
        <button type="button" class="more" onClick={() => setAll(true)}>
          {quiet.length} quiet: {quiet.slice(0, 4).map((queue, n) => <>{n > 0 && ", "}<Text key={queue.id} of={queue.name} max={20} /></>)}{quiet.length > 4 && "…"}
        </button>
      )}
      {isAll && busy.length > 0 && quiet.length > 4 && <button type="button" class="more" onClick={() => setAll(false)}>Hide the quiet ones</button>}
    </Panel>
  );
}
