"""The system's Chromium: where it is, and how the tests start it."""

from __future__ import annotations

import os
import shutil

NO_CHROMIUM = "Không có Chromium / no Chromium on this machine"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the path of the browser named by CHROMIUM, or the first one on PATH."""
    return (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )


def is_required() -> bool:
    """Say whether a missing browser is a failure (CI) and not merely something to mention."""
    return os.environ.get("CI") == "true"
