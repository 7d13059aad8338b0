"""The system itself: what is to be told outside, what was done, what is installed."""
