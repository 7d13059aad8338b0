"""`bin/test --postgres`: a real PostgreSQL of our own for the length of one test run.

Loaded with `-p tests.embedded_postgres`, so that it runs before Django reads its settings. The
server (config/postgres.py) lives in a temporary folder and listens on a socket there. Each xdist
worker gets its own database in it. It is not for keeping data: fsync is off.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from config.postgres import Server

URL = "CONGVU_DATABASE_URL"
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "timezone": "UTC",
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Start the server in the controlling process; its workers inherit the address."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="congvu-pg-", dir="/tmp"))
        server = Server(folder, SETTINGS, remove=True)
        early_config.add_cleanup(server.stop)
        os.environ[URL] = server.url
    return (yield)
