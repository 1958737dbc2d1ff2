"""Runs commands as whole processes and keeps what the operating system says of them."""

import os
import signal
import statistics
import subprocess
import time


class Failed(Exception):
    """A command that did not end as it should, or not in time."""


class Series:
    """What several runs of one command took: seconds of wall clock and processor, and bytes."""

    def __init__(self):
        self.wall, self.cpu, self.memory = [], [], []

    def add(self, wall, cpu, memory):
        self.wall.append(wall)
        self.cpu.append(cpu)
        self.memory.append(memory)

    @property
    def seconds(self):
        return statistics.median(self.wall)


def run(command, folder=None, env=None, limit=600, expected=(0,)):
    """Runs a command once; returns seconds of wall clock, of processor, and peak bytes.

    The peak is that of the largest process. It is never below what this program itself takes,
    about 15 MB, because the kernel counts a process from before it becomes another program.
    """
    start = time.perf_counter()
    with open(os.devnull, "r+b") as null:
        child = subprocess.Popen(
            command, cwd=folder, env=env, stdin=null, stdout=null, stderr=null, process_group=0
        )
    try:
        pid, status, usage = wait(child.pid, start + limit)
    finally:
        # It has been waited for: nothing is left for Python to do.
        child.returncode = 0
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in expected:
        raise Failed(f"ended with {code}: {' '.join(command)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def wait(pid, until):
    """Waits for a process; one that runs too long is killed with its children."""
    timer = max(0.001, until - time.perf_counter())

    def expire(*_):
        os.killpg(pid, signal.SIGKILL)

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, timer)
    try:
        return os.wait4(pid, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
