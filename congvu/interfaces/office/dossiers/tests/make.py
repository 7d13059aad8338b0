"""A browser of one of the cast, and the answers that it gets."""

from __future__ import annotations

from datetime import datetime, timedelta
from html.parser import HTMLParser

import time_machine
from django.test import Client
from django.urls import reverse

from congvu.casework.dossiers.services import handling
from congvu.casework.dossiers.tests.make import processing
from tests.world import NOW, World

LATER = NOW + timedelta(hours=2)


def signed_in(world: World, name: str) -> Client:
    """Return a client of that person; a technical administrator has given the second factor."""
    client = Client()
    client.force_login(world.account(name))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def at(moment: datetime):
    """Set the clock of the views."""
    return time_machine.travel(moment, tick=False)


def deed_url(dossier, slug: str) -> str:
    return reverse(
        "office-dossiers-deed", kwargs={"ref": dossier.code or dossier.uuid, "slug": slug}
    )


def page_url(dossier) -> str:
    return reverse("office-dossiers-page", kwargs={"ref": dossier.code or dossier.uuid})


def presented(world: World):
    """Return a dossier that lies before the leader."""
    dossier = processing(world)
    return handling.present(
        dossier,
        seen=dossier.version,
        by=world.staff("minh"),
        at=NOW + timedelta(hours=1),
        note="Đủ điều kiện",
    )


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text_of(response) -> str:
    """Return what a reader sees, spaces joined."""
    parser = _Text()
    parser.feed(response.content.decode())
    return " ".join(" ".join(parser.words).split())
