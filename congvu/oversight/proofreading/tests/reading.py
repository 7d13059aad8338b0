"""Shorthand of the tests: what one text proves, and what it holds."""

from congvu.oversight.proofreading.rules.proof import proofread


def kinds(text, **options):
    """Return kind and computation of each finding."""
    return [(finding.kind, finding.computation) for finding in proofread(text, **options).findings]


def told(text, **options):
    return {kind for kind, _ in kinds(text, **options)}


def words(text, finding):
    return [" ".join(text[quote.start : quote.end].split()) for quote in finding.quotes]
