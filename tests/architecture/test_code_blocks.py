"""Code that documents show is run: sessions with >>> answer what the page says they answer."""

import doctest
import re
import sys
import types

import pytest

from congvu.kernel import workingdays
from congvu.kernel.tests.years import CALENDAR, moment
from tests.architecture.sources import CHECKOUT, content, texts

BLOCK = re.compile(r"^```python\n(>>> .*?)^```", re.MULTILINE | re.DOTALL)
PAGES = [
    path
    for path in texts()
    if path.suffix == ".md" and CHECKOUT / "docs" in path.parents and BLOCK.search(content(path))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sessions_answer_what_the_page_says(page):
    session = "\n".join(BLOCK.findall(content(page)))
    found = doctest.DocTestParser().get_doctest(session, {}, page.name, str(page), 0)
    said = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(found, out=said.append)
    assert not said, "".join(said)


def test_the_rule_that_the_tutorial_breaks_is_there_and_guarded(monkeypatch):
    lesson = content(CHECKOUT / "docs" / "tutorial" / "first-day.md")
    (old,) = re.findall(r"^-( {8}.*)$", lesson, re.MULTILINE)
    (new,) = re.findall(r"^\+( {8}.*)$", lesson, re.MULTILINE)
    source = content(CHECKOUT / "congvu" / "kernel" / "workingdays.py")
    assert source.count(f"\n{old}\n") == 1
    broken = types.ModuleType("broken")
    monkeypatch.setitem(sys.modules, "broken", broken)
    exec(source.replace(old, new), vars(broken))

    def count(rules):
        day = rules.due(moment("02/03/2026"), rules.TimeLimit(5), CALENDAR, rules.ND61_2018).on
        return f"datetime.date({day:%Y, %-m, %-d})"

    assert f"on: {count(broken)} != {count(workingdays)}\n" in lesson
