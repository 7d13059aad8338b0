"""The order of floors and rooms, read from the import contracts, and the models that live in them."""

from __future__ import annotations

import re
from configparser import ConfigParser
from functools import cache

from django.apps import apps
from django.db.models import Model

from tests.architecture.sources import CHECKOUT


def layers(contract: str) -> list[list[str]]:
    """Return a contract's layers from the top; rooms joined by | stand together."""
    parser = ConfigParser()
    parser.read(CHECKOUT / ".importlinter", encoding="utf-8")
    lines = parser[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [re.findall(r"\w+", line) for line in lines if line.strip()]


@cache
def heights() -> dict[tuple[str, str], tuple[int, int]]:
    """Return how high each room lies: floor first, then its layer on the floor."""
    found = {}
    for floor_height, (floor,) in enumerate(reversed(layers("floors"))):
        if floor == "kernel":
            continue
        for room_height, rooms in enumerate(reversed(layers(floor))):
            for room in rooms:
                found[floor, room] = (floor_height, room_height)
    return found


def room_of(model: type[Model]) -> tuple[str, str] | None:
    """Return (floor, room) of a model of ours, None for one of a library's."""
    parts = model.__module__.split(".")
    return (parts[1], parts[2]) if parts[0] == "congvu" else None


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if room_of(model)]
