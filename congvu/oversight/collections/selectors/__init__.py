"""Questions about one-off collections."""
