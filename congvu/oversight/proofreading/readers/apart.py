"""Reading in a process of its own, which may use so much time and memory and no more."""

import contextlib
import json
import resource
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
    try:
        done = subprocess.run(  # noqa: S603 - our own module and the path of the file
            command, capture_output=True, timeout=seconds, cwd=_CHECKOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CannotRead(Reason.TOO_SLOW) from error
    if done.returncode:
        raise CannotRead(Reason.TOO_SLOW if done.returncode in _KILLED else Reason.BROKEN)
    answer = json.loads(done.stdout)
    if "reason" in answer:
        raise CannotRead(Reason(answer["reason"]))
    return Reading(answer["text"], answer["kind"], answer["whole_lines"])


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
