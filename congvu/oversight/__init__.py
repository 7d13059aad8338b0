"""Oversight: reads the work and counts it; nothing below knows that it is measured."""
