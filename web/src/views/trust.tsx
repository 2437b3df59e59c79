// How far the data can be trusted: what the ledger says of each day, how fresh it is, what went wrong and what changed.

import { api } from "../api.js";
import { age, span } from "../logic/ages.js";
import { months } from "../logic/calendar.js";
import { harmless, shortId, words } from "../logic/text.js";
import { count } from "../logic/volumes.js";
import type { Zone } from "../logic/zone.js";
import { serverNow, useSecond } from "../live.js";
import { useLoad } from "../load.js";
import { hashOf } from "../routes.js";
import type { DayState, Gap, Incident, Run, Trust as TrustData, TrustDay } from "../types.js";
import { Banner, Empty, Failed, Loading, Panel, Text } from "./parts.js";

const dayStates: readonly DayState[] = ["open", "provisional", "complete", "settled", "re_verified"];
const meanings: Record<DayState, string> = {
  open: "not all of it is read", provisional: "read, may still change", complete: "read, nothing missing", settled: "proven on a second surface", re_verified: "proven again later",
};

function dayTitle(day: TrustDay, zone: Zone): string {
  const parts = [`${day.date}: ${words(day.state)}`, `${count(day.conversations)} conversations`, `${count(day.readings)} readings`];
  if (day.last_read_at) parts.push(`last read ${zone.label(Date.parse(day.last_read_at))}`);
  if (day.reopened) parts.push(`reopened ${day.reopened === 1 ? "once" : `${day.reopened} times`}`);
  if (day.set_aside) parts.push(`${count(day.set_aside)} records set aside`);
  if (day.doubt) parts.push(day.doubt);
  return parts.join("\n");
}

