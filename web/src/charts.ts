// Charts of intervals: bars that stand on each other, and a line. Loaded only by views that draw them.

import uPlot from "uplot";

import type { Zone } from "./logic/zone.js";

export interface Stack {
  name: string;
  /// The colour's name in colours.css.
  colour: string;
  values: (number | null)[];
}

export interface ChartSpec {
  begins: number[];
  zone: Zone;
  isDays: boolean;
  areDurations: boolean;
  stacks: Stack[];
  line: Stack & { isShare: boolean };
  /// What a number of the bars reads as.
  text: (value: number) => string;
  /// What the interval under the pointer reads as; null when there is none.
  onPoint: (index: number | null) => void;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888";
}

function stacked(stacks: Stack[], length: number): (number | null)[][] {
  const sums = new Array<number>(length).fill(0);
  return stacks.map((stack) => stack.values.map((value, n) => (sums[n] = (sums[n] ?? 0) + (value ?? 0))));
}

function axis(extra: uPlot.Axis, em: number): uPlot.Axis {
  return {
    stroke: colour("--soft"), font: `${Math.round(em * 0.82)}px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1, size: 4 }, ...extra,
  };
}

/// Round distances of time, where the numbers are durations in milliseconds.
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800, 604_800]
  .map((seconds) => seconds * 1_000);

function axes(spec: ChartSpec, em: number): uPlot.Axis[] {
  const label = (seconds: number) => {
    const at = seconds * 1_000;
    const { hour, minute } = spec.zone.wall(at);
    return spec.isDays || (hour === 0 && minute === 0) ? spec.zone.day(at) : spec.zone.time(at);
  };
  const steps = spec.areDurations ? { incrs: timeSteps } : {};
  const time = (value: number | null) => (value === null ? "" : spec.text(value));
  return [
    axis({ values: (_, splits) => splits.map(label), grid: { show: false }, size: em * 2, space: em * 5.5,
      ...(spec.isDays ? { splits: (plot, _axis, low, high) => everyFew(spec.begins, low, high, (plot.width - 8 * em) / (6.5 * em)) } : {}) }, em),
    axis({ scale: "y", ...steps, values: (_, splits) => splits.map(time), size: em * 4, space: em * 2.6 }, em),
    axis({ scale: "line", ...steps, side: 1, grid: { show: false }, size: em * 4, space: em * 2.6,
      values: (_, splits) => splits.map((value) => (spec.line.isShare ? `${value} %` : time(value))) }, em),
  ];
}

/// Days as they begin in the zone: uPlot would place its marks by the length of a day, which differs.
function everyFew(begins: number[], low: number, high: number, most: number): number[] {
  const inside = begins.map((begin) => begin / 1_000).filter((begin) => begin >= low && begin <= high);
  const skip = Math.max(1, Math.ceil(inside.length / Math.max(1, most)));
  return inside.filter((_, n) => n % skip === 0);
}

function series(spec: ChartSpec, em: number): uPlot.Series[] {
  const bars = uPlot.paths.bars?.({ size: [0.78, em * 3, 1], radius: 0 });
  const of = (stack: Stack): uPlot.Series => ({
    label: stack.name, scale: "y", fill: colour(stack.colour), stroke: colour(stack.colour), width: 0, points: { show: false },
    ...(bars ? { paths: bars } : {}),
  });
  const line: uPlot.Series = {
    label: spec.line.name, scale: "line", stroke: colour(spec.line.colour), width: Math.max(2, em / 7), spanGaps: false,
    points: { show: spec.begins.length < 40, size: em / 2.4, fill: colour("--card") },
  };
  // The tallest bars first, so that the lower ones stand before them.
  return [{}, ...[...spec.stacks].reverse().map(of), line];
}

function data(spec: ChartSpec): uPlot.AlignedData {
  return [spec.begins.map((begin) => begin / 1_000), ...stacked(spec.stacks, spec.begins.length).reverse(), spec.line.values] as uPlot.AlignedData;
}

/// Draws into the element, as wide as it is; gives what takes it away again.
export function drawChart(element: HTMLElement, spec: ChartSpec): () => void {
  const em = parseFloat(getComputedStyle(element).fontSize) || 16;
  const first = spec.begins[0] ?? 0;
  const second = spec.begins[1] ?? first + 1_800_000;
  const half = (second - first) / 2_000;
  const height = () => Math.round(em * (element.clientWidth < 500 ? 12 : 14));
  const chart = new uPlot({
    width: Math.max(200, element.clientWidth), height: height(), padding: [em * 0.8, 0, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), spec.zone.name),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
    scales: {
      x: { time: true, range: (_, low, high) => [low - half, high + half] },
      y: { range: (_, __, high) => [0, Math.max(high * 1.06, 1)] },
      line: { range: (_, __, high) => (spec.line.isShare ? [0, 102] : [0, Math.max(high * 1.06, 1)]) },
    },
    axes: axes(spec, em),
    series: series(spec, em),
    hooks: { setCursor: [(plot) => spec.onPoint(plot.cursor.idx ?? null)] },
  }, data(spec), element);
  const observer = new ResizeObserver(() => chart.setSize({ width: Math.max(200, element.clientWidth), height: height() }));
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.destroy();
  };
}
