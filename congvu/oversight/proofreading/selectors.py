"""Questions to the room: what a file says and where it contradicts itself. Nothing is written."""

from pathlib import Path

from congvu.oversight.proofreading.readers.kinds import Reading
from congvu.oversight.proofreading.readers.reading import read
from congvu.oversight.proofreading.rules.proof import Proof, proofread


def read_report(path: Path) -> Reading:
    """Return the text of a file of any kind; raises CannotRead with the reason."""
    return read(path)


def proofread_file(path: Path) -> Proof:
    """Prove where the report in a file contradicts itself; raises CannotRead with the reason."""
    reading = read(path)
    return proofread(reading.text, whole_lines=reading.whole_lines)


def proofread_text(text: str) -> Proof:
    """Prove where a text contradicts itself, one of our own drafts for example."""
    return proofread(text, whole_lines=True)
