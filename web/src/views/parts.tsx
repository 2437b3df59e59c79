// Small parts that every view is made of.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { Fault } from "../api.js";
import { age } from "../logic/ages.js";
import { harmless, shortened } from "../logic/text.js";
import type { State } from "../types.js";

/// A text of the platform: isolated, shown as it is, cut with the whole in its title.
export function Text({ of, max = 60 }: { of: unknown; max?: number }) {
  const whole = harmless(of);
  const cut = shortened(whole, max);
  return <bdi class="text" title={cut === whole ? undefined : shortened(whole, 2_000)}>{cut || "–"}</bdi>;
}

export function Panel(props: {
  id: string;
  title: string;
  note?: ComponentChildren;
  tools?: ComponentChildren;
  kind?: string;
  children: ComponentChildren;
}) {
  return (
    <section class={`panel ${props.kind ?? ""}`} aria-labelledby={`${props.id}-title`} id={props.id}>
      <header class="panel-head">
        <h2 id={`${props.id}-title`}>{props.title}</h2>
        {props.note !== undefined && <span class="note">{props.note}</span>}
        {props.tools && <div class="tools">{props.tools}</div>}
      </header>
      {props.children}
    </section>
  );
}

/// How old the numbers beside it are.
export function Age({ ms, stale = false }: { ms: number; stale?: boolean }) {
  return <span class={`age ${stale ? "is-stale" : ""}`}>{age(ms)} old</span>;
}

export const stateNames: Record<State, string> = {
  waiting: "Waiting",
  alerting: "Alerting",
  interacting: "Talking",
  holding: "On hold",
  wrapping: "Wrap-up",
};

export function StateMark({ state }: { state: State }) {
  return <span class={`state s-${state}`}><i aria-hidden="true" />{stateNames[state] ?? <Text of={state} max={16} />}</span>;
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="blank">
      <svg viewBox="0 0 48 24" aria-hidden="true"><path d="M2 18h44M8 18v-4m8 4v-8m8 8v-5m8 5v-2m8 2v-6" /></svg>
      <p class="blank-title">{title}</p>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Failed({ fault, what, again }: { fault: Fault; what: string; again?: () => void }) {
  return (
    <div class="blank is-failed" role="alert">
      <svg viewBox="0 0 48 24" aria-hidden="true"><path d="M2 18h12l4-8 5 13 5-19 4 14h14" /></svg>
      <p class="blank-title">{what}</p>
      <p><Text of={fault.message} max={200} />{fault.hint && <> <span class="hint"><Text of={fault.hint} max={200} /></span></>}</p>
      {again && <button type="button" onClick={again}>Try again</button>}
    </div>
  );
}

/// A place where something will be: its shape, before its content.
export function Loading({ rows = 5, what }: { rows?: number; what: string }) {
  return (
    <div class="loading" aria-busy="true">
      <span class="sr-only">{what}</span>
      {Array.from({ length: rows }, (_, row) => <span key={row} class="bone" aria-hidden="true" />)}
    </div>
  );
}

export function Banner({ kind, title, children }: { kind: "gap" | "alert" | "stale" | "doubt"; title: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class={`banner b-${kind}`}>
      <i aria-hidden="true" />
      <p><strong>{title}</strong> {children}</p>
    </div>
  );
}

/// Says what changed to whoever cannot see it: the last sentence of a moment, not each second's.
export function Announcer({ sentence }: { sentence: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(sentence), 700);
    return () => clearTimeout(timer);
  }, [sentence]);
  return <div class="sr-only" role="status" aria-live="polite" id="announcer">{said}</div>;
}

export function Choice<Value extends string>(props: {
  label: string;
  options: readonly { value: Value; text: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <div class="choice" role="group" aria-label={props.label}>
      {props.options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === props.value}
          onClick={() => props.onChange(option.value)}>{option.text}</button>
      ))}
    </div>
  );
}