const monthName = (name: string) => new Date(`${name}-15T00:00:00Z`).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function Calendar({ days, zone }: { days: TrustDay[]; zone: Zone }) {
  const counts = new Map(dayStates.map((state) => [state, days.filter((day) => day.state === state).length]));
  return (
    <>
      <ul class="legend states">
        {dayStates.map((state) => <li key={state}><span class={`cell d-${state}`} aria-hidden="true" />{words(state)} <b>{counts.get(state)}</b> <span class="faint">{meanings[state]}</span></li>)}
      </ul>
      <div class="months">
        {months(days).map((month) => (
          <table key={month.name} class="month">
            <caption>{monthName(month.name)}</caption>
            <thead><tr>{["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((name) => <th key={name} scope="col"><abbr title={name}>{name[0]}</abbr></th>)}</tr></thead>
            <tbody>
              {month.weeks.map((week, n) => (
                <tr key={n}>{week.map((cell, m) => (cell === null ? <td key={m} /> : (
                  <td key={m} data-date={cell.date} data-state={cell.of?.state}>
                    <span class={`cell ${cell.of ? `d-${cell.of.state}` : "is-none"} ${cell.of?.reopened ? "is-reopened" : ""}`} title={cell.of ? dayTitle(cell.of, zone) : `${cell.date}: not held`}>
                      <span aria-hidden="true">{Number(cell.date.slice(8))}</span>
                      <span class="sr-only">{Number(cell.date.slice(8))}: {cell.of ? `${words(cell.of.state)}${cell.of.reopened ? ", reopened" : ""}` : "not held"}</span>
                    </span>
                  </td>
                )))}</tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <Doubts days={days} />
    </>
  );
}

function Doubts({ days }: { days: TrustDay[] }) {
  const doubtful = days.filter((day) => day.doubt).slice(-30).reverse();
  if (doubtful.length === 0) return null;
  return (
    <details class="as-table">
      <summary>Why {doubtful.length === 1 ? "one day is" : `${doubtful.length} days are`} not settled</summary>
      <ul class="plain-list">{doubtful.map((day) => <li key={day.date}><b>{day.date}</b> <Text of={day.doubt} max={240} /></li>)}</ul>
    </details>
  );
}

function Freshness({ trust, zone }: { trust: TrustData; zone: Zone }) {
  const now = serverNow();
  return (
    <table class="rows">
      <thead><tr><th scope="col">Surface</th><th scope="col">Read up to</th><th scope="col" class="num">Age</th></tr></thead>
      <tbody>
        {trust.freshness.map((each) => (
          <tr key={each.surface}><th scope="row"><Text of={words(each.surface)} max={30} /></th>
            <td class="nowrap">{each.until ? zone.label(Date.parse(each.until)) : "never"}</td>
            <td class="num">{each.until ? age(now - Date.parse(each.until)) : "–"}</td></tr>
        ))}
      </tbody>
    </table>
  );
}

function Work({ trust, zone }: { trust: TrustData; zone: Zone }) {
  const requests = trust.requests ?? { feed: 0, sync: 0 };
  const { sync } = trust;
  const all = Math.max(1, requests.feed + requests.sync);
  const facts: [string, string][] = !sync ? [] : [
    ["Runs", count(sync.runs)], ["Failures", count(sync.failures)],
    ["Last success", sync.succeeded_at ? `${age(serverNow() - Date.parse(sync.succeeded_at))} ago` : "none yet"],
    ["Late arrivals", count(sync.late_arrivals)], ["Deleted by Genesys", count(sync.deleted)],
  ];
  return (
    <>
      <div class="requests">
        <p><b>{count(requests.feed + requests.sync)}</b> requests used</p>
        <div class="share" aria-hidden="true"><i class="k-feed" style={{ width: `${(100 * requests.feed) / all}%` }} /><i class="k-sync" style={{ width: `${(100 * requests.sync) / all}%` }} /></div>
        <ul class="legend"><li><i class="k-feed" aria-hidden="true" />feed {count(requests.feed)}</li><li><i class="k-sync" aria-hidden="true" />sync {count(requests.sync)}</li></ul>
      </div>
      {sync?.without_jobs && <div class="inset"><Banner kind="doubt" title="Nothing is settled without jobs."><Text of={sync.without_jobs} max={240} /></Banner></div>}
      {sync?.trouble && <div class="inset"><Banner kind="stale" title="The sync has trouble."><Text of={sync.trouble} max={240} /></Banner></div>}
      <dl class="facts-list" title={sync?.succeeded_at ? zone.label(Date.parse(sync.succeeded_at)) : undefined}>{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </>
  );
}

function Runs({ runs, zone }: { runs: Run[]; zone: Zone }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Runs">
      <table class="rows">
        <thead><tr><th scope="col">Run</th><th scope="col">Began</th><th scope="col" class="num">Took</th><th scope="col" class="num">Requests</th><th scope="col" class="num">Revisions</th></tr></thead>
        <tbody>
          {runs.slice(0, 12).map((run) => (
            <tr key={run.run} class={run.error ? "is-gap" : ""} title={run.error ? harmless(run.error).slice(0, 500) : undefined}>
              <th scope="row"><Text of={run.command} max={16} />{run.error && <b class="gap-word"> failed</b>}</th>
              <td class="nowrap" title={zone.label(Date.parse(run.started_at))}>{zone.day(Date.parse(run.started_at)).replace(/^\w+ /, "")}, {zone.time(Date.parse(run.started_at))}</td>
              <td class="num">{run.ended_at ? span(Date.parse(run.ended_at) - Date.parse(run.started_at)) : "goes on"}</td>
              <td class="num">{run.requests === null ? "–" : count(run.requests)}</td><td class="num">{run.revisions === null ? "–" : count(run.revisions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Gaps({ gaps, zone }: { gaps: Gap[]; zone: Zone }) {
  const newest = [...gaps].sort((a, b) => (a.began_at < b.began_at ? 1 : -1)).slice(0, 100);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Gaps of the feed">
      <table class="rows">
        <thead><tr><th scope="col">Began</th><th scope="col" class="num">Lasted</th><th scope="col">Cause</th><th scope="col">Healed</th></tr></thead>
        <tbody>
          {newest.map((gap) => {
            const [began, ended] = [Date.parse(gap.began_at), gap.ended_at ? Date.parse(gap.ended_at) : null];
            return (
              <tr key={gap.began_at + gap.cause} class={gap.is_healed ? "" : "is-gap"}>
                <td class="nowrap" title={zone.label(began)}>{zone.day(began)}, {zone.exact(began)}</td><td class="num">{ended === null ? "goes on" : span(ended - began)}</td>
                <td><Text of={words(gap.cause)} max={40} /></td><td>{gap.is_healed ? <span class="good">yes</span> : <b class="gap-word">no</b>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Incidents({ incidents, zone }: { incidents: Incident[]; zone: Zone }) {
  const sorted = [...incidents].sort((a, b) => Number(!b.closed_at) - Number(!a.closed_at) || (a.opened_at < b.opened_at ? 1 : -1)).slice(0, 100);
  return (
    <ul class="incidents">
      {sorted.map((each, n) => (
        <li key={n} class={each.closed_at ? "" : "is-open"}>
          <p><span class="tag">{each.closed_at ? "closed" : "open"}</span> <b><Text of={words(each.kind)} max={30} /></b> <Text of={each.message} max={240} /></p>
          <p class="faint">
            <Text of={words(each.surface)} max={20} /> · opened {zone.label(Date.parse(each.opened_at))}{each.closed_at && <> · closed {zone.label(Date.parse(each.closed_at))}</>}
            {each.conversation && <> · <a href={hashOf({ view: "conversation", id: each.conversation })}><Text of={shortId(each.conversation)} max={12} /></a></>}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Changed({ changed }: { changed: TrustData["changed"] }) {
  const newest = [...changed].sort((a, b) => (a.date < b.date ? 1 : -1)).filter((each) => each.conversations > 0).slice(0, 14);
  const most = Math.max(1, ...newest.map((each) => each.conversations));
  if (newest.length === 0) return <Empty title="Nothing was changed afterwards" />;
  return (
    <table class="changed">
      <thead class="sr-only"><tr><th scope="col">Day</th><th scope="col">Conversations changed</th></tr></thead>
      <tbody>{newest.map((each) => (
        <tr key={each.date}><th scope="row">{each.date}</th><td><span class="bar" style={{ width: `${(100 * each.conversations) / most}%` }} aria-hidden="true" /><b>{count(each.conversations)}</b></td></tr>
      ))}</tbody>
    </table>
  );
}

export function Trust({ zone }: { zone: Zone }) {
  useSecond();
  const loaded = useLoad("trust", api.trust, 30_000);
  const trust = loaded.value;
  const note = trust ? `${age(performance.now() - loaded.cameAt)} old` : undefined;
  if (!trust) {
    return <div class="board-blank"><h1 class="sr-only">Trust</h1>{loaded.fault ? <Failed fault={loaded.fault} what="The ledger could not be read" again={loaded.again} /> : <Loading what="The ledger is on its way" rows={8} />}</div>;
  }
  const open = trust.incidents.filter((each) => !each.closed_at).length;
  return (
    <div class="trust">
      <h1 class="sr-only">How far the data can be trusted</h1>
      {loaded.fault && <Banner kind="stale" title="The ledger could not be read again."><Text of={loaded.fault.message} max={160} /> What is shown is {note}.</Banner>}
      <div class="stack">
        <Panel id="calendar" title="What each day is worth" note={<>days of UTC · {note}</>}>
          {trust.days.length ? <Calendar days={trust.days} zone={zone} /> : <Empty title="The ledger has no day yet">It fills as history is read.</Empty>}
        </Panel>
        <div class="pair">
          <Panel id="incidents" title="Incidents" note={`${open} open · ${note}`}>{trust.incidents.length ? <Incidents incidents={trust.incidents} zone={zone} /> : <Empty title="No incident">Live and history agree in all that was compared.</Empty>}</Panel>
          <div class="stack">
          <Panel id="gaps" title="Gaps of the feed" note={note}>{trust.gaps.length ? <Gaps gaps={trust.gaps} zone={zone} /> : <Empty title="No gap">The feed has seen everything since it began.</Empty>}</Panel>
          {trust.runs && trust.runs.length > 0 && <Panel id="runs" title="Runs" note="the last dozen"><Runs runs={trust.runs} zone={zone} /></Panel>}
          </div>
        </div>
      </div>
      <div class="stack">
        <Panel id="freshness" title="Freshness" note={note}>{trust.freshness.length ? <Freshness trust={trust} zone={zone} /> : <Empty title="Nothing was read yet" />}</Panel>
        <Panel id="work" title="Requests and sync" note={note}><Work trust={trust} zone={zone} /></Panel>
        <Panel id="changed" title="What Genesys changed afterwards" note={`conversations by day · ${note}`}><Changed changed={trust.changed} /></Panel>
      </div>
    </div>
  );
}
