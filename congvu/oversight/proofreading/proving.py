"""A proof made apart from the server: a process of its own, ended when its time is over."""

import contextlib
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.presentation import as_json
from congvu.oversight.proofreading.rules.proof import proofread

SECONDS: Final = 120
_MEMORY: Final = 3 * 1024**3
_CHECKOUT: Final = Path(__file__).resolve().parents[3]


def prove_apart(text: str, *, whole_lines: bool, seconds: int = SECONDS) -> dict[str, Any]:
    """Return what `presentation.as_json` says of the text.

    Raises CannotRead when the proof takes longer than `seconds` or more memory than it may have.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the text goes in by a pipe
            [sys.executable, "-m", "congvu.oversight.proofreading.proving", str(seconds)],
            input=json.dumps({"text": text, "whole_lines": whole_lines}).encode(),
            capture_output=True,
            timeout=seconds,
            cwd=_CHECKOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotRead(Reason.TOO_SLOW) from error
    if done.returncode:
        raise CannotRead(Reason.TOO_SLOW)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(seconds: int) -> int:
    """Prove the text that comes in and print the proof: the other half of `prove_apart`."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    asked = json.loads(sys.stdin.buffer.read())
    proof = proofread(asked["text"], whole_lines=asked["whole_lines"])
    sys.stdout.buffer.write(json.dumps(as_json(proof)).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
