"""The first screen of each role: what waits today."""
