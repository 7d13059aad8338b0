"""One-off collections: asked from a header, answered in a grid or a file, followed on a board."""
