// The conversations of a range, newest first, a hundred at a time.

import { useEffect, useRef, useState } from "preact/hooks";

import { api, type Fault } from "../api.js";
import { span } from "../logic/ages.js";
import type { Range } from "../logic/range.js";
import { shortId, words } from "../logic/text.js";
import type { Zone } from "../logic/zone.js";
import { asFault } from "../load.js";
import { hashOf } from "../routes.js";
import type { ConversationRow } from "../types.js";
import { Empty, Failed, Loading, Panel, Text } from "./parts.js";

interface Listed {
  rows: ConversationRow[];
  names: Record<string, string>;
  next: string;
  isLoading: boolean;
  fault: Fault | null;
}

const none: Listed = { rows: [], names: {}, next: "", isLoading: true, fault: null };

function useListing(range: Range, queues: string[], media: string[]): [Listed, () => void] {
  const [listed, setListed] = useState(none);
  const controller = useRef<AbortController>(new AbortController());
  const load = async (before: string, rows: ConversationRow[], names: Record<string, string>) => {
    const { signal } = controller.current;
    setListed((was) => ({ ...was, isLoading: true, fault: null }));
    try {
      const page = await api.conversations({ ...range, queue: queues, media }, before, signal);
      if (signal.aborted) return;
      setListed({ rows: [...rows, ...page.rows], names: { ...names, ...page.names }, next: page.next ?? "", isLoading: false, fault: null });
    } catch (cause) {
      if (signal.aborted) return;
      const fault = asFault(cause);
      setListed((was) => ({ ...was, isLoading: false, fault }));
    }
  };
  useEffect(() => {
    controller.current = new AbortController();
    setListed(none);
    void load("", [], {});
    return () => controller.current.abort();
  }, [range.from, range.to, queues[0], media[0]]);
  return [listed, () => void load(listed.next, listed.rows, listed.names)];
}

function Row({ of, zone, name }: { of: ConversationRow; zone: Zone; name: (id: string) => string }) {
  const start = Date.parse(of.start);
  const users = of.users ?? [];
  return (
    <tr data-conversation={of.id} data-outcome={of.outcome}>
      <td class="nowrap">{zone.day(start)} {zone.exact(start)}</td>
      <td><span class={`outcome o-${/^\w+$/.test(of.outcome) ? of.outcome : "other"}`}>{words(of.outcome)}</span></td>
      <td>{of.queue ? <Text of={name(of.queue) || shortId(of.queue)} max={32} /> : "–"}</td>
      <td>{users.length ? users.slice(0, 2).map((id, n) => <>{n > 0 && ", "}<Text key={id} of={name(id) || shortId(id)} max={28} /></>) : "–"}{of.agents > Math.min(2, users.length) && users.length > 0 && ` +${of.agents - Math.min(2, users.length)}`}</td>
      <td><Text of={words(of.media)} max={16} /> <span class="faint"><Text of={words(of.direction)} max={12} /></span></td>
      <td class="num">{span(of.wait_ms)}</td>
      <td class="num">{span(of.handle_ms)}</td>
      <td class="num">{of.revisions > 1 ? of.revisions : <span class="zero">{of.revisions}</span>}</td>
      <td class="c-link"><a href={hashOf({ view: "conversation", id: of.id })} title={of.id}><Text of={shortId(of.id)} max={12} /></a></td>
    </tr>
  );
}

export function ConversationTable({ range, queues, media, zone, names }: {
  range: Range; queues: string[]; media: string[]; zone: Zone; names: (id: string) => string;
}) {
  const [listed, more] = useListing(range, queues, media);
  const name = (id: string) => listed.names[id] ?? names(id);
  return (
    <Panel id="listing" title="Conversations" note="newest first, by their start">
      {listed.rows.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Conversations of the range">
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">Start</th><th scope="col">Outcome</th><th scope="col">Queue</th><th scope="col">Agents</th><th scope="col">Media</th>
                <th scope="col" class="num">Waited</th><th scope="col" class="num">Handled</th><th scope="col" class="num">Revisions</th><th scope="col">Conversation</th>
              </tr>
            </thead>
            <tbody>{listed.rows.map((row) => <Row key={row.id} of={row} zone={zone} name={name} />)}</tbody>
          </table>
        </div>
      )}
      {listed.fault && <Failed fault={listed.fault} what="The conversations could not be loaded" again={more} />}
      {listed.isLoading && <Loading what="The conversations are on their way" rows={listed.rows.length ? 2 : 6} />}
      {!listed.isLoading && !listed.fault && listed.rows.length === 0 && <Empty title="No conversation began in this range" />}
      {!listed.isLoading && listed.next && listed.rows.length < 5_000 && <button type="button" class="more" onClick={more}>Show a hundred more</button>}
    </Panel>
  );
}
