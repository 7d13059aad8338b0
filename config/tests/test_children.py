"""Processes that live and die together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PARENT = """
import os, sys, time
from config.children import Children

def forever():
    os.write(1, f"child {os.getpid()}\\n".encode())
    time.sleep(60)

def soon():
    time.sleep(0.2)

children = Children()
children.listen()
for number, work in enumerate(sys.argv[1:]):
    children.start(f"{work}-{number}", globals()[work])
print("ended:", children.watch(), flush=True)
"""


def start(*works):
    return subprocess.Popen(
        [sys.executable, "-c", PARENT, *works], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )


def children_of(parent, count):
    return [int(parent.stdout.readline().split()[1]) for _ in range(count)]


def is_alive(pid):
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return ") Z " not in status


def wait_until_gone(pids):
    give_up = time.monotonic() + 5
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_a_signal_stops_all_of_them():
    for number in (signal.SIGINT, signal.SIGTERM):
        parent = start("forever", "forever")
        pids = children_of(parent, 2)
        parent.send_signal(number)
        out, _ = parent.communicate(timeout=10)
        assert out == "ended: None\n"
        assert not any(is_alive(pid) for pid in pids)


def test_one_that_ends_by_itself_takes_the_others_along_and_is_named():
    parent = start("forever", "soon")
    pids = children_of(parent, 1)
    out, _ = parent.communicate(timeout=10)
    assert out == "ended: soon-1\n"
    assert not any(is_alive(pid) for pid in pids)


def test_they_do_not_outlive_a_parent_that_was_killed():
    parent = start("forever", "forever")
    pids = children_of(parent, 2)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    wait_until_gone(pids)
