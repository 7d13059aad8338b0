"""Prose filled with figures, and written again from what it was filled into.

The language itself is in `prose_reading`; `fill` and `written_blocks` are each other's way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.prose_reading import (
    LONGEST,
    Aside,
    Bound,
    Kind,
    Line,
    Prose,
    ProseWrong,
    Token,
    Tokens,
    parse,
    parse_line,
)
from congvu.oversight.reporting.rules.wording import FORMATS, FigureValue

__all__ = [
    "LONGEST",
    "Prose",
    "ProseWrong",
    "escape",
    "fill",
    "fill_line",
    "gaps",
    "joined",
    "parse",
    "plain",
    "written",
    "written_blocks",
    "written_parts",
]

_NUMBERED = re.compile(r"(?P<number>[a-zđ]\)|[0-9]+(?:\.[0-9]+)*[.)]|[IVX]+\.)\s+(?=\S)")
_NEEDS_ESCAPE = re.compile(r"[\\{}|]|\*{2,}|_{2,}|^[*_]|[*_]$|\^(?=\})")
_LINE_SIGNS = re.compile(r"(?=(?:#|>|-|\+)\s)")


def fill(prose: Prose, figures: Mapping[str, FigureValue]) -> tuple[m.Block, ...]:
    """Return the blocks with their figures; one that is not known becomes a visible gap."""
    return tuple(_block(line, figures) for line in prose.lines)


def fill_line(text: str, figures: Mapping[str, FigureValue]) -> m.Runs:
    """Fill a text of one line: a ground, a subject. Raises ProseWrong."""
    return _runs(parse_line(text), figures)


def gaps(blocks: tuple[m.Block, ...]) -> tuple[str, ...]:
    """List the codes whose figures are not known, each once."""
    part = m.Part("", "", blocks)
    runs = (run for text in m.texts(part) for run in text)
    flat = (one for run in runs for one in (run.runs if isinstance(run, m.Note) else (run,)))
    return tuple(dict.fromkeys(it.code for it in flat if isinstance(it, m.Figure) and it.gap))


def plain(prose: Prose, figures: Mapping[str, FigureValue]) -> str:
    """Return the text as it is read, one line a block, without footnotes: for search and diff."""
    return "\n".join(m.plain(runs) for runs in _all_runs(fill(prose, figures)))


def escape(text: str, *, first: bool = False) -> str:
    """Return the words so that they are read as words; `first` when they begin a line."""
    said = _NEEDS_ESCAPE.sub(lambda found: _escaped(found[0]), text).replace("\n", "\\n")
    return f"\\{said}" if first and _LINE_SIGNS.match(said) else said


def written(runs: m.Runs, *, first: bool = True) -> str:
    """Return the text that these runs were filled from: the way back."""
    said: list[str] = []
    for run in joined(runs):
        if isinstance(run, m.Note):
            said.append(f"{{^{written(run.runs, first=False)}^}}")
        elif isinstance(run, m.Figure):
            said.append(_dressed(f"{{{{{run.key.partition('#')[0]}}}}}", run))
        else:
            said.append(_dressed(escape(run.text, first=first and not said), run))
    return "".join(said)


def joined(runs: m.Runs) -> m.Runs:
    """Return the runs with neighbouring words of one look as one, empty ones left out."""
    made: list[m.Run] = []
    for run in runs:
        last = made[-1] if made else None
        if not isinstance(run, m.Text):
            made.append(run)
        elif isinstance(last, m.Text) and (last.bold, last.italic) == (run.bold, run.italic):
            made[-1] = m.Text(last.text + run.text, run.bold, run.italic)
        elif run.text:
            made.append(run)
    return tuple(made)


def written_blocks(blocks: tuple[m.Block, ...]) -> str:
    """Return the text of blocks, one line each; what `fill` would turn into them."""
    return "\n".join(line for block in blocks for line in _written_block(block))


def written_parts(parts: tuple[m.Part, ...]) -> str:
    """Return the text of all sections as people wrote it, codes in place of figures."""
    return "\n".join(written_blocks(part.blocks) for part in parts)


def _escaped(signs: str) -> str:
    return "".join(f"\\{sign}" for sign in signs)


def _dressed(text: str, run: m.Text | m.Figure) -> str:
    """Put the marks of the look around a text; blanks at its ends stay outside of them."""
    bare = text.strip()
    if not bare or not (run.bold or run.italic):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    dressed = f"__{bare}__" if run.italic else bare
    return before + (f"**{dressed}**" if run.bold else dressed) + after


def _written_block(block: m.Block) -> Iterator[str]:
    if isinstance(block, m.Heading):
        yield f"# {block.number} {escape(block.text)}".replace("#  ", "# ")
    elif isinstance(block, m.Paragraph):
        sign = "> " if block.style is m.Style.REMARK else ""
        yield sign + written(block.runs, first=not sign)
    elif isinstance(block, m.Item):
        yield ("- " if block.level == 1 else "+ ") + written(block.runs, first=False)
    else:
        yield f"| {' | '.join(escape(title) for title in block.columns)} |"
        for row in block.rows:
            yield f"| {' | '.join(written(cell, first=False) for cell in row)} |"


def _all_runs(blocks: tuple[m.Block, ...]) -> Iterator[m.Runs]:
    for block in blocks:
        if isinstance(block, m.Heading):
            yield (m.Text(f"{block.number} {block.text}".strip()),)
        else:
            yield from m.texts(m.Part("", "", (block,)))


def _block(line: Line, figures: Mapping[str, FigureValue]) -> m.Block:
    if line.kind is Kind.TABLE:
        head, *rows = line.rows
        columns = tuple(m.plain(_runs(cell, figures)) for cell in head)
        return m.Grid(columns, tuple(tuple(_runs(it, figures) for it in row) for row in rows))
    runs = _runs(line.tokens, figures)
    if line.kind is Kind.HEADING:
        words = m.plain(runs)
        match = _NUMBERED.match(words)
        return m.Heading(3, match["number"] if match else "", words[match.end() if match else 0 :])
    if line.kind in (Kind.ITEM, Kind.SUBITEM):
        return m.Item(runs, 1 if line.kind is Kind.ITEM else 2)
    return m.Paragraph(runs, m.Style.REMARK if line.kind is Kind.REMARK else m.Style.BODY)


def _runs(tokens: Tokens, figures: Mapping[str, FigureValue]) -> m.Runs:
    return tuple(_run(token, figures) for token in tokens)


def _run(token: Token, figures: Mapping[str, FigureValue]) -> m.Run:
    if isinstance(token, Aside):
        return m.Note(tuple(_inner(one, figures) for one in token.tokens))
    return _inner(token, figures)


def _inner(token: m.Text | Bound, figures: Mapping[str, FigureValue]) -> m.Text | m.Figure:
    if isinstance(token, m.Text):
        return token
    value = figures.get(token.code, FigureValue())
    shown = FORMATS[token.format](value.part(token.part) if token.part else value)
    return m.Figure(
        token.expression, token.code, shown or m.GAP,
        gap=not shown, bold=token.bold, italic=token.italic,
    )  # fmt: skip
