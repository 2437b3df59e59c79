// One conversation: its timeline drawn, what was measured, and how often it was rewritten.

import { api } from "../api.js";
import { span, stopwatch } from "../logic/ages.js";
import { harmless, shortId, words } from "../logic/text.js";
import { type Bar, type Lane, layout, type Layout, marks } from "../logic/timeline.js";
import type { Zone } from "../logic/zone.js";
import { serverNow } from "../live.js";
import { useLoad } from "../load.js";
import { hashOf } from "../routes.js";
import type { WholeConversation } from "../types.js";
import { Banner, Empty, Failed, Loading, Panel, Text } from "./parts.js";

const kinds: Record<string, string> = {
  interact: "interact", hold: "hold", alert: "alert", wrapup: "wrapup", delay: "wait", ivr: "ivr", contacting: "alert", dialing: "alert",
  parked: "hold", uploading: "other", callback: "alert", scheduled: "wait", transmitting: "interact", voicemail: "ivr", converting: "ivr",
};

/// What is done in a queue is waiting, whatever the platform calls it.
function kindOf(lane: Lane, bar: Bar): string {
  const kind = kinds[(bar.segment.type ?? "").toLowerCase()] ?? "other";
  return kind === "interact" && lane.participant.purpose?.toLowerCase() === "acd" ? "wait" : kind;
}

const kindNames: Record<string, string> = { wait: "Waiting", alert: "Alerting", interact: "Talking", hold: "On hold", wrapup: "Wrap-up", ivr: "Menu", other: "Other" };

function laneName(lane: Lane, names: Record<string, string>): string {
  const { participant } = lane;
  return names[participant.user ?? ""] || participant.name || names[lane.queue ?? ""] || words(participant.purpose);
}

function barTitle(bar: Bar, zone: Zone): string {
  const until = bar.isOpen ? "still going on" : `to ${zone.exact(bar.endsAt)}`;
  return `${words(bar.segment.type)}: ${zone.exact(bar.startsAt)} ${until}, ${span(bar.endsAt - bar.startsAt)}`;
}

function Lanes({ drawn, names, zone }: { drawn: Layout; names: Record<string, string>; zone: Zone }) {
  const summary = `${drawn.lanes.length} lanes over ${span(drawn.end - drawn.begin)}. The table below has every segment.`;
  return (
    <div class="lanes-frame">
      <div class="lane-names" aria-hidden="true">
        {drawn.lanes.map((lane, n) => (
          <div key={n} class="lane-name"><b><Text of={laneName(lane, names)} max={30} /></b><span class="faint"><Text of={words(lane.participant.purpose)} max={16} /></span></div>
        ))}
      </div>
      <div class="lanes" role="img" aria-label={`Timeline. ${summary}`}>
        {marks(drawn.begin, drawn.end).map((mark) => <span key={mark.after} class="lane-mark" style={{ left: `${100 * mark.place}%` }}><b>{stopwatch(mark.after)}</b></span>)}
        {drawn.lanes.map((lane, n) => (
          <div key={n} class="lane">
            {lane.bars.map((bar, m) => (
              <span key={m} class={`seg k-${kindOf(lane, bar)} ${bar.isOpen ? "is-open" : ""}`} title={barTitle(bar, zone)}
                style={{ left: `${100 * bar.begin}%`, width: `${100 * bar.width}%` }} />
            ))}
          </div>
        ))}
        {drawn.transfers.map((transfer, n) => {
          const [top, bottom] = [Math.min(transfer.fromLane, transfer.toLane ?? transfer.fromLane), Math.max(transfer.fromLane, transfer.toLane ?? transfer.fromLane)];
          return <span key={n} class={`transfer ${(transfer.toLane ?? 0) < transfer.fromLane ? "is-up" : ""}`} title={`Transferred at ${zone.exact(transfer.at)}`}
            style={{ left: `${100 * transfer.place}%`, "--top": top, "--span": bottom - top }} />;
        })}
      </div>
    </div>
  );
}

