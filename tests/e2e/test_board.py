"""The board's interface as a browser and a script have it: docs/reference/board-api.md."""

import http.client
import json
import resource
import socket
import time
import urllib.parse
from pathlib import Path

from support.daemon import Daemon, DaemonCase
from support.program import run


class BoardDaemon(Daemon):
    def __init__(self, env, *arguments, folder):
        super().__init__(env, *arguments, folder=folder, web=True)

    def token(self, env):
        return Path(env["NOWTHEN_HOME"], "default", "board-token").read_text().strip()

    def ask(self, path, method="GET", body=None, **headers):
        """Status, headers and body."""
        address = urllib.parse.urlsplit(self.url(""))
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read().decode()
        finally:
            connection.close()


class Events:
    """Server-sent events, read one by one."""

    def __init__(self, daemon, token, last=None):
        address = urllib.parse.urlsplit(daemon.url(""))
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        headers = {"Authorization": f"Bearer {token}"}
        if last:
            headers["Last-Event-ID"] = last
        self.connection.request("GET", "/api/events", headers=headers)
        self.reply = self.connection.getresponse()

    def next(self):
        event = {}
        while (line := self.reply.readline().decode().rstrip("\n")) or not event:
            if not line and self.reply.isclosed():
                return None
            name, _, value = line.partition(": ")
            if name:
                event[name] = value
        if "data" in event:
            event["data"] = json.loads(event["data"])
        return event

    def until(self, kind):
        while (event := self.next()) is not None:
            if event["event"] == kind:
                return event
        return None

    def close(self):
        self.connection.close()


