"""Make `.venv` in the checkout hold exactly what a lock in `requirements/` names.

    environment.py ready LOCK    exit 0 when nothing is to be done (a few milliseconds)
    environment.py make LOCK     make or mend the environment; needs a network only when it changes

Only the standard library: it runs before anything is installed. A stamp inside `.venv` says which
locks it satisfies; it says "making" while an installation runs, so that one that was killed is
recognised and made anew. An environment without a stamp was made by hand: it is completed, never
deleted while its Python works.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "congvu-stamp.json"
LOG = VENV / "congvu-install.log"
SUPERSETS = {"runtime": ("runtime", "dev"), "dev": ("dev",)}
MAKING = "making"


class Trouble(Exception):
    """What stopped us, in one Vietnamese and one English line."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"Công Vụ: {vietnamese}\nCongvu: {english}")


def digest(lock: str) -> str:
    """Name the content of a lock together with the Python that would read it."""
    content = (ROOT / "requirements" / f"{lock}.txt").read_bytes()
    return hashlib.sha256(b"%d.%d\n" % sys.version_info[:2] + content).hexdigest()


def stamp() -> dict[str, str]:
    try:
        read = json.loads(STAMP.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def write_stamp(content: dict[str, str]) -> None:
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(content), encoding="ascii")
    draft.replace(STAMP)


def is_ready(lock: str) -> bool:
    """Say whether this interpreter's environment holds the lock (or one that includes it)."""
    seen = stamp()
    return any(seen.get(name) == digest(name) for name in SUPERSETS[lock])


def ask_ready(lock: str) -> bool:
    """Ask the environment's own Python, whose version is part of the answer."""
    if not PYTHON.exists():
        return False
    question = [str(PYTHON), "-I", "-S", __file__, "ready", lock]
    return subprocess.run(question, check=False, capture_output=True).returncode == 0


def works(python: Path) -> bool:
    """Say whether the environment's Python starts and is one that we support."""
    if not python.exists():
        return False
    test = "import subprocess, sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))"
    return (
        subprocess.run([str(python), "-I", "-c", test], check=False, capture_output=True).returncode
        == 0
    )


def run(command: list[str]) -> bool:
    """Run one step of the installation; its words go to the log."""
    quiet = os.environ | {"UV_LINK_MODE": "copy", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    quiet.pop("PYTHONPATH", None)
    quiet.pop("VIRTUAL_ENV", None)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n")
        log.flush()
        step = subprocess.run(
            command, check=False, stdout=log, stderr=log, env=quiet, close_fds=False
        )
    return step.returncode == 0


def make_venv(uv: str | None) -> None:
    if uv and run([uv, "venv", "--allow-existing", "--python", sys.executable, str(VENV)]):
        return
    if not run([sys.executable, "-m", "venv", str(VENV)]):
        raise why("không tạo được .venv", "could not make .venv")


def install(lock: str, uv: str | None) -> None:
    """Install the lock, with uv where it is found, else (or if it cannot) with pip."""
    file = str(ROOT / "requirements" / f"{lock}.txt")
    if uv and run([uv, "pip", "install", "--python", str(PYTHON), "--require-hashes", "-r", file]):
        return
    own = [str(PYTHON), "-m"]
    if not run([*own, "pip", "--version"]) and not run([*own, "ensurepip"]):
        raise why("không đưa được pip vào .venv", "could not put pip into .venv")
    if not run([*own, "pip", "install", "--no-input", "--quiet", "--require-hashes", "-r", file]):
        raise why("không cài được các gói", "could not install the packages")


def why(vietnamese: str, english: str) -> Trouble:
    """Turn what the log says into a sentence; the log itself stays for whoever looks deeper."""
    said = LOG.read_text(encoding="utf-8", errors="replace")
    if os.strerror(errno.ENOSPC) in said:
        return full()
    if "ensurepip" in said and "not available" in said:
        return Trouble(
            "thiếu gói python3-venv. Trên Debian/Ubuntu, chạy: apt install python3-venv",
            "python3-venv is missing. On Debian/Ubuntu, run: apt install python3-venv",
        )
    return Trouble(
        f"{vietnamese}; lần đầu cần có mạng. Chi tiết: {LOG}",
        f"{english}; the first run needs a network. Details: {LOG}",
    )


def full() -> Trouble:
    return Trouble(f"đĩa chứa {ROOT} đã đầy.", f"the disk that holds {ROOT} is full.")


def make(lock: str) -> None:
    """Bring `.venv` to the lock; a second caller waits for the first and then finds it ready."""
    if ask_ready(lock):
        return
    uv = shutil.which("uv")
    killed = stamp().get("state") == MAKING
    if killed or (VENV.exists() and not works(PYTHON)):
        shutil.rmtree(VENV)
    sys.stderr.write("Công Vụ: đang cài các gói cần thiết (chỉ lần đầu)…\n")
    sys.stderr.write("Congvu: installing what is needed (first time only)…\n")
    by_hand = VENV.exists() and not stamp()
    VENV.mkdir(exist_ok=True)
    LOG.unlink(missing_ok=True)
    if not by_hand:
        write_stamp({"state": MAKING})
    if not PYTHON.exists():
        make_venv(uv)
    install(lock, uv)
    write_stamp(digests_now(lock))


def digests_now(lock: str) -> dict[str, str]:
    """Ask the environment's own Python for the digest (it may be another version than ours)."""
    question = [str(PYTHON), "-I", "-S", __file__, "digest", lock]
    answer = subprocess.run(question, check=True, capture_output=True, text=True)
    return {lock: answer.stdout.strip()}


def locked_make(lock: str) -> None:
    """Make under a lock on the checkout's folder itself, which leaves no file behind."""
    folder = os.open(ROOT, os.O_RDONLY)
    os.set_inheritable(folder, True)  # an installer that outlives us keeps the lock until it ends
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        make(lock)
    finally:
        os.close(folder)


def explain(error: OSError) -> Trouble:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return full()
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return Trouble(
            f"không ghi được vào {error.filename or ROOT} (chỉ đọc, hoặc của người khác).",
            f"cannot write to {error.filename or ROOT} (read-only, or someone else's).",
        )
    return Trouble(str(error), str(error))


def main(action: str, lock: str) -> int:
    if action == "ready":
        return 0 if is_ready(lock) else 1
    if action == "digest":
        print(digest(lock))
        return 0
    try:
        locked_make(lock)
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{explain(error)}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
