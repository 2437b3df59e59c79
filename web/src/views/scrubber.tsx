// The slider from now back through history.

import { useEffect, useRef, useState } from "preact/hooks";

import { afterKey, clamp, marks, placeOf, spans, type View, viewAround } from "../logic/slider.js";
import { wallTimeOf, type Zone } from "../logic/zone.js";
import { serverNow, useSecond } from "../live.js";
import type { Loaded } from "../load.js";
import type { Extent, Gap } from "../types.js";
import { words } from "../logic/text.js";

/// What can be asked for, up to this moment.
function viewOf(extent: Extent | null, now: number): View {
  const begin = extent?.begin ? Date.parse(extent.begin) : now - 3_600_000;
  return { begin: Math.min(begin, now - 60_000), end: now };
}

function percentOf(at: number, view: View): number {
  return 100 * clamp(placeOf(at, view), 0, 1);
}

function band(begin: number, end: number, view: View) {
  const left = percentOf(begin, view);
  return { left: `${left}%`, width: `${Math.max(0, percentOf(end, view) - left)}%` };
}

/// Words at an end of the track stand inside it, however wide the fonts of the machine make them.
function nearestEnd(place: number) {
  if (place > 0.95) return "is-last";
  return place < 0.05 ? "is-first" : "";
}

/// Behind the slider: what the ledger says of each day, where the feed had gaps, and what time it was.
function Track({ extent, view, zone, most }: { extent: Extent | null; view: View; zone: Zone; most: number }) {
  const days = (extent?.days ?? []).map((day) => {
    // The ledger's days are those of UTC, whatever the zone of the marks.
    const begin = Date.parse(`${day.date}T00:00:00Z`);
    return { ...day, begin, end: begin + 86_400_000 };
  }).filter((day) => day.end > view.begin && day.begin < view.end);
  const gaps = (extent?.gaps ?? []).map((gap: Gap) => ({
    ...gap, begin: Date.parse(gap.began_at), end: gap.ended_at ? Date.parse(gap.ended_at) : view.end,
  })).filter((gap) => gap.end > view.begin && gap.begin < view.end).slice(0, 200);
  const liveBegin = extent?.live_begin ? Date.parse(extent.live_begin) : null;
  return (
    <div class="track" aria-hidden="true">
      {days.map((day) => <span key={day.date} class={`day d-${day.state}`} style={band(day.begin, day.end, view)} title={`${day.date}: ${words(day.state)}`} />)}
      {liveBegin !== null && liveBegin < view.end && <span class="live-part" style={band(liveBegin, view.end, view)} />}
      {gaps.map((gap) => <span key={gap.began_at} class={`gap ${gap.is_healed ? "is-healed" : ""}`} style={band(gap.begin, gap.end, view)} />)}
      {marks(view, zone, most).map((mark) => (
        <span key={mark.at} class={`mark ${mark.isDay ? "is-day" : ""} ${nearestEnd(mark.place)}`} style={{ left: `${100 * mark.place}%` }}><b>{mark.text}</b></span>
      ))}
    </div>
  );
}