class Board(DaemonCase):
    def daemon(self, *arguments, env=None):
        daemon = BoardDaemon(env or self.env, "--from", "2026-11-19", *arguments, folder=self.folder)
        self.addCleanup(daemon.log.close)
        self.addCleanup(lambda: daemon.process.poll() is None and (daemon.process.kill(), daemon.process.wait()))
        return daemon

    def ready(self, *arguments):
        """A daemon whose feed has looked, its token, and what asks with it."""
        daemon = self.daemon(*arguments)
        daemon.until_metric("nowthen_feed_looks_total", 1)
        token = daemon.token(self.env)

        def ask(path):
            status, _, body = daemon.ask(path, Authorization=f"Bearer {token}")
            return status, json.loads(body)
        return daemon, token, ask

    def test_tells_nothing_without_the_token_but_health_and_the_page(self):
        daemon, token, _ = self.ready()
        for path in ("/api/now", "/api/events", "/api/asof?at=2026-11-20T00:00:00Z", "/api/trust", "/api/session",
                     "/api/extent", "/api/volumes", "/api/conversations", "/api/conversations/x", "/api/nothing", "/api/"):
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Cookie": "nowthen_session=wrong"}):
                self.assertEqual(daemon.ask(path, **headers)[0], 401, (path, headers))
        for path in ("/livez", "/readyz", "/metrics"):
            self.assertIn(daemon.ask(path)[0], (200, 503), path)
        self.assertEqual(daemon.ask("/api/now", Host="evil.example", Authorization=f"Bearer {token}")[0], 421)
        self.assertEqual(daemon.ask("/api/now", Origin="http://evil.example", Authorization=f"Bearer {token}")[0], 403)
        self.assertEqual(daemon.ask("/api/now", Authorization=f"Bearer {token}")[0], 200)
        self.assertNotIn(token, daemon.said())

    def test_logs_in_for_a_cookie_and_out_again(self):
        daemon, token, _ = self.ready()
        status, headers, _ = daemon.ask("/api/login", "POST", json.dumps({"token": token}))
        self.assertEqual(status, 204)
        cookie = headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"):
            self.assertIn(part, cookie)
        self.assertNotIn("Secure", cookie)
        session = cookie.split(";")[0]
        status, headers, body = daemon.ask("/api/session", Cookie=session)
        self.assertEqual(status, 200)
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertEqual(json.loads(body)["time_zone"], "UTC")
        self.assertIsNotNone(json.loads(body)["until"])
        behind_tls = daemon.ask("/api/login", "POST", json.dumps({"token": token}), X_Forwarded_Proto="https")[1]
        self.assertIn("Secure", behind_tls["Set-Cookie"])
        self.assertEqual(daemon.ask("/api/logout", "POST", Cookie=session)[0], 204)
        self.assertEqual(daemon.ask("/api/now", Cookie=session)[0], 401)

    def test_listens_to_five_wrong_tokens_a_minute(self):
        daemon, token, _ = self.ready()
        wrong = json.dumps({"token": "guess"})
        self.assertEqual([daemon.ask("/api/login", "POST", wrong)[0] for _ in range(5)], [401] * 5)
        status, headers, _ = daemon.ask("/api/login", "POST", wrong)
        self.assertEqual(status, 429)
        self.assertLessEqual(int(headers["Retry-After"]), 60)
        self.assertEqual(daemon.ask("/api/login", "POST", json.dumps({"token": token}))[0], 204)
        for body in ("", "{}", "[]", '{"token": 1}', "{" * 100_000):
            self.assertEqual(daemon.ask("/api/login", "POST", body)[0], 400, body[:20])

    def test_events_add_up_to_the_board(self):
        daemon, token, ask = self.ready()
        events = Events(daemon, token)
        self.addCleanup(events.close)
        board = events.next()["data"]
        shown = {name: {each["id"]: each for each in board[name]} for name in ("queues", "conversations", "agents")}
        changes = 0
        while changes < 8:
            event = events.next()
            if event["event"] == "board":
                self.fail("nobody was slow")
            if event["event"] != "change":
                continue
            changes += 1
            for name, lines in shown.items():
                for gone in event["data"]["gone"][name]:
                    del lines[gone]
                lines.update({each["id"]: each for each in event["data"][name]})
            last = event["id"]
        whole = Events(daemon, token)
        self.addCleanup(whole.close)
        latest = whole.next()
        while last != latest["id"]:  # what came between the two
            event = events.until("change")
            for name, lines in shown.items():
                for gone in event["data"]["gone"][name]:
                    del lines[gone]
                lines.update({each["id"]: each for each in event["data"][name]})
            last = event["id"]
        for name, lines in shown.items():
            self.assertEqual(lines, {each["id"]: each for each in latest["data"][name]}, name)
        again = Events(daemon, token, last=last)
        self.addCleanup(again.close)
        self.assertIn(again.next()["event"], ("change", "tick"))

    def test_shows_at_an_instant_what_asof_says(self):
        daemon, _, ask = self.ready()
        daemon.until_metric("nowthen_sync_runs_total", 1)
        for at in ("2026-11-19T09:00:00.000Z", "2026-11-19T15:30:00.000Z", "2026-11-20T09:00:00.000Z"):
            status, board = ask("/api/asof?at=" + at)
            self.assertEqual(status, 200, board)
            said = run("asof", at, "--format", "json", env=self.env)
            self.assertIn(said.code, (0, 3), said)
            floor = json.loads(said.out)
            self.assertEqual(sorted(each["id"] for each in board["conversations"]),
                             sorted(each["conversation_id"] for each in floor["conversations"]), at)
            busy = {each["id"]: each["waiting"] for each in board["queues"]
                    if any(each[state] for state in ("waiting", "alerting", "interacting", "holding", "wrapping"))}
            self.assertEqual(busy, {each["queue_id"]: each["waiting"] for each in floor["queues"]}, at)
        self.assertEqual(ask("/api/asof?at=2036-01-01T00:00:00Z")[0], 400)
        self.assertEqual(ask("/api/asof?at=2001-01-01T00:00:00Z")[0], 404)
        self.assertEqual(ask("/api/asof?at=soon")[0], 400)

    def test_reports_what_the_tables_have(self):
        daemon, _, ask = self.ready()
        daemon.until_metric("nowthen_sync_records_total", 3000)
        span = "from=2026-11-19T00:00:00Z&to=2026-11-20T00:00:00Z"
        days = ask(f"/api/volumes?{span}&by=day")[1]["rows"]
        halves = ask(f"/api/volumes?{span}&by=half_hour")[1]["rows"]
        self.assertGreater(sum(row["offered"] for row in days), 100)
        for field in ("offered", "answered", "abandoned", "within_target", "handle_ms"):
            self.assertEqual(sum(row[field] for row in days), sum(row[field] for row in halves), field)
        voice = ask(f"/api/volumes?{span}&by=day&media=voice")[1]["rows"]
        self.assertEqual(voice, [row for row in days if row["media"] == "voice"])
        seen, cursor = [], ""
        while True:
            page = ask(f"/api/conversations?{span}&limit=700&before={urllib.parse.quote(cursor)}")[1]
            seen += [row["id"] for row in page["rows"]]
            if not (cursor := page["next"]):
                break
        known = self.rows("SELECT count(*) AS n FROM conversations WHERE conversation_start >= '2026-11-19T00:00:00Z' "
                          "AND conversation_start < '2026-11-20T00:00:00Z'")[0]["n"]
        self.assertEqual(len(seen), len(set(seen)))
        self.assertAlmostEqual(len(seen), known, delta=known / 20)  # the sync goes on meanwhile
        status, one = ask("/api/conversations/" + seen[0])
        self.assertEqual((status, one["id"]), (200, seen[0]))
        self.assertTrue(one["participants"][0]["sessions"][0]["segments"])
        self.assertEqual(ask("/api/conversations/unknown")[0], 404)
        trust = ask("/api/trust")[1]
        self.assertTrue(trust["freshness"])
        self.assertGreater(trust["requests"]["feed"], 0)
        for broken in ("volumes", f"volumes?{span}&by=week", f"conversations?{span}&limit=0",
                       f"conversations?{span}&before=x", "volumes?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"):
            self.assertEqual(ask("/api/" + broken)[0], 400, broken)

    def test_ends_its_events_when_it_stops(self):
        daemon, token, _ = self.ready()
        events = Events(daemon, token)
        self.addCleanup(events.close)
        self.assertEqual(events.next()["event"], "board")
        code, seconds = daemon.stop()
        self.assertEqual(code, 0, daemon.said())
        self.assertLess(seconds, 10)
        self.assertEqual(events.until("end")["data"], {"reason": "stopping"})

    def test_goes_on_beside_ten_thousand_slow_connections(self):
        daemon, token, ask = self.ready()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = min(10_000, hard - 500)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted + 400), hard))
        address = urllib.parse.urlsplit(daemon.url(""))
        slow = []
        self.addCleanup(lambda: [each.close() for each in slow])
        for _ in range(wanted):
            each = socket.create_connection((address.hostname, address.port), timeout=20)
            each.send(b"GET /api/now HT")
            slow.append(each)
        began = time.monotonic()
        self.assertEqual(ask("/api/now")[0], 200)
        self.assertLess(time.monotonic() - began, 20)
        self.assertEqual(daemon.get("/livez")[0], 200)

    def test_keeps_its_token_to_its_owner(self):
        daemon, token, _ = self.ready()
        daemon.stop()
        file = Path(self.env["NOWTHEN_HOME"], "default", "board-token")
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        file.chmod(0o644)
        told = run("serve", "--listen", "127.0.0.1:0", env=self.env)
        self.assertEqual(told.code, 1)
        self.assertIn("others may read the token", told.err)
        self.assertIn("chmod 600", told.err)
        file.chmod(0o600)
        file.write_text("short\n")
        told = run("serve", "--listen", "127.0.0.1:0", env=self.env)
        self.assertIn("no token of at least 16 characters", told.err)
        self.assertEqual(token, token.strip())
