// What was: volumes, answers, service level and handle time, over days and down to one conversation.

import { useEffect, useMemo, useState } from "preact/hooks";

import { api } from "../api.js";
import { span, stopwatch } from "../logic/ages.js";
import { cuts, intervals, perInterval, type Preset, type Range, rangeOf, usualCut } from "../logic/range.js";
import { harmless, shortId, words } from "../logic/text.js";
import { abandonRate, averageWait, averageHandle, count, grouped, percent, serviceLevel, type Sums, total, flowedOutRate } from "../logic/volumes.js";
import { wallTimeOf, type Zone } from "../logic/zone.js";
import { serverNow } from "../live.js";
import { type Loaded, useLoad } from "../load.js";
import type { By, VolumeRow, Volumes } from "../types.js";
import { Chart } from "./chart.js";
import { Heat } from "./heat.js";
import { ConversationTable } from "./listing.js";
import { Banner, Choice, Empty, Failed, Loading, Panel, Text } from "./parts.js";

export type Names = (id: string) => string;

interface Chosen {
  preset: Preset;
  first: string;
  last: string;
  by: By | null;
  queues: string[];
  media: string[];
}

/// Kept while one looks at a conversation and comes back.
let kept: Chosen = { preset: "today", first: "", last: "", by: null, queues: [], media: [] };

function chosenRange(chosen: Chosen, zone: Zone): Range {
  const now = serverNow();
  if (chosen.preset !== "custom") return rangeOf(chosen.preset, now, zone);
  const [first, last] = [wallTimeOf(chosen.first), wallTimeOf(chosen.last)];
  if (!first || !last) return rangeOf("today", now, zone);
  const from = zone.dayBegin(first.year, first.month, first.day);
  const to = zone.dayAfter(zone.dayBegin(last.year, last.month, last.day));
  return to > from ? { from, to } : { from: zone.startOfDay(to - 1), to: zone.dayAfter(from) };
}

const cutNames: Record<By, string> = { half_hour: "Half hours", hour: "Hours", day: "Days" };

function Filters({ chosen, set, range, zone, rows, names }: {
  chosen: Chosen; set: (news: Partial<Chosen>) => void; range: Range; zone: Zone; rows: VolumeRow[]; names: Names;
}) {
  const queues = [...new Set(rows.map((row) => row.queue ?? ""))].sort((a, b) => names(a).localeCompare(names(b)));
  const media = [...new Set(rows.map((row) => row.media ?? ""))].sort();
  const custom = () => ({ first: zone.date(range.from), last: zone.date(range.to - 1) });
  return (
    <div class="filters" role="group" aria-label="What to look at">
      <Choice label="Range" value={chosen.preset} onChange={(preset) => set({ preset, by: null, ...(preset === "custom" ? custom() : {}) })}
        options={(["today", "yesterday", "7 days", "28 days", "custom"] as const).map((value) => ({ value, text: value[0]!.toUpperCase() + value.slice(1) }))} />
      {chosen.preset === "custom" && (
        <span class="dates">
          <label>From <input type="date" value={chosen.first} onChange={(event) => set({ first: event.currentTarget.value, by: null })} /></label>
          <label>to <input type="date" value={chosen.last} onChange={(event) => set({ last: event.currentTarget.value, by: null })} /></label>
        </span>
      )}
      <Choice label="Intervals" value={chosen.by ?? usualCut(range)} onChange={(by) => set({ by })}
        options={cuts(range).map((value) => ({ value, text: cutNames[value] }))} />
      <label>Queue <select id="then-queue" value={chosen.queues[0] ?? ""} onChange={(event) => set({ queues: event.currentTarget.value ? [event.currentTarget.value] : [] })}>
        <option value="">All queues</option>
        {queues.map((id) => <option key={id} value={id}>{harmless(names(id)).slice(0, 60) || "without a queue"}</option>)}
      </select></label>
      <label>Media <select id="then-media" value={chosen.media[0] ?? ""} onChange={(event) => set({ media: event.currentTarget.value ? [event.currentTarget.value] : [] })}>
        <option value="">All media</option>
        {media.map((name) => <option key={name} value={name}>{words(name)}</option>)}
      </select></label>
    </div>
  );
}

