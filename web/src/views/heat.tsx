import { useMemo, useState } from "preact/hooks";

import { heat } from "../logic/calendar.js";
import { span } from "../logic/ages.js";
import { abandonRate, averageWait, count, percent, serviceLevel, type Sums } from "../logic/volumes.js";
import type { Zone } from "../logic/zone.js";
import type { VolumeRow } from "../types.js";
import { Choice } from "./parts.js";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

type Measure = "offered" | "abandoned" | "below" | "answer";

const measures: Record<Measure, { text: string; of: (sums: Sums) => number | null; said: (sums: Sums) => string }> = {
  offered: { text: "Offered", of: (sums) => sums.offered, said: (sums) => count(sums.offered) },
  abandoned: { text: "Abandoned", of: abandonRate, said: (sums) => percent(abandonRate(sums)) },
  below: {
    text: "Below service level", of: (sums) => { const level = serviceLevel(sums); return level === null ? null : 1 - level; },
    said: (sums) => { const level = serviceLevel(sums); return percent(level === null ? null : 1 - level); },
  },
  answer: { text: "Wait", of: averageWait, said: (sums) => span(averageWait(sums)) },
};

/// A week of half hours: the darker, the more. The figures are each cell's text, too.
export function Heat({ rows, zone }: { rows: VolumeRow[]; zone: Zone }) {
  const [measure, setMeasure] = useState<Measure>("offered");
  const cells = useMemo(() => heat(rows, zone), [rows, zone]);
  const { of, said, text } = measures[measure];
  const most = Math.max(1e-9, ...cells.flat().map((sums) => (sums && of(sums)) ?? 0));
  const isHourly = useMemo(() => rows.length > 0 && cells.every((day) => day.every((cell, n) => n % 2 === 0 || cell === null)), [cells]);
  const columns = Array.from({ length: 48 }, (_, n) => n).filter((n) => !isHourly || n % 2 === 0);
  return (
    <>
      <div class="panel-tools">
        <Choice label="What the heat map shows" value={measure} onChange={setMeasure}
          options={(Object.keys(measures) as Measure[]).map((value) => ({ value, text: measures[value].text }))} />
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={`Heat map: ${text}`}>
        <table class="heat">
          <thead>
            <tr><td />{columns.map((n) => <th key={n} scope="col"><span class={n % 6 === 0 ? "" : "sr-only"}>{String(Math.floor(n / 2)).padStart(2, "0")}:{n % 2 ? "30" : "00"}</span></th>)}</tr>
          </thead>
          <tbody>
            {cells.map((day, weekday) => day.some(Boolean) && (
              <tr key={days[weekday]}>
                <th scope="row">{days[weekday]}</th>
                {columns.map((n) => {
                  const sums = day[n];
                  const value = sums ? of(sums) : null;
                  const time = `${String(Math.floor(n / 2)).padStart(2, "0")}:${n % 2 ? "30" : "00"}`;
                  return (
                    <td key={n} class={sums ? "" : "is-none"} style={{ "--heat": value === null ? 0 : value / most }}
                      title={`${days[weekday]} ${time}: ${sums ? said(sums) : "nothing"}`}>
                      <span class="sr-only">{sums ? said(sums) : "–"}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
