"""Code that documents show is run: sessions with >>> answer what the page says they answer."""

import doctest
import re

import pytest

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
