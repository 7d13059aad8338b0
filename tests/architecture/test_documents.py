"""Documents are part of the house: links lead somewhere, settings and root entries are explained."""

import ast
import re
import tomllib
from urllib.parse import unquote

from tests.architecture.sources import CHECKOUT, content, place, python, texts, tree

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SETTINGS_PAGE = CHECKOUT / "docs" / "reference" / "settings.md"


def pages():
    return [path for path in texts() if path.suffix == ".md"]


def anchors(page):
    """Return the anchors of a page's headings as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ +(.+)$", FENCE.sub("", content(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere():
    for page in pages():
        for target in LINK.findall(FENCE.sub("", content(page))):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = unquote(target).partition("#")
            found = (page.parent / file).resolve() if file else page
            assert found.exists(), f"{place(page)}: {target}"
            if anchor and found.suffix == ".md":
                assert anchor in anchors(found), f"{place(page)}: {target}"


def variables():
    """Return the environment variables that the settings read, by name."""
    found = set()
    for path in python("config"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {*re.findall(r"^CONGVU_[A-Z_]+$", node.value)}
    return found


def test_every_setting_is_documented_and_nothing_else():
    documented = {*re.findall(r"^\| `(CONGVU_[A-Z_]+)`", content(SETTINGS_PAGE), re.MULTILINE)}
    example = {
        *re.findall(r"^#? ?(CONGVU_[A-Z_]+)=", content(CHECKOUT / ".env.example"), re.MULTILINE)
    }
    assert documented == variables()
    assert example == variables()


def test_both_readmes_explain_every_entry_of_the_root():
    roots = {path.relative_to(CHECKOUT).parts[0] for path in texts()}
    for name in ("README.md", "README.en.md"):
        told = content(CHECKOUT / name)
        missing = [entry for entry in sorted(roots) if f"`{entry}" not in told]
        assert not missing, f"{name}: {missing}"


def test_the_change_log_knows_this_version():
    version = tomllib.loads(content(CHECKOUT / "pyproject.toml"))["project"]["version"]
    assert f"## [{version}]" in content(CHECKOUT / "CHANGELOG.md")


def test_every_dependency_has_its_reason():
    project = tomllib.loads(content(CHECKOUT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["bigdata"]]
    reasons = content(CHECKOUT / "docs" / "decisions" / "0014-dependencies.md").lower()
    for line in wanted:
        name = re.match(r"[\w-]+", line).group().lower()
        assert name in reasons, name
