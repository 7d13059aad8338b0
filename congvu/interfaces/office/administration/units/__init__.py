"""Units through time: the tree of a day, one unit, what changes it."""
