"""Commands of the room proofreading."""
