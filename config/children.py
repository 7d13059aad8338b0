"""Child processes that live and die together: start, watch, stop.

They are forked from a parent in which Django is loaded, so that memory is shared and starting is
quick. The parent must hold no database connection and no thread when it starts them.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from types import FrameType

FORK = multiprocessing.get_context("fork")
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_SECONDS = 5.0
PR_SET_PDEATHSIG = 1


class Children:
    """Named processes of which none may end before the others.

    `watch()` returns the name of the child that ended by itself, or None when a signal asked for
    the end; in both cases all others have been stopped, within GRACE_SECONDS.
    """

    def __init__(self) -> None:
        self._running: dict[str, multiprocessing.process.BaseProcess] = {}
        self._asked_to_stop = False

    def start(self, name: str, work: Callable[[], object]) -> None:
        process = FORK.Process(target=_alone, args=(work, os.getpid()), name=name)
        process.start()
        self._running[name] = process

    def is_stopping(self) -> bool:
        return self._asked_to_stop or self._ended() is not None

    def watch(self) -> str | None:
        sentinels = [process.sentinel for process in self._running.values()]
        while not self.is_stopping():
            wait(sentinels, timeout=0.2)
        first = None if self._asked_to_stop else self._ended()
        self.stop()
        return first

    def stop(self) -> None:
        for process in self._running.values():
            process.terminate()
        give_up = time.monotonic() + GRACE_SECONDS
        for process in self._running.values():
            process.join(max(0.0, give_up - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()

    def listen(self) -> None:
        """Take Ctrl-C, a closed terminal and SIGTERM as the wish to end."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True

    def _ended(self) -> str | None:
        return next((n for n, p in self._running.items() if not p.is_alive()), None)


def run_aside(work: Callable[[], object]) -> int:
    """Run `work` in a process of its own and return its exit code; its memory is given back."""
    process = FORK.Process(target=work)
    process.start()
    try:
        process.join()
    except KeyboardInterrupt:  # the terminal told the child as well
        process.join()
        raise
    return process.exitcode or 0


def _alone(work: Callable[[], object], parent: int) -> None:
    """Run `work` out of reach of the terminal's Ctrl-C, and not longer than the parent lives."""
    os.setpgid(0, 0)
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:
        work()
