"""Runs commands to be measured and says what they cost: wall clock, CPU, peak memory."""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    """What one run took. Seconds and mebibytes."""

    wall: float
    cpu: float
    memory: float


def run(command, env=None, stdout=subprocess.DEVNULL):
    """Runs `command` to its end; a failing one ends the benchmark."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} ended with {process.returncode}: {errors.decode(errors='replace')[-800:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(costs):
    """The middle of each figure, taken by itself."""
    return Cost(*(statistics.median(getattr(c, f) for c in costs) for f in ("wall", "cpu", "memory")))


def verdict(value, aim, better="at least"):
    """How a figure stands to its aim; a losing one says so."""
    met = value >= aim if better == "at least" else value <= aim
    return f"aim {better} {aim:g}: {'met' if met else 'MISSED'}"