function Tiles({ sums, target }: { sums: Sums; target: number }) {
  const tiles: [string, string, string][] = [
    ["Offered", count(sums.offered), ""],
    ["Answered", count(sums.answered), ""],
    ["Abandoned", count(sums.abandoned), percent(abandonRate(sums))],
    ["Service level", percent(serviceLevel(sums)), `within ${span(target)}`],
    ["Wait", span(averageWait(sums)), "average"],
    ["Handle time", span(averageHandle(sums)), "average"],
    ["Flowed out", count(sums.flowed_out), percent(flowedOutRate(sums))],
  ];
  return (
    <dl class="figures tiles" aria-label="The whole range">
      {tiles.map(([name, value, under]) => (
        <div key={name} class="figure"><dt>{name}</dt><dd><span class="value">{value}</span>{under && <span class="under">{under}</span>}</dd></div>
      ))}
    </dl>
  );
}

function useCharts(rows: VolumeRow[], range: Range, by: By, zone: Zone) {
  return useMemo(() => {
    const begins = intervals(range, by, zone, serverNow());
    const sums = perInterval(rows, begins);
    const of = (value: (each: Sums) => number | null) => sums.map(value);
    const common = { begins, zone, isDays: by === "day" };
    const share = (field: "talk_ms" | "held_ms" | "wrapup_ms") => of((each) => (each.handled ? each[field] / each.handled : 0));
    return {
      sums, begins,
      volume: { ...common, areDurations: false, text: (value: number) => count(Math.round(value)), stacks: [
        { name: "Answered", colour: "--s-interacting", values: of((each) => each.answered) },
        { name: "Abandoned", colour: "--act", values: of((each) => each.abandoned) },
        { name: "Other", colour: "--s-wrapping", values: of((each) => Math.max(0, each.offered - each.answered - each.abandoned)) }],
      line: { name: "Service level", colour: "--ink", isShare: true, values: of((each) => { const level = serviceLevel(each); return level === null ? null : level * 100; }) } },
      handle: { ...common, areDurations: true, text: stopwatch, stacks: [
        { name: "Talk", colour: "--s-interacting", values: share("talk_ms") },
        { name: "Hold", colour: "--s-holding", values: share("held_ms") },
        { name: "Wrap-up", colour: "--s-wrapping", values: share("wrapup_ms") }],
      line: { name: "Wait (right)", colour: "--ink", isShare: false, values: of(averageWait) } },
    };
  }, [rows, range.from, range.to, by, zone]);
}

function intervalName(begin: number, by: By, zone: Zone): string {
  return by === "day" ? zone.day(begin) : `${zone.day(begin)} ${zone.time(begin)}${zone.isTwice(begin) ? ` ${zone.abbreviation(begin)}` : ""}`;
}

function IntervalTable({ sums, begins, by, zone }: { sums: Sums[]; begins: number[]; by: By; zone: Zone }) {
  return (
    <details class="as-table">
      <summary>The same as a table</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Figures by interval">
        <table class="rows">
          <thead><tr><th scope="col">Interval</th><SumHeads /></tr></thead>
          <tbody>{begins.map((begin, n) => sums[n]!.offered > 0 && <tr key={begin}><th scope="row">{intervalName(begin, by, zone)}</th><SumCells sums={sums[n]!} /></tr>)}</tbody>
        </table>
      </div>
    </details>
  );
}

function SumHeads() {
  return <>{["Offered", "Answered", "Abandoned", "Service level", "Wait", "Handle time", "Flowed out"].map((name) => <th key={name} scope="col" class="num">{name}</th>)}</>;
}

