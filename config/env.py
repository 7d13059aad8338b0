"""Typed readers of environment variables that fail at start and name the variable.

Nothing else reads `os.environ`. Every variable stands in docs/reference/settings.md.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(Exception):
    """An environment variable holds something that cannot be used."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "")
    if value == "":
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(name, "expected 1/0, true/false, yes/no or on/off")


def words(name: str, default: str) -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().resolve()


def throw_away_folder(name: str) -> Path:
    """Make a folder that lives as long as this process, and let the settings find it under `name`."""
    made = Path(tempfile.mkdtemp(prefix="congvu-"))
    atexit.register(forget_folder, made)
    os.environ[name] = str(made)
    return made


def forget_folder(made: Path) -> None:
    """Remove what `throw_away_folder` made; for processes that end without saying so."""
    shutil.rmtree(made, ignore_errors=True)


def secret_key(name: str, data: Path) -> str:
    """Read the key from the environment, or make one once (0600) in the data folder."""
    value = text(name)
    if value:
        if len(value) < 32:
            raise BadSetting(name, "a secret key has at least 32 characters")
        return value
    path = data / "secret-key"
    try:
        return make_once(path, secrets.token_urlsafe(48))
    except OSError as error:
        raise BadSetting(
            "CONGVU_DATA",
            f"không ghi được vào {data} · cannot write to {data}: {error.strerror}",
        ) from error


def make_once(path: Path, value: str) -> str:
    """Return what the file holds; the first caller of all puts `value` there, for its owner only."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(value)
    try:
        os.link(draft, path)  # whole or not at all, and only if nobody was quicker
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    finally:
        draft.unlink()
    return value


def database(name: str, data: Path) -> dict[str, object]:
    """Describe the database: SQLite in the data folder, or what the URL names."""
    url = text(name)
    if not url:
        return sqlite(data / "congvu.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting(
            name, "expected postgresql://user:password@host:port/name or sqlite:///path"
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}, **query},
    }


def sqlite(path: Path) -> dict[str, object]:
    """One file; writers wait for each other instead of failing (WAL, IMMEDIATE, 20 s)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        },
    }
