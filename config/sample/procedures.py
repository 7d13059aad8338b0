"""What fills a commune desk's day, the most frequent first (codes of the national portal)."""

PROCEDURES = (
    "2.000815", "2.000884", "1.001193", "1.004873", "2.000635", "1.000894", "1.001612", "1.001699",
    "1.000656", "1.001776", "2.000720", "1.004859", "1.004884", "1.004837", "1.001266", "2.000575",
)  # fmt: skip
