"""The daemon as an operator has it: started, looked at, told to reload, stopped, cut off from its server."""

import datetime
import signal
import unittest
from pathlib import Path

from support.daemon import DaemonCase
from support.program import run


class Serve(DaemonCase):
    def test_keeps_what_is_pushed_and_answers_others_meanwhile(self):
        daemon = self.daemon()
        daemon.until_metric("nowthen_feed_events_total", 50)
        self.assertEqual(daemon.metric("nowthen_feed_events_come"), 1)
        self.assertEqual(daemon.metric("nowthen_feed_not_understood_total"), 0)
        self.assertEqual(daemon.get("/livez"), (200, "live\n"))
        self.assertEqual(daemon.get("/readyz"), (200, "ready\n"))
        self.assertEqual(daemon.get("/elsewhere")[0], 404)
        self.assertEqual(daemon.get("/metrics", Host="evil.example")[0], 421)
        kept = "SELECT count(*) AS n FROM live_leg WHERE origin = 'event'"
        daemon.until(lambda: self.rows(kept)[0]["n"] or None, "what was pushed, on the disk")
        seen = datetime.datetime.fromtimestamp(daemon.metric("nowthen_feed_seen_until_seconds") - 60, datetime.timezone.utc)
        floor = run("asof", seen.strftime("%Y-%m-%dT%H:%M:%SZ"), "--format", "json", env=self.env)
        self.assertIn(floor.code, (0, 3), floor)
        self.assertIn("waiting", floor.out)
        code, seconds = daemon.stop()
        self.assertEqual(code, 0, daemon.said())
        self.assertLess(seconds, 10)  # two on a machine that is not busy
        self.assertIn("served: ", daemon.said())
        self.assertEqual(run("verify", env=self.env).code, 0)

    def test_lists_the_time_in_which_it_did_not_run(self):
        first = self.daemon()
        first.until_metric("nowthen_feed_looks_total", 1)
        first.stop()
        again = self.daemon("--no-notifications", "--every", "2")
        again.until_metric("nowthen_feed_looks_total", 1)
        again.stop(signal.SIGINT)
        gaps = self.rows("SELECT cause, ended_at > began_at AS lasted FROM live_gap")
        self.assertEqual(gaps, [{"cause": "restart", "lasted": True}])

    def test_goes_on_without_room_and_keeps_nothing(self):
        daemon = self.daemon(env={**self.env, "NOWTHEN_MIN_FREE_SPACE": "1000000GB"})
        daemon.until_metric("nowthen_feed_not_kept_total", 1)
        events = daemon.metric("nowthen_feed_events_total")
        daemon.until_metric("nowthen_feed_events_total", events + 20)
        daemon.until_metric("nowthen_sync_failures_total", 1)
        self.assertEqual(daemon.metric("nowthen_feed_no_room"), 1)
        status, text = daemon.get("/readyz")
        self.assertIn("what the feed sees is not kept: only ", text)
        self.assertEqual(self.rows("SELECT cause, ended_at FROM live_gap"), [{"cause": "no_room", "ended_at": None}])
        self.assertEqual(self.rows("SELECT count(*) AS n FROM live_leg"), [{"n": 0}])
        self.assertEqual(daemon.stop()[0], 0)
        self.assertEqual(daemon.said().count("what the live feed sees is not kept"), 1, daemon.said())
        again = self.daemon()
        again.until(lambda: self.rows("SELECT count(*) AS n FROM live_gap WHERE ended_at IS NULL")[0]["n"] == 0 or None,
                    "the end of the gap")
        self.assertEqual(again.stop()[0], 0)

    def test_reads_its_configuration_again_and_keeps_the_old_one_where_the_new_is_wrong(self):
        config = Path(self.folder) / "config.toml"
        config.write_text("")
        daemon = self.daemon(env={**self.env, "NOWTHEN_CONFIG": str(config)})
        daemon.until_metric("nowthen_feed_looks_total", 1)
        config.write_text("this is [ no configuration")
        daemon.process.send_signal(signal.SIGHUP)
        daemon.until(lambda: True if "stays as it was" in daemon.said() else None, "the refusal")
        config.write_text("")
        daemon.process.send_signal(signal.SIGHUP)
        daemon.until(lambda: True if "was read again" in daemon.said() else None, "the note")
        self.assertEqual(daemon.stop()[0], 0)

    def test_refuses_a_second_one_and_a_port_that_is_taken(self):
        daemon = self.daemon()
        daemon.until_metric("nowthen_feed_looks_total", 1)
        second = run("serve", "--no-web", "--listen", "127.0.0.1:0", env=self.env)
        self.assertEqual(second.code, 2)
        self.assertIn("another process owns the data", second.err)
        port = daemon.url("").rsplit(":", 1)[1]
        elsewhere = {**self.env, "NOWTHEN_HOME": self.folder + "/other"}
        taken = run("serve", "--no-web", "--listen", f"127.0.0.1:{port}", env=elsewhere)
        self.assertEqual(taken.code, 1)
        self.assertIn(port, taken.err)


if __name__ == "__main__":
    unittest.main()
