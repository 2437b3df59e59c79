// Agents, and the conversations that go on.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { age, stopwatch } from "../logic/ages.js";
import { byState, states } from "../logic/board.js";
import { shortId, words } from "../logic/text.js";
import { levelOf, type TargetsByQueue } from "../logic/waits.js";
import type { Agent, Board, Conversation, State } from "../types.js";
import { hashOf } from "../routes.js";
import { Empty, Panel, StateMark, stateNames, Text } from "./parts.js";

const most = 60;

/// Those of one state under its name, whoever has been in it longest first.
function AgentGroup({ state, agents, reference }: { state: State; agents: Agent[]; reference: number }) {
  const sorted = [...agents].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.id < b.id ? -1 : 1));
  return (
    <section class="agent-group" aria-label={`Agents: ${stateNames[state]}`}>
      <h3><StateMark state={state} /> <span class="faint">{agents.length}</span></h3>
      <ul class="agents">
        {sorted.map((agent) => (
          <li key={agent.id} data-agent={agent.id}>
            <span class="agent-name"><Text of={agent.name || shortId(agent.id)} max={40} /></span>
            {agent.conversations > 1 && <span class="times" title={`in ${agent.conversations} conversations`}>{agent.conversations}×</span>}
            <span class="agent-since">{stopwatch(reference - Date.parse(agent.since))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Agents({ agents, reference, note }: { agents: Agent[]; reference: number; note: ComponentChildren }) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? agents : agents.slice(0, most);
  return (
    <Panel id="agents" title="Agents" note={<>{agents.length} at work · {note}</>} kind="p-agents">
      {agents.length === 0 ? <Empty title="Nobody is in a conversation" /> : states.map((state) => {
        const group = shown.filter((agent) => agent.state === state);
        return group.length > 0 && <AgentGroup key={state} state={state} agents={group} reference={reference} />;
      })}
      {shown.length < agents.length && <button type="button" class="more" onClick={() => setAll(true)}>{agents.length - shown.length} more</button>}
    </Panel>
  );
}

function ConversationRow({ of, board, queues, targets, reference }: {
  of: Conversation; board: Board; targets: TargetsByQueue; queues: Map<string, string>; reference: number;
}) {
  const lasts = reference - Date.parse(of.since);
  const level = of.state === "waiting" ? levelOf(of, reference, targets) : "none";
  return (
    <tr role="row" class={`l-${level}`} data-conversation={of.id} data-state={of.state}>
      <td role="cell" class="c-state"><StateMark state={of.state} /></td>
      <td role="cell" class="num c-since">{stopwatch(lasts)}</td>
      <td role="cell" class="c-queue">{of.queue ? <Text of={queues.get(of.queue) ?? shortId(of.queue)} max={32} /> : "–"}</td>
      <td role="cell" class="c-user">{of.user ? <Text of={board.users[of.user] ?? shortId(of.user)} max={32} /> : <span class="zero">nobody yet</span>}</td>
      <td role="cell" class="c-media"><Text of={words(of.media)} max={16} /> <span class="faint"><Text of={words(of.direction)} max={12} /></span></td>
      <td role="cell" class="c-source faint">
        {of.source}{of.as_of && ` ${age(reference - Date.parse(of.as_of))} ago`}
      </td>
      <td role="cell" class="c-link"><a href={hashOf({ view: "conversation", id: of.id })} title={of.id}><Text of={shortId(of.id)} max={12} /></a></td>
    </tr>
  );
}

export function Conversations({ board, targets, reference, note, queue, onClear }: {
  board: Board; targets: TargetsByQueue; reference: number; note: ComponentChildren; queue: string; onClear: () => void;
}) {
  const [most, setMost] = useState(40);
  const names = new Map(board.queues.map((each) => [each.id, each.name]));
  const all = byState(board.conversations.filter((each) => !queue || each.queue === queue));
  const shown = all.slice(0, most);
  const tools = queue ? (
    <button type="button" class="chip" onClick={onClear}>only <Text of={names.get(queue) ?? queue} max={24} /> <span aria-hidden="true">×</span><span class="sr-only">: show all queues</span></button>
  ) : null;
  return (
    <Panel id="conversations" title="Conversations" note={<>{all.length} · {note}</>} tools={tools} kind="p-conversations">
      {all.length === 0 ? <Empty title={queue ? "Nothing in this queue" : "No conversation goes on"} /> : (
        <table role="table" class="rows conversations">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">State</th><th role="columnheader" scope="col" class="num">For</th>
              <th role="columnheader" scope="col">Queue</th><th role="columnheader" scope="col">Agent</th>
              <th role="columnheader" scope="col">Media</th><th role="columnheader" scope="col" class="c-source">Known from</th>
              <th role="columnheader" scope="col">Conversation</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map((each) => <ConversationRow key={each.id} of={each} board={board} targets={targets} queues={names} reference={reference} />)}
          </tbody>
        </table>
      )}
      {shown.length < all.length && (
        <button type="button" class="more" onClick={() => setMost(most + 200)}>{all.length - shown.length} more</button>
      )}
    </Panel>
  );
}
