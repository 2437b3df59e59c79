import { useEffect, useRef, useState } from "preact/hooks";

import type { ChartSpec } from "../charts.js";

type Drawer = typeof import("../charts.js").drawChart;
let loading: Promise<Drawer> | undefined;

function drawer(): Promise<Drawer> {
  loading ??= import("../charts.js").then((module) => module.drawChart);
  // One that could not be loaded is asked for again the next time.
  loading.catch(() => (loading = undefined));
  return loading;
}

/// A chart with its legend; what lies under the pointer is written above it. `summary` is for who cannot see it.
export function Chart({ spec, summary, dark, read }: {
  spec: Omit<ChartSpec, "onPoint">; summary: string; dark: boolean; read: (index: number) => string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLParagraphElement>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    let remove: (() => void) | undefined;
    let isGone = false;
    const onPoint = (index: number | null) => {
      if (readout.current) readout.current.textContent = index === null ? "" : read(index);
    };
    drawer().then((draw) => {
      if (!isGone && place.current) remove = draw(place.current, { ...spec, onPoint });
    }, () => setLost(true));
    return () => {
      isGone = true;
      remove?.();
    };
  }, [spec, dark]);
  return (
    <figure class="chart">
      <figcaption>
        <ul class="legend">
          {[...spec.stacks, spec.line].map((stack) => (
            <li key={stack.name}><i class={`k-${stack.colour.replace("--", "")} ${stack === spec.line ? "is-line" : ""}`} aria-hidden="true" />{stack.name}</li>
          ))}
        </ul>
        <p class="readout" ref={readout} aria-hidden="true" />
      </figcaption>
      <div class="plot" ref={place} role="img" aria-label={summary} />
      {isLost && <p class="problem">The chart could not be loaded; the table below has its numbers.</p>}
    </figure>
  );
}
