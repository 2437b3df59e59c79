"""Webhooks of the daemon as a receiver gets them: signed, at least once, in order, also when both sides fail."""

import json
import signal
import unittest
from pathlib import Path

from support.daemon import DaemonCase
from support.program import run
from support.receiver import Receiver, has_openssl

ALERT = '[[alerts]]\nname = "somebody waits"\nwhen = "queue.waiting >= 1"\n'


@unittest.skipUnless(has_openssl(), "there is no openssl to make a certificate with")
class Webhooks(DaemonCase):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver(self.folder)
        self.addCleanup(self.receiver.close)
        config = Path(self.folder) / "config.toml"
        config.write_text(ALERT + self.receiver.configuration())
        self.env["NOWTHEN_CONFIG"] = str(config)

    def until_delivered(self, daemon, count, seconds=60):
        daemon.until(lambda: True if len(self.receiver.delivered()) >= count else None, f"{count} events", seconds)

    def check(self):
        """Signatures, one id for one thing, and order within a conversation."""
        for headers, body, _ in list(self.receiver.came):
            self.assertTrue(self.receiver.is_signed(headers, body), headers)
            self.assertLess(len(body), 20_000)
        ids, first = {}, {}
        for event_id, event in self.receiver.delivered():
            thing = (event["type"], event["data"].get("conversation_id"), event["timestamp"], str(event["data"]))
            self.assertEqual(ids.setdefault(event_id, thing), thing)
            conversation = event["data"].get("conversation_id")
            if conversation and event_id not in first.get(conversation, []):
                first.setdefault(conversation, []).append(event_id)
        self.assertEqual(len(set(ids.values())), len(ids), "one thing came under two ids")
        types = {event["type"] for _, event in self.receiver.delivered()}
        return types

    def test_tells_conversations_and_alerts_as_they_happen(self):
        daemon = self.daemon()
        self.until_delivered(daemon, 150)
        wanted = {"conversation.started", "conversation.answered", "conversation.ended", "alert.fired"}
        daemon.until(lambda: True if wanted <= self.check() else None, "an event of each kind")
        self.assertGreater(daemon.get("/metrics")[1].count("nowthen_webhooks_delivered_total{"), 0)
        self.assertNotIn("t0ken", daemon.get("/metrics")[1] + daemon.said())
        self.assertIn("alert 'somebody waits' fired: queue ", daemon.said())
        code, seconds = daemon.stop()
        self.assertEqual(code, 0, daemon.said())
        self.assertLess(seconds, 10)
        self.assertEqual(run("verify", env=self.env).code, 0)
        self.assertEqual(run("backup", self.folder + "/copy", env=self.env).code, 0)

    def test_a_receiver_that_fails_and_a_daemon_that_is_killed_lose_nothing(self):
        attempts = []

        def failing(_):
            attempts.append(1)
            return (503, None, 204, 204)[len(attempts) % 4]

        self.receiver.answer = failing
        daemon = self.daemon()
        self.until_delivered(daemon, 10, seconds=180)  # each failure is followed by a pause that grows
        daemon.process.send_signal(signal.SIGKILL)
        daemon.process.wait()
        self.receiver.answer = lambda _: 204
        again = self.daemon()
        self.until_delivered(again, 100)
        again.until(lambda: True if self.pending(again) < 50 else None, "what waits")
        self.check()
        delivered = {event_id for event_id, _ in self.receiver.delivered()}
        tried = {headers["webhook-id"] for headers, _, _ in self.receiver.came}
        self.assertLessEqual(len(tried - delivered), 50)
        self.assertEqual(again.stop()[0], 0, again.said())

    def pending(self, daemon):
        lines = [line for line in daemon.get("/metrics")[1].splitlines() if line.startswith("nowthen_webhooks_pending{")]
        return float(lines[0].split()[-1]) if lines else 1e9

    def test_a_test_event_reaches_it_and_a_wrong_one_is_named(self):
        sent = run("webhooks", "test", env=self.env)
        self.assertEqual(sent.code, 0, sent)
        self.assertIn("delivered, it answered 204", sent.out)
        self.assertEqual([event["type"] for _, event in self.receiver.delivered()], ["webhook.test"])
        self.check()
        self.receiver.answer = lambda _: 500
        refused = run("webhooks", "test", env=self.env)
        self.assertEqual(refused.code, 1, refused)
        self.assertIn("it answered 500", refused.out)

    def test_a_rule_about_persons_data_holds_for_what_is_told_and_shown(self):
        config = Path(self.env["NOWTHEN_CONFIG"])
        config.write_text(config.read_text() + '[privacy]\nhash = ["participant.user_id"]\ndrop = ["session.direction"]\n')
        daemon = self.daemon(web=True)
        daemon.until(lambda: True if "conversation.answered" in self.check() else None, "an answer")
        told = [event["data"] for _, event in self.receiver.delivered()]
        users = {data["user_id"] for data in told if data.get("user_id")}
        self.assertTrue(users and all(user.startswith("hmac:") for user in users), users)
        self.assertEqual({data["direction"] for data in told if "direction" in data}, {""})
        token = Path(self.env["NOWTHEN_HOME"], "default", "board-token").read_text().strip()
        board = json.loads(daemon.get("/api/now", Authorization=f"Bearer {token}")[1])
        shown = {conversation["user"] for conversation in board["conversations"] if conversation["user"]}
        self.assertTrue(shown and all(user.startswith("hmac:") for user in shown), shown)
        self.assertEqual(daemon.stop()[0], 0, daemon.said())

    def test_what_is_erased_while_it_waits_is_in_no_file_and_is_not_told(self):
        refused = []

        def refuses_the_first_conversation(body):
            conversation = json.loads(body)["data"].get("conversation_id")
            if conversation and not refused:
                refused.append(conversation)
            return 503 if conversation and conversation in refused else 204

        self.receiver.answer = refuses_the_first_conversation
        daemon = self.daemon()
        daemon.until_metric("nowthen_sync_runs_total", 1)
        erased = daemon.until(lambda: refused[0] if refused else None, "an attempt")
        home = Path(self.env["NOWTHEN_HOME"], "default")
        self.assertIn(erased.encode(), (home / "webhooks.outbox").read_bytes())
        done = run("erase", "--yes", "--even-unknown", erased, env=self.env)
        self.assertEqual(done.code, 0, done)
        self.assertGreater(json.loads(done.out)["outbox"]["events_removed"], 0)
        came = len(self.receiver.came)
        self.receiver.answer = lambda _: 204
        self.until_delivered(daemon, len(self.receiver.delivered()) + 50)
        self.assertNotIn(erased.encode(), b"".join(body for _, body, _ in self.receiver.came[came + 1:]))
        self.assertEqual(daemon.stop()[0], 0, daemon.said())
        for file in home.rglob("*"):
            if file.is_file():
                self.assertNotIn(erased.encode(), file.read_bytes(), file)
        self.assertEqual(run("verify", env=self.env).code, 0)

    def test_a_hang_up_brings_other_rules_and_secrets_and_wrong_ones_change_nothing(self):
        config = Path(self.env["NOWTHEN_CONFIG"])
        config.write_text(ALERT.replace(">= 1", ">= 100000") + self.receiver.configuration())
        daemon = self.daemon()
        self.until_delivered(daemon, 20)
        config.write_text(ALERT.replace("waiting >=", "waitin >=") + self.receiver.configuration())
        daemon.process.send_signal(signal.SIGHUP)
        daemon.until(lambda: True if "stays as it was" in daemon.said() else None, "the refusal")
        self.assertIn("config.toml:1: alerts 'somebody waits': when: character 1: expected a field; did you mean queue.waiting?",
                      daemon.said())
        self.until_delivered(daemon, len(self.receiver.delivered()) + 10)
        config.write_text(ALERT + self.receiver.configuration() + self.receiver.rotate())
        daemon.process.send_signal(signal.SIGHUP)
        daemon.until(lambda: True if "alerts and webhooks hold from now on" in daemon.said() else None, "the note")
        daemon.until(lambda: True if "alert 'somebody waits' fired" in daemon.said() else None, "an alert")
        at = len(self.receiver.came)
        daemon.until(lambda: True if len(self.receiver.came) > at + 10 else None, "more events")
        for headers, body, _ in self.receiver.came[at + 2:]:
            self.assertTrue(self.receiver.is_signed(headers, body))
            self.assertEqual(len(headers["webhook-signature"].split()), 2)
        self.assertEqual(daemon.stop()[0], 0, daemon.said())

    def test_receivers_may_come_while_it_runs(self):
        config = Path(self.env["NOWTHEN_CONFIG"])
        config.write_text("")
        daemon = self.daemon()
        daemon.until_metric("nowthen_feed_looks_total", 1)
        self.assertFalse(Path(self.env["NOWTHEN_HOME"], "default", "webhooks.outbox").exists())
        config.write_text(ALERT + self.receiver.configuration())
        daemon.process.send_signal(signal.SIGHUP)
        self.until_delivered(daemon, 10)
        config.write_text("")
        daemon.process.send_signal(signal.SIGHUP)
        daemon.until(lambda: True if "nowthen_webhooks_pending{" not in daemon.get("/metrics")[1] else None, "no receiver")
        self.assertEqual(daemon.stop()[0], 0, daemon.said())

    def test_a_rule_or_url_that_is_wrong_ends_it_before_it_begins(self):
        config = Path(self.env["NOWTHEN_CONFIG"])
        config.write_text(ALERT.replace("waiting >=", "waitin >="))
        self.assertEqual(run("serve", "--no-web", env=self.env).code, 2)
        config.write_text(self.receiver.configuration().replace('allow_private = ["127.0.0.1"]', ""))
        refused = run("serve", "--no-web", env=self.env)
        self.assertEqual(refused.code, 2)
        self.assertIn("127.0.0.1 is loopback", refused.err)


if __name__ == "__main__":
    unittest.main()
