#!/usr/bin/env python3
"""Holds what deploy/ asks of Prometheus against the metrics that docs/reference/metrics.md lists, and the unit against
systemd where it is there."""

import json
import pathlib
import re
import shutil
import subprocess
import unittest

ROOT = pathlib.Path(__file__).parent.parent.parent
METRIC = re.compile(r"\b(?:nowthen|process)_[a-z_]+\b")


def documented():
    rows = re.findall(r"^\| (`.*?`) \|", (ROOT / "docs/reference/metrics.md").read_text(), re.MULTILINE)
    return {name for row in rows for name in METRIC.findall(re.sub(r"\{.*?\}", "", row))}


class Deploy(unittest.TestCase):
    def test_the_rules_ask_for_metrics_that_there_are(self):
        text = (ROOT / "deploy/prometheus-rules.yml").read_text()
        expressions = re.findall(r"^\s+expr: (.*)$", text, re.MULTILINE)
        self.assertEqual(len(expressions), text.count("- alert: "))
        for expression in expressions:
            self.assertLessEqual(set(METRIC.findall(expression)), documented(), expression)

    def test_the_dashboard_asks_for_metrics_that_there_are_and_shows_every_one(self):
        dashboard = json.loads((ROOT / "deploy/grafana-dashboard.json").read_text())
        expressions = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
        asked = {name for expression in expressions for name in METRIC.findall(expression)}
        self.assertLessEqual(asked, documented())
        hidden = {"nowthen_build_info", "nowthen_start_seconds", "nowthen_feed_conversations"}
        self.assertLessEqual(documented() - asked, hidden)

    def test_panels_have_ids_of_their_own_and_do_not_overlap(self):
        panels = json.loads((ROOT / "deploy/grafana-dashboard.json").read_text())["panels"]
        self.assertEqual(len({panel["id"] for panel in panels}), len(panels))
        taken = set()
        for panel in panels:
            place = panel["gridPos"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"])
                     for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(cells & taken, panel["title"])
            self.assertLessEqual(place["x"] + place["w"], 24)
            taken |= cells

    @unittest.skipUnless(shutil.which("systemd-analyze"), "there is no systemd-analyze")
    def test_systemd_understands_the_unit(self):
        unit = ROOT / "deploy/nowthen.service"
        said = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], check=False, capture_output=True, text=True).stderr
        complaints = [line for line in said.splitlines()
                      if "nowthen.service" in line and "is not executable" not in line]
        self.assertEqual(complaints, [])


if __name__ == "__main__":
    unittest.main()
