"""Settings: one base, and what a server and the tests change in it."""
