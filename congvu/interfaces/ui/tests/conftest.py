"""Holds for all tests of the design system: it is drawn without the office that uses it."""

import pytest

from congvu.interfaces.ui.tests.drawing import without_the_office


@pytest.fixture(autouse=True)
def drawn_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    without_the_office(monkeypatch)
