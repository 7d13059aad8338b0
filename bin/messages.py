"""The English catalogue: `bin/messages.py collect | check | compile`.

Source texts are Vietnamese; `locale/en/LC_MESSAGES/django.po` holds their English. Texts are what
gettext is called with, in Python and in templates, and what a refusal of ours (a subclass of
DomainError) says, because pages translate it when they show it. `collect` adds what is new and
drops what is gone, `compile` writes the `.mo` that Django reads, `check` fails when English is
incomplete, out of step with the sources, or not compiled. No gettext tools are needed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
METADATA = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


Entry = polib.POEntry | polib.MOEntry


class Message(NamedTuple):
    """What gettext looks up: context, text, and the plural form where there is one."""

    context: str | None
    text: str
    plural: str | None


def sources() -> Iterator[Path]:
    for folder in ("config", "congvu"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not {"tests", "vendor"} & {*path.parts}:
                yield path


def strings(call: ast.Call) -> list[str]:
    return [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


@cache
def refusals() -> frozenset[str]:
    """Return the names of DomainError and of every class of ours that stands on it."""
    bases: dict[str, set[str]] = {}
    for path in sources():
        if path.suffix == ".py":
            for node in ast.walk(tree(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    bases[node.name] = {b.id for b in node.bases if isinstance(b, ast.Name)}
    found = {"DomainError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


@cache
def tree(content: str) -> ast.Module:
    return ast.parse(content)


def other_names(module: ast.Module) -> dict[str, str]:
    """Return what a module calls gettext's functions by: `from … import gettext as _t`."""
    return {
        alias.asname: alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname and alias.name in PLAIN | PLURAL | CONTEXT | CONTEXT_PLURAL
    }


def in_python(content: str) -> Iterator[tuple[Message, int]]:
    names = other_names(tree(content))
    for node in ast.walk(tree(content)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        name, said = names.get(called, called), strings(node)
        if (name in PLAIN and len(said) == 1) or (name in refusals() and said):
            yield Message(None, said[0], None), node.lineno
        elif name in PLURAL and len(said) == 2:
            yield Message(None, said[0], said[1]), node.lineno
        elif name in CONTEXT and len(said) == 2:
            yield Message(said[0], said[1], None), node.lineno
        elif name in CONTEXT_PLURAL and len(said) == 3:
            yield Message(said[0], said[1], said[2]), node.lineno


def in_template(content: str) -> Iterator[tuple[Message, int]]:
    """Read a template as Django's own makemessages does: turned into calls of gettext."""
    for number, line in enumerate(templatize(content).splitlines(), start=1):
        for call in re.finditer(r"\b(?:_|n?p?gettext)\(", line):
            yield from ((found, number) for found, _ in in_python(balanced(line[call.start() :])))


def balanced(text: str) -> str:
    """Cut `text` behind the call that it begins with."""
    for end in (match.end() for match in re.finditer(r"\)", text)):
        try:
            ast.parse(text[:end], mode="eval")
        except SyntaxError:
            continue
        return text[:end]
    return "None"


def collected() -> dict[Message, list[tuple[str, int]]]:
    found: dict[Message, list[tuple[str, int]]] = {}
    for path in sources():
        content = path.read_text(encoding="utf-8")
        read = in_python if path.suffix == ".py" else in_template
        for message, line in read(content):
            if message.text:
                found.setdefault(message, []).append((str(path.relative_to(ROOT)), line))
    return found


def key(entry: Entry) -> Message:
    return Message(entry.msgctxt or None, entry.msgid, entry.msgid_plural or None)


def english(entry: Entry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def collect() -> int:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    old = {key(e): e for e in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    new = polib.POFile(wrapwidth=100)
    new.metadata = METADATA
    for message, places in sorted(collected().items(), key=lambda item: (item[1], item[0].text)):
        entry = old.get(message) or polib.POEntry(
            msgctxt=message.context,
            msgid=message.text,
            msgid_plural=message.plural or "",
            msgstr_plural={0: "", 1: ""} if message.plural else {},
        )
        # Files without line numbers: the catalogue changes only when a text does.
        entry.occurrences = [(place, "") for place in sorted({place for place, _ in places})]
        entry.flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", message.text) else []
        new.append(entry)
    new.save(str(CATALOGUE))
    missing = sum(not all(english(entry)) for entry in new)
    print(f"{len(new)} texts, {missing} without English")
    return 0


def compile_catalogue() -> int:
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(COMPILED))
    return 0


def complaints() -> Iterator[str]:
    wanted = collected()
    catalogue = polib.pofile(str(CATALOGUE))
    have = {key(entry): entry for entry in catalogue}
    for message, places in wanted.items():
        entry = have.get(message)
        where = f"{places[0][0]}:{places[0][1]}"
        if entry is None or not all(english(entry)) or entry.fuzzy:
            yield f"{where}: no English for “{message.text}”"
            continue
        asked = {*PLACEHOLDER.findall(message.text), *PLACEHOLDER.findall(message.plural or "")}
        if any(not {*PLACEHOLDER.findall(text)} <= asked for text in english(entry)):
            yield f"{where}: other placeholders in the English of “{message.text}”"
    for gone in have.keys() - wanted.keys():
        yield f"no source says “{gone.text}” any more: bin/messages.py collect"
    if not COMPILED.exists() or spoken(polib.mofile(str(COMPILED))) != spoken(catalogue):
        yield "the compiled catalogue is not the written one: bin/messages.py compile"


def spoken(catalogue: polib.POFile | polib.MOFile) -> dict[Message, list[str]]:
    return {key(entry): english(entry) for entry in catalogue if all(english(entry))}


def check() -> int:
    if not CATALOGUE.exists():
        print(f"no {CATALOGUE.relative_to(ROOT)} yet: bin/messages.py collect")
        return 0
    found = list(complaints())
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit({"collect": collect, "check": check, "compile": compile_catalogue}[sys.argv[1]]())
