"""Commands of the room files."""