function Segments({ drawn, names, zone }: { drawn: Layout; names: Record<string, string>; zone: Zone }) {
  const all = drawn.lanes.flatMap((lane) => lane.bars.map((bar) => ({ lane, bar }))).sort((a, b) => a.bar.startsAt - b.bar.startsAt);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Segments">
      <table class="rows">
        <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col" class="num">For</th><th scope="col">Who</th><th scope="col">Segment</th><th scope="col">Queue</th><th scope="col">Ended by</th><th scope="col">Wrap-up</th></tr></thead>
        <tbody>
          {all.map(({ lane, bar }, n) => (
            <tr key={n}>
              <td class="nowrap">{zone.exact(bar.startsAt)}</td><td class="nowrap">{bar.isOpen ? "goes on" : zone.exact(bar.endsAt)}</td>
              <td class="num">{stopwatch(bar.endsAt - bar.startsAt)}</td>
              <td><Text of={laneName(lane, names)} max={30} /> <span class="faint"><Text of={words(lane.participant.purpose)} max={16} /></span></td>
              <td class="nowrap"><span class={`seg-key k-${kindOf(lane, bar)}`} aria-hidden="true" /><Text of={words(bar.segment.type)} max={20} /></td>
              <td>{bar.segment.queue ? <Text of={names[bar.segment.queue] ?? shortId(bar.segment.queue)} max={28} /> : "–"}</td>
              <td><Text of={words(bar.segment.disconnect)} max={20} /></td>
              <td>{bar.segment.wrapup ? <Text of={names[bar.segment.wrapup] ?? bar.segment.wrapup} max={30} /> : "–"}{bar.segment.wrapup_note && <> <span class="faint"><Text of={bar.segment.wrapup_note} max={80} /></span></>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/// A text without its quotation marks, anything else as JSON.
function valueText(json: string): string {
  if (!json) return "nothing";
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" ? value : json;
  } catch {
    return json;
  }
}

function Revisions({ of, zone }: { of: WholeConversation; zone: Zone }) {
  const newest = [...of.revisions].reverse();
  return (
    <ol class="revisions">
      {newest.map((revision) => (
        <li key={revision.number}>
          <h3>Revision {revision.number} <span class="faint">{zone.label(Date.parse(revision.as_of))} · <Text of={words(revision.kind)} max={24} />{revision.surface && <>, <Text of={words(revision.surface)} max={24} /></>}</span></h3>
          {!revision.changes?.length ? <p class="faint">{revision.bytes_gone ? "Its bytes are held no more." : revision.number === 1 ? "As it was first read." : "Nothing that is shown here changed."}</p> : (
            <dl>
              {revision.changes.slice(0, 200).map((change, n) => (
                <div key={n}><dt><code><Text of={change.path} max={90} /></code></dt>
                  <dd><del><span class="sr-only">was </span><Text of={valueText(change.was)} max={120} /></del> <span aria-hidden="true">→</span> <ins><span class="sr-only">is </span><Text of={valueText(change.is)} max={120} /></ins></dd></div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  );
}

function metricName(name: string): string {
  return harmless(name).replace(/^[tno](?=[A-Z])/, "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function Metrics({ of, zone }: { of: WholeConversation; zone: Zone }) {
  return (
    <table class="rows">
      <thead><tr><th scope="col">Metric</th><th scope="col" class="num">Value</th><th scope="col">Emitted</th></tr></thead>
      <tbody>
        {of.metrics.slice(0, 200).map((metric, n) => (
          <tr key={n}><th scope="row"><span title={harmless(metric.name)}><Text of={metricName(metric.name)} max={40} /></span></th>
            <td class="num">{/^t/.test(metric.name) ? span(metric.value_ms) : metric.value_ms}</td>
            <td class="nowrap">{metric.emitted_at ? zone.exact(Date.parse(metric.emitted_at)) : "–"}</td></tr>
        ))}
      </tbody>
    </table>
  );
}

function Facts({ of, zone }: { of: WholeConversation; zone: Zone }) {
  const [start, end] = [Date.parse(of.start), of.end ? Date.parse(of.end) : null];
  return (
    <p class="facts">
      <b>{zone.label(start)}</b> · {end === null ? "still going on" : <>to {zone.date(end) === zone.date(start) ? zone.exact(end) : zone.label(end)}, {span(end - start)}</>}
      {" · "}<Text of={words(of.media)} max={20} /> <Text of={words(of.direction)} max={20} />
      {of.surface && <> · from <Text of={words(of.surface)} max={20} />{of.as_of && <>, read {zone.label(Date.parse(of.as_of))}</>}</>}
      {of.settled_at && " · settled"}
      {" · "}<a href={hashOf({ view: "now", at: start })}>the centre at its start</a>
    </p>
  );
}

export function ConversationView({ id, zone, known }: { id: string; zone: Zone; known: (id: string) => string }) {
  const loaded = useLoad(id, (signal) => api.conversation(id, signal));
  const of = loaded.value?.id === id ? loaded.value : null;
  if (loaded.fault && !of) {
    return <div class="board-blank"><h1 class="sr-only">A conversation</h1>{loaded.fault.status === 404
      ? <Empty title="That conversation is not held"><Text of={id} max={60} /> is not in the data set, or was erased from it. One that goes on appears here once history has it.</Empty>
      : <Failed fault={loaded.fault} what="The conversation could not be loaded" again={loaded.again} />}</div>;
  }
  if (!of) return <div class="board-blank"><h1 class="sr-only">A conversation</h1><Loading what="The conversation is on its way" rows={7} /></div>;
  const drawn = layout(of, serverNow());
  const names = new Proxy(of.names ?? {}, { get: (own, key) => (typeof key === "string" ? own[key] ?? (known(key) || undefined) : undefined) }) as Record<string, string>;
  const seen = new Set(drawn.lanes.flatMap((lane) => lane.bars.map((bar) => kindOf(lane, bar))));
  return (
    <div class="conversation">
      <header class="conversation-head">
        <a href="#/then">← Then</a>
        <h1>Conversation <code><Text of={of.id} max={60} /></code></h1>
        <Facts of={of} zone={zone} />
      </header>
      {of.deleted_at && <Banner kind="alert" title="Genesys Cloud deleted it.">At {zone.label(Date.parse(of.deleted_at))}; what is shown is what was held then.</Banner>}
      <Panel id="timeline" title="Timeline" note={`from ${zone.exact(drawn.begin)}, ${zone.abbreviation(drawn.begin)}`}
        tools={<ul class="legend">{Object.keys(kindNames).filter((kind) => seen.has(kind)).map((kind) => <li key={kind}><span class={`seg-key k-${kind}`} aria-hidden="true" />{kindNames[kind]}</li>)}</ul>}>
        {drawn.lanes.length ? <Lanes drawn={drawn} names={names} zone={zone} /> : <Empty title="Nothing of it is held but its dates" />}
        {drawn.lanes.length > 0 && <Segments drawn={drawn} names={names} zone={zone} />}
      </Panel>
      <div class="pair">
        <Panel id="revisions" title="Revisions" note={of.revisions.length > 1 ? `rewritten ${of.revisions.length - 1} ${of.revisions.length === 2 ? "time" : "times"}` : "as first read"}>
          {of.revisions.length ? <Revisions of={of} zone={zone} /> : <Empty title="No revision is held" />}
        </Panel>
        <Panel id="metrics" title="Metrics">{of.metrics.length ? <Metrics of={of} zone={zone} /> : <Empty title="Nothing was measured" />}</Panel>
      </div>
    </div>
  );
}
