#!/usr/bin/python3
"""How long from a change in the simulator to a listener of the board: pushed, and asked for.

  bench/board.py BINARY [SECONDS]

The simulator's clock is this machine's, so the instant since when a conversation is in its state can be held against the
time at which an event tells it.
"""

import datetime
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
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


def listen(address, token, seconds):
    """Delays in milliseconds of what is new in each change."""
    request = urllib.request.Request(f"{address}/api/events", headers={"Authorization": f"Bearer {token}"})
    delays, known = [], {}
    begin = time.time() + 15  # by then it has looked, and listens
    with urllib.request.urlopen(request) as reply:
        kind = ""
        for raw in reply:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                kind = line[7:]
            if not line.startswith("data: ") or kind not in ("board", "change"):
                continue
            now = time.time()
            for each in json.loads(line[6:])["conversations"]:
                state = (each["state"], each["since"])
                if known.get(each["id"]) != state and kind == "change":
                    since = datetime.datetime.fromisoformat(each["since"].replace("Z", "+00:00")).timestamp()
                    if since > begin:
                        delays.append((now - since) * 1000)
                known[each["id"]] = state
            if now > begin + seconds:
                return delays
    return delays


def measure(binary, seconds, what, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "NOWTHEN_HOME": folder + "/home", "NOWTHEN_CONTRACT": "platform",
               "GENESYS_CLIENT_ID": "nowthen-sim", "GENESYS_CLIENT_SECRET": "nowthen-sim-secret",
               "NOWTHEN_PLATFORM_PER_MINUTE": "0"}
        sim = started(binary, folder, "sim", "sim", "--listen", "127.0.0.1:0", "--port-file", folder + "/port",
                      "--contract", "platform", "--days", "1", "--per-day", "30000", "--limits", "off")
        serve = None
        try:
            port = waited_for(Path(folder) / "port", str.strip)
            env["GENESYS_BASE_URL"] = f"http://127.0.0.1:{port}"
            serve = started(binary, folder, "serve", "serve", "--listen", "127.0.0.1:0", "--from", "-1h", *arguments, env=env)
            address = waited_for(Path(folder) / "serve", lambda text: "http://127.0.0.1:" + text.split("http://127.0.0.1:")[1]
                                 .split("/")[0] if "serving:" in text else None)
            token = waited_for(Path(folder) / "home/default/board-token", str.strip)
            delays = sorted(listen(address, token, seconds))
        finally:
            for process in (serve, sim):
                if process:
                    process.send_signal(signal.SIGTERM)
                    process.wait(30)
        if not delays:
            print(f"{what}: nothing happened")
            return
        at = lambda share: delays[int(share * (len(delays) - 1))]
        print(f"{what}: {len(delays)} changes at a listener, half within {at(0.5):.0f} ms, 99 % within {at(0.99):.0f} ms")


def main():
    binary, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40
    measure(binary, seconds, "pushed")
    measure(binary, seconds, "asked for every 5 s", "--no-notifications", "--every", "5")


if __name__ == "__main__":
    main()
