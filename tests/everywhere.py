"""What holds for every test of the house: how properties are searched, and what is said without Chromium."""

from __future__ import annotations

import os

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings
from xdist.scheduler.loadscope import LoadScopeScheduling

from config.env import forget_folder
from tests.chromium import NO_CHROMIUM

BROWSER = "tests/browser/"

# Deadlines and slow generation say more about a busy machine than about the code. In CI the same
# examples are tried each time, so that a red build can be repeated; elsewhere they vary.
settings.register_profile(
    "congvu",
    deadline=None,
    max_examples=60,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("congvu")


class OneBrowser(LoadScopeScheduling):
    """Deals out whole files, and all journeys to one process: one Chromium, one server."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.split("::", 1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneBrowser | None:
    return OneBrowser(config, log) if config.getvalue("dist") == "load" else None


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave no data folder behind: xdist ends its workers without telling Python."""
    if os.environ.get("DJANGO_SETTINGS_MODULE") == "config.settings.test":
        forget_folder(django_settings.CONGVU_DATA)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    journeys = sum(NO_CHROMIUM in str(report.longrepr) for report in skipped)
    if journeys:
        terminalreporter.write_line(
            f"Không có Chromium nên {journeys} hành trình trên trình duyệt không chạy "
            f"(apt install chromium) · no Chromium: {journeys} browser journeys not run",
            yellow=True,
        )
