"""Commands of the room journal."""