/// A time typed in: one instant, two to choose from where the clocks went back, none where they went forward.
function Jump({ zone, at, isLive, extent, onMove }: {
  zone: Zone; at: number; isLive: boolean; extent: View; onMove: (at: number) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [choices, setChoices] = useState<number[]>([]);
  const [problem, setProblem] = useState("");
  const jump = (to: number) => {
    setChoices([]);
    setProblem("");
    onMove(clamp(to, extent.begin, extent.end));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const wall = wallTimeOf(field.current?.value ?? "");
    const instants = wall ? zone.instants(wall) : [];
    setChoices(instants.length > 1 ? instants : []);
    if (!wall) setProblem("That is no time.");
    else if (instants.length === 0) setProblem("The clocks went forward over that time.");
    else if (instants.length > 1) setProblem("That time came twice:");
    else if (instants[0]! > extent.end) setProblem("That is still to come.");
    else if (instants[0]! < extent.begin - 60_000) setProblem(`History begins ${zone.label(extent.begin)}.`);
    else jump(instants[0]!);
  };
  return (
    <form class="jump" onSubmit={submit}>
      <label class="sr-only" for="jump">Jump to a time, {zone.name}</label>
      <input ref={field} id="jump" type="datetime-local" step={60} defaultValue={`${zone.date(at)}T${zone.time(at)}`}
        key={isLive ? "now" : Math.floor(at / 60_000)} aria-describedby="jump-problem" />
      <button type="submit">Jump</button>
      <span id="jump-problem" class="problem" role="alert">
        {problem}{choices.map((choice) => (
          <button type="button" key={choice} onClick={() => jump(choice)}>{zone.time(choice)} {zone.abbreviation(choice)} (UTC{zone.distance(choice)})</button>
        ))}
      </span>
    </form>
  );
}

/// How many marks there is room for.
function useRoom(): [(element: HTMLElement | null) => void, number] {
  const [most, setMost] = useState(8);
  const observer = useRef<ResizeObserver | null>(null);
  const watch = useRef((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    observer.current = new ResizeObserver(([entry]) => {
      const em = parseFloat(getComputedStyle(element).fontSize) || 16;
      if (entry) setMost(Math.max(3, Math.floor(entry.contentRect.width / (em * 5.5))));
    });
    observer.current.observe(element);
  });
  return [watch.current, most];
}

interface ScrubberProps {
  extent: Loaded<Extent>;
  zone: Zone;
  at: number | null;
  onMove: (at: number | null) => void;
  isPlaying: boolean;
  onPlay: (isPlaying: boolean) => void;
}

export function Scrubber({ extent, zone, at, onMove, isPlaying, onPlay }: ScrubberProps) {
  useSecond();
  const now = Math.floor(serverNow() / 1_000) * 1_000;
  const [span, setSpan] = useState<number>(spans[1].ms);
  const before = useRef<View | undefined>(undefined);
  const [room, most] = useRoom();
  const whole = viewOf(extent.value, now);
  const position = at === null ? now : clamp(at, whole.begin, now);
  // While it is live the view moves with the time; while it is dragged the view stands.
  const view = viewAround(position, span, whole, at === null ? undefined : before.current);
  useEffect(() => void (before.current = view));
  const move = (to: number) => onMove(to >= now - 1_000 ? null : Math.round(clamp(to, whole.begin, now) / 1_000) * 1_000);
  const shift = (direction: number) => {
    before.current = undefined;
    move(position + direction * span);
  };
  const label = at === null ? "now" : zone.label(position);
  return (
    <section class={`scrubber ${at === null ? "" : "is-then"}`} aria-label="Slider through history" id="scrubber">
      <div class="scrub-line">
        <output class="scrub-label" for="slider">
          {at === null ? <><b>Now</b> <span class="faint">live</span></> : <><b>{zone.day(position)} {zone.wall(position).year}, {zone.exact(position)}</b> <span class="faint">{zone.label(position).split(`${zone.time(position)} `)[1]}</span></>}
        </output>
        <div class="transport">
          <button type="button" onClick={() => shift(-1)} aria-label={`Back ${spans.find((each) => each.ms === span)?.name}`} title="Back"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 4v12L3 10zM17 4v12l-7-6z" /></svg></button>
          <button type="button" id="play" disabled={at === null} aria-pressed={isPlaying} onClick={() => onPlay(!isPlaying)}
            aria-label={isPlaying ? "Pause, 60×" : "Play forward at 60×"} title={isPlaying ? "Pause" : "Play 60×"}>
            <svg viewBox="0 0 20 20" aria-hidden="true">{isPlaying ? <path d="M5 4h4v12H5zM11 4h4v12h-4z" /> : <path d="M5 3l12 7-12 7z" />}</svg> 60×
          </button>
          <button type="button" onClick={() => shift(1)} disabled={at === null} aria-label={`Forward ${spans.find((each) => each.ms === span)?.name}`} title="Forward"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 4l7 6-7 6zM10 4l7 6-7 6z" /></svg></button>
          <button type="button" id="to-now" class="primary" disabled={at === null} onClick={() => onMove(null)}>Now</button>
        </div>
        <div class="choice spans" role="group" aria-label="How much of history the slider covers">
          {spans.map((each) => (
            <button key={each.name} type="button" aria-pressed={each.ms === span} onClick={() => {
              before.current = undefined;
              setSpan(each.ms);
            }}>{each.name}</button>
          ))}
        </div>
        <Jump zone={zone} at={position} isLive={at === null} extent={whole} onMove={move} />
      </div>
      <div class="slide" ref={room}>
        <Track extent={extent.value} view={view} zone={zone} most={most} />
        <input id="slider" type="range" min={0} max={Math.round((view.end - view.begin) / 1_000)} step={1}
          value={Math.round((position - view.begin) / 1_000)} aria-label="Instant shown" aria-valuetext={label}
          onInput={(event) => move(view.begin + Number(event.currentTarget.value) * 1_000)}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.altKey || event.metaKey) return;
            const to = afterKey(event.key, event.shiftKey, position, whole);
            if (to === null) return;
            event.preventDefault();
            move(to);
          }} />
      </div>
      {extent.fault && !extent.value && <p class="problem">What can be asked for is not known: {extent.fault.message}.</p>}
      {extent.value && extent.value.begin === null && <p class="hint">No history is held yet.</p>}
    </section>
  );
}