function SumCells({ sums }: { sums: Sums }) {
  return (
    <>
      <td class="num">{count(sums.offered)}</td><td class="num">{count(sums.answered)}</td>
      <td class="num">{count(sums.abandoned)} <span class="faint">{percent(abandonRate(sums))}</span></td>
      <td class="num">{percent(serviceLevel(sums))}</td><td class="num">{span(averageWait(sums))}</td>
      <td class="num">{span(averageHandle(sums))}</td><td class="num">{count(sums.flowed_out)}</td>
    </>
  );
}

function Breakdown({ id, title, rows, of, name, chosen, onChoose }: {
  id: string; title: string; rows: VolumeRow[]; of: (row: VolumeRow) => string; name: (key: string) => string; chosen: string; onChoose: (key: string) => void;
}) {
  const groups = [...grouped(rows, of)].sort(([, a], [, b]) => b.offered - a.offered);
  const [most, setMost] = useState(12);
  return (
    <Panel id={id} title={title}>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="rows">
          <thead><tr><th scope="col">{title.replace("By ", "").replace(/^./, (c) => c.toUpperCase())}</th><SumHeads /></tr></thead>
          <tbody>
            {groups.slice(0, most).map(([key, sums]) => (
              <tr key={key} class={chosen === key ? "is-chosen" : ""}>
                <th scope="row"><button type="button" class="plain" aria-pressed={chosen === key} onClick={() => onChoose(chosen === key ? "" : key)}><Text of={name(key) || "none"} max={40} /></button></th>
                <SumCells sums={sums} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {groups.length > most && <button type="button" class="more" onClick={() => setMost(1_000)}>{groups.length - most} more</button>}
    </Panel>
  );
}

function heatRows(volumes: Volumes, fine: Loaded<Volumes | null>): VolumeRow[] | null {
  return volumes.by === "day" ? fine.value?.rows ?? null : volumes.rows;
}

function Figures({ volumes, chosen, set, range, by, zone, names, dark, fine }: {
  volumes: Volumes; chosen: Chosen; set: (news: Partial<Chosen>) => void; range: Range; by: By; zone: Zone; names: Names; dark: boolean; fine: Loaded<Volumes | null>;
}) {
  const passes = (row: VolumeRow) => (!chosen.queues[0] || row.queue === chosen.queues[0]) && (!chosen.media[0] || row.media === chosen.media[0]);
  const rows = useMemo(() => volumes.rows.filter(passes), [volumes, chosen.queues, chosen.media]);
  const forHeat = heatRows(volumes, fine);
  const hot = useMemo(() => forHeat?.filter(passes) ?? null, [forHeat, chosen.queues, chosen.media]);
  const { volume, handle, sums, begins } = useCharts(rows, range, by, zone);
  const whole = total(rows);
  const read = (n: number) => {
    const each = sums[n];
    return each ? `${intervalName(begins[n]!, by, zone)}: ${count(each.offered)} offered, ${count(each.answered)} answered, ${count(each.abandoned)} abandoned, service level ${percent(serviceLevel(each))}` : "";
  };
  const readHandle = (n: number) => {
    const each = sums[n];
    return each ? `${intervalName(begins[n]!, by, zone)}: handle time ${span(averageHandle(each))}, wait ${span(averageWait(each))}` : "";
  };
  if (whole.offered === 0) return <Panel id="volumes" title="Volumes"><Empty title="Nothing was offered in this range">Another range, queue or media may have something.</Empty></Panel>;
  return (
    <>
      <Tiles sums={whole} target={volumes.target_ms} />
      <div class="pair">
        <Panel id="volumes" title="Volumes and service level">
          <Chart spec={volume} dark={dark} read={read} summary={`${count(whole.offered)} offered, ${count(whole.answered)} answered, ${count(whole.abandoned)} abandoned, service level ${percent(serviceLevel(whole))}`} />
          <IntervalTable sums={sums} begins={begins} by={by} zone={zone} />
        </Panel>
        <Panel id="handle" title="Handle time">
          <Chart spec={handle} dark={dark} read={readHandle} summary={`Average handle time ${span(averageHandle(whole))}, wait ${span(averageWait(whole))}`} />
        </Panel>
      </div>
      <Panel id="heat" title="When it happens" note={`weekdays and ${volumes.by === "day" || by === "hour" ? "hours" : "half hours"}, ${zone.name}`}>
        {hot ? <Heat rows={hot} zone={zone} /> : fine.fault ? <Failed fault={fine.fault} what="The heat map could not be loaded" again={fine.again} /> : <Loading what="The heat map is on its way" />}
      </Panel>
      <div class="pair is-wide">
        <Breakdown id="by-queue" title="By queue" rows={chosen.media[0] ? volumes.rows.filter((row) => row.media === chosen.media[0]) : volumes.rows} of={(row) => row.queue ?? ""} name={names} chosen={chosen.queues[0] ?? ""} onChoose={(id) => set({ queues: id ? [id] : [] })} />
        <Breakdown id="by-media" title="By media" rows={chosen.queues[0] ? volumes.rows.filter((row) => row.queue === chosen.queues[0]) : volumes.rows} of={(row) => row.media ?? ""} name={words} chosen={chosen.media[0] ?? ""} onChoose={(name) => set({ media: name ? [name] : [] })} />
      </div>
    </>
  );
}

export function Then({ zone, names: known, dark }: { zone: Zone; names: Names; dark: boolean }) {
  const [chosen, setChosen] = useState(kept);
  const set = (news: Partial<Chosen>) => setChosen((before) => ({ ...before, ...news }));
  useEffect(() => void (kept = chosen), [chosen]);
  const range = useMemo(() => chosenRange(chosen, zone), [chosen.preset, chosen.first, chosen.last, zone]);
  const by = chosen.by && cuts(range).includes(chosen.by) ? chosen.by : usualCut(range);
  const key = `${range.from} ${range.to} ${by}`;
  const volumes = useLoad(key, (signal) => api.volumes(range.from, range.to, by, signal));
  // Days say nothing of the hour: the heat map asks for hours of its own, of the last month at most.
  const fineFrom = Math.max(range.from, zone.dayAfter(range.to - 1, -30));
  const fine = useLoad(`fine ${key}`, (signal) => (by === "day" ? api.volumes(fineFrom, range.to, "hour", signal) : Promise.resolve(null)));
  const shown = volumes.value;
  const names: Names = (id) => known(id) || shortId(id);
  return (
    <div class={`then ${volumes.isLoading && shown ? "is-loading" : ""}`}>
      <h1 class="sr-only">The contact centre as it was</h1>
      <Filters chosen={chosen} set={set} range={range} zone={zone} rows={shown?.rows ?? []} names={names} />
      <p class="range-name">{zone.label(range.from)} – {range.to > serverNow() ? "now" : zone.label(range.to)} <span class="faint">{zone.name}</span></p>
      {shown?.doubts.slice(0, 5).map((doubt) => <Banner key={doubt} kind="doubt" title="Something may be missing."><Text of={doubt} max={240} /></Banner>)}
      {volumes.fault && <Failed fault={volumes.fault} what="The figures could not be loaded" again={volumes.again} />}
      {!shown && !volumes.fault && <Loading what="The figures are on their way" rows={9} />}
      {shown && shown.by === by && <Figures volumes={shown} chosen={chosen} set={set} range={range} by={by} zone={zone} names={names} dark={dark} fine={fine} />}
      {shown && shown.by !== by && !volumes.fault && <Loading what="The figures are on their way" rows={9} />}
      <ConversationTable range={range} queues={chosen.queues} media={chosen.media} zone={zone} names={known} />
    </div>
  );
}
