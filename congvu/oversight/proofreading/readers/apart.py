"""Reading in a process of its own, which may use so much time and memory and no more."""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.readers import plain
from congvu.oversight.proofreading.readers.kinds import MOST_TEXT, SECONDS, Reading

_MEMORY: Final = 2 * 1024 * 1024 * 1024
_KILLED: Final = (-9, -24, 137, 152)
_CHECKOUT: Final = Path(__file__).resolve().parents[4]


def ask(module: str, path: Path, seconds: int) -> Reading:
    """Let that module read the file; raises CannotRead with its reason, or that it took too long."""
    command = [sys.executable, "-m", module, str(path.resolve())]
    with subprocess.Popen(  # noqa: S603 - our own module and the path of the file
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_CHECKOUT,
        start_new_session=True,
    ) as reader:
        try:
            said, _ = reader.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(reader)
            raise CannotRead(Reason.TOO_SLOW) from error
        except BaseException:
            _end(reader)
            raise
    if reader.returncode:
        raise CannotRead(Reason.TOO_SLOW if reader.returncode in _KILLED else Reason.BROKEN)
    answer = json.loads(said)
    if "reason" in answer:
        raise CannotRead(Reason(answer["reason"]))
    return Reading(answer["text"], answer["kind"], answer["whole_lines"])


def _end(reader: subprocess.Popen[bytes]) -> None:
    """End a reader that still runs, with what it started: LibreOffice would outlive it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(reader.pid, signal.SIGKILL)


def answer(read: Callable[[Path], Reading]) -> int:
    """Read the file of the command line within limits and print the answer as JSON."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sheet: dict[str, object]
    try:
        reading = limited(read(Path(sys.argv[1])))
        sheet = {"text": reading.text, "kind": reading.kind, "whole_lines": reading.whole_lines}
    except CannotRead as error:
        sheet = {"reason": error.reason.value}
    except (MemoryError, RecursionError):
        sheet = {"reason": Reason.TOO_LARGE.value}
    sys.stdout.buffer.write(json.dumps(sheet).encode())
    return 0


def limited(reading: Reading) -> Reading:
    """Return the reading when it is a Vietnamese text of a size that is allowed."""
    if len(reading.text) > MOST_TEXT:
        raise CannotRead(Reason.TOO_LARGE)
    plain.checked(reading.text)
    return reading
