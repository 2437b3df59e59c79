"""From start to the first request on the wire, and to the end of `--help`, beside other interpreters' starts."""

import os
import socket
import subprocess
import sys
import time

from measure import median, run, verdict

ROUNDS = 15


def first_request(binary):
    """Milliseconds from exec to the first byte that arrives at the server."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        env = {**os.environ, "GENESYS_BASE_URL": f"http://127.0.0.1:{server.getsockname()[1]}", "GENESYS_CLIENT_ID": "a",
               "GENESYS_CLIENT_SECRET": "b", "NOWTHEN_CONTRACT": "tutorial"}
        begin = time.perf_counter()
        process = subprocess.Popen([binary, "history", "--from", "-1h", "--format", "ndjson"], env=env,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        connection, _ = server.accept()
        connection.recv(1)
        elapsed = time.perf_counter() - begin
        process.kill()
        process.wait()
        connection.close()
        return elapsed * 1000


def main():
    binary = sys.argv[1]
    starts = sorted(first_request(binary) for _ in range(ROUNDS))[ROUNDS // 2]
    print(f"start to first request: {starts:6.1f} ms ({verdict(starts, 50, 'at most')})")
    rows = {"nowthen --help": [binary, "--help"], "python3 -c pass": ["/usr/bin/python3", "-c", "pass"]}
    costs = {name: [] for name in rows}
    for _ in range(ROUNDS):
        for name, command in rows.items():
            costs[name].append(run(command))
    for name, runs in costs.items():
        wall = median(runs).wall * 1000
        print(f"{name:22} {wall:6.1f} ms" + (f" ({verdict(wall, 10, 'at most')})" if "help" in name else ""))


if __name__ == "__main__":
    main()
