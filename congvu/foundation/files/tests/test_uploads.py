"""A request that is larger than an honest one is refused before anything of it is stored."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from congvu.foundation.files.uploads import STRANGERS_BYTES


class Somebody:
    def __init__(self, *, known: bool):
        self.is_authenticated = known


def sent(size: int, user: Somebody):
    file = SimpleUploadedFile("a.bin", b"x" * size)
    request = RequestFactory().post("/", {"file": file})
    request.user = user
    return request


@pytest.fixture
def untouched(monkeypatch):
    def fail(*_args, **_kwargs):
        pytest.fail("something was stored")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", fail)


def test_a_stranger_sends_no_files_of_size(untouched):
    request = sent(STRANGERS_BYTES, Somebody(known=False))
    with pytest.raises(RequestDataTooBig):
        _ = request.POST


def test_who_is_signed_in_sends_more_but_not_without_end(untouched, settings):
    settings.CONGVU_MAX_REQUEST_BYTES = 2 * STRANGERS_BYTES
    request = sent(3 * STRANGERS_BYTES, Somebody(known=True))
    with pytest.raises(RequestDataTooBig):
        _ = request.POST


def test_an_honest_file_arrives_whole():
    request = sent(STRANGERS_BYTES, Somebody(known=True))
    assert request.FILES["file"].size == STRANGERS_BYTES
