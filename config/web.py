"""The web server of `congvu up`: gunicorn with threads, in this process."""

from __future__ import annotations

from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

GRACE_SECONDS = 3


class Web(BaseApplication):
    """Serves the application on one address until it is told to stop."""

    def __init__(self, address: str, *, workers: int, threads: int) -> None:
        self._options: dict[str, Any] = {
            "bind": [address],
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": GRACE_SECONDS,
            "timeout": 120,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()  # not earlier: it looks for the collected static files
