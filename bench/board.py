#!/usr/bin/python3
"""How long from a change in the simulator to a listener of the board: pushed, and asked for; how soon a browser shows it.

  bench/board.py BINARY [SECONDS]

The simulator's clock runs as this machine's does, so the instant since when a conversation is in its state can be held
against the time at which an event tells it.
"""

import contextlib
import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path


def started(binary, folder, name, *arguments, env=None):
    log = open(Path(folder) / name, "w")
    return subprocess.Popen([binary, *arguments], env=env, stdout=log, stderr=log)


def waited_for(file, holds, seconds=60):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if file.exists() and (found := holds(file.read_text())):
            return found
        time.sleep(0.05)
    raise SystemExit(f"board: {file.name} did not come")


def clock_ahead(port):
    """Seconds that the simulator's clock is ahead of ours: of some tries the one that took shortest."""
    tries = []
    for _ in range(9):
        began = time.time()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_sim/clock") as reply:
            now = datetime.datetime.fromisoformat(json.load(reply)["now"].replace("Z", "+00:00")).timestamp()
        ended = time.time()
        tries.append((ended - began, now - (began + ended) / 2))
    return min(tries)[1]


def listen(address, token, seconds, ahead):
    """Delays in milliseconds of what is new in each change."""
    request = urllib.request.Request(f"{address}/api/events", headers={"Authorization": f"Bearer {token}"})
    delays, known = [], {}
    begin = time.time() + ahead + 15  # by then it has looked, and listens
    with urllib.request.urlopen(request) as reply:
        kind = ""
        for raw in reply:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                kind = line[7:]
            if not line.startswith("data: ") or kind not in ("board", "change"):
                continue
            now = time.time() + ahead
            for each in json.loads(line[6:])["conversations"]:
                since = datetime.datetime.fromisoformat(each["since"].replace("Z", "+00:00")).timestamp()
                # Where what somebody did beside it ends, an older state shows again: nothing has just begun.
                if kind == "change" and since > max(begin, known.get(each["id"], 0)):
                    delays.append((now - since) * 1000)
                known[each["id"]] = max(since, known.get(each["id"], 0))
            if now > begin + seconds:
                return delays
    return delays


@contextlib.contextmanager
def centre(binary, *arguments):
    """A simulated centre and a daemon beside it: the daemon's address, its token, the simulator's port."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "NOWTHEN_HOME": folder + "/home", "NOWTHEN_CONTRACT": "platform",
               "GENESYS_CLIENT_ID": "nowthen-sim", "GENESYS_CLIENT_SECRET": "nowthen-sim-secret",
               "NOWTHEN_PLATFORM_PER_MINUTE": "0"}
        sim = started(binary, folder, "sim", "sim", "--listen", "127.0.0.1:0", "--port-file", folder + "/port",
                      "--contract", "platform", "--days", "1", "--per-day", "30000", "--now", "2026-11-20T10:00:00Z", "--limits", "off")
        serve = None
        try:
            port = waited_for(Path(folder) / "port", str.strip)
            env["GENESYS_BASE_URL"] = f"http://127.0.0.1:{port}"
            serve = started(binary, folder, "serve", "serve", "--listen", "127.0.0.1:0", "--from", "2026-11-20", *arguments, env=env)
            address = waited_for(Path(folder) / "serve", lambda text: "http://127.0.0.1:" + text.split("http://127.0.0.1:")[1]
                                 .split("/")[0] if "serving:" in text else None)
            token = waited_for(Path(folder) / "home/default/board-token", str.strip)
            yield address, token, port
        finally:
            for process in (serve, sim):
                if process:
                    process.send_signal(signal.SIGTERM)
                    process.wait(30)


def measure(binary, seconds, what, *arguments):
    with centre(binary, *arguments) as (address, token, port):
        delays = sorted(listen(address, token, seconds, clock_ahead(port)))
    if not delays:
        print(f"{what}: nothing happened")
        return
    at = lambda share: delays[int(share * (len(delays) - 1))]
    print(f"{what}: {len(delays)} changes at a listener, half within {at(0.5):.0f} ms, 99 % within {at(0.99):.0f} ms")


def until_pushed(address, token, seconds=60):
    request = urllib.request.Request(f"{address}/api/now", headers={"Authorization": f"Bearer {token}"})
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(request) as reply:
                if json.load(reply)["feed"]["source"] == "pushed":
                    return
        except urllib.error.HTTPError:
            pass  # it has just started
        time.sleep(0.2)
    raise SystemExit("board: the feed did not come")


def paint(binary):
    """The page in a browser, where there is one."""
    tests = Path(__file__).parent.parent / "tests" / "board"
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if not chromium or subprocess.run([tests / "install"]).returncode != 0:
        print("first paint: not measured, for there is no Chromium or no Node (tools/setup all installs both)")
        return
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    with centre(binary) as (address, token, _):
        until_pushed(address, token)
        subprocess.run(["node", tests / "first_paint.mjs", address, token], env={**env, "CHROMIUM": chromium}, check=True)


def main():
    binary, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40
    paint(binary)
    measure(binary, seconds, "pushed")
    measure(binary, seconds, "asked for every 5 s", "--no-notifications", "--every", "5")


if __name__ == "__main__":
    main()
