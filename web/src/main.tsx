import "./styles/app.css";

import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";

import { api, Fault } from "./api.js";
import { clock, useLive } from "./live.js";
import { signedOutEvent } from "./load.js";
import { Zone } from "./logic/zone.js";
import { type Route, useRoute } from "./routes.js";
import { applyTheme, useTheme } from "./theme.js";
import type { Session } from "./types.js";
import { ConversationView } from "./views/conversation.js";
import { Login } from "./views/login.js";
import { Now } from "./views/now.js";
import { Failed, Loading } from "./views/parts.js";
import { Shell } from "./views/shell.js";
import { Then } from "./views/then.js";
import { Trust } from "./views/trust.js";

type Access = { is: "looking" } | { is: "out"; hasEnded: boolean } | { is: "in"; session: Session } | { is: "failed"; fault: Fault };

function Page({ session, onSignedOut }: { session: Session; onSignedOut: (hasEnded: boolean) => void }) {
  const route = useRoute();
  const [zone] = useState(() => new Zone(session.time_zone));
  const [theme, setTheme, dark] = useTheme();
  const ended = useCallback(() => onSignedOut(true), []);
  const live = useLive(ended);
  const [at, setAt] = useState(route.view === "now" ? route.at : null);
  useEffect(() => {
    if (route.view === "now") setAt(route.at);
  }, [route]);
  useEffect(() => {
    window.addEventListener(signedOutEvent, ended);
    return () => window.removeEventListener(signedOutEvent, ended);
  }, []);
  const logout = () => {
    api.logout().catch(() => undefined).finally(() => onSignedOut(false));
  };
  return (
    <Shell until={session.until} route={route} live={live} zone={zone} theme={theme} onTheme={setTheme} onLogout={logout}>
      <View route={route} live={live} zone={zone} at={at} onMove={setAt} dark={dark} />
    </Shell>
  );
}

function View(props: {
  route: Route; live: ReturnType<typeof useLive>; zone: Zone; at: number | null; onMove: (at: number | null) => void; dark: boolean;
}) {
  const { route, live, zone } = props;
  const names = (id: string) => live.board?.users[id] ?? live.board?.queues.find((queue) => queue.id === id)?.name ?? "";
  switch (route.view) {
    case "now": return <Now live={live} zone={zone} at={props.at} onMove={props.onMove} />;
    case "then": return <Then zone={zone} names={names} dark={props.dark} />;
    case "trust": return <Trust zone={zone} />;
    case "conversation": return <ConversationView id={route.id} zone={zone} known={names} />;
  }
}

function App() {
  const [access, setAccess] = useState<Access>({ is: "looking" });
  const look = useCallback(() => {
    // What failed stays said until something else is known.
    setAccess((before) => (before.is === "failed" ? before : { is: "looking" }));
    api.session().then(
      (session) => {
        clock.observe(Date.parse(session.now), performance.now());
        setAccess({ is: "in", session });
      },
      (cause) => {
        const fault = cause instanceof Fault ? cause : new Fault(0, String(cause));
        setAccess(fault.status === 401 ? { is: "out", hasEnded: false } : { is: "failed", fault });
      },
    );
  }, []);
  useEffect(look, []);
  // A daemon that is not there yet is waited for.
  useEffect(() => {
    if (access.is !== "failed") return undefined;
    const timer = setTimeout(look, 5_000);
    return () => clearTimeout(timer);
  }, [access]);
  switch (access.is) {
    case "looking": return <main id="main" class="board-blank"><Loading what="Opening the board" rows={6} /></main>;
    case "failed": return <main id="main" class="board-blank"><Failed fault={access.fault} what="The board cannot be opened" again={look} /></main>;
    case "out": return <Login hasEnded={access.hasEnded} onDone={look} />;
    case "in": return <Page session={access.session} onSignedOut={(hasEnded) => setAccess({ is: "out", hasEnded })} />;
  }
}

applyTheme();
const place = document.getElementById("page");
if (place) render(<App />, place);
