"""Finds the register files of a room, so that a new one is a file and no list of files."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def load(package: str) -> None:
    """Import every module of the package, in the order of names; each declares its registers."""
    path = import_module(package).__path__
    for found in sorted(iter_modules(path), key=lambda one: one.name):
        import_module(f"{package}.{found.name}")
