"""Schema of the room, one step after another."""
