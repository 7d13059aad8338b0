"""Commands of the room reporting."""
