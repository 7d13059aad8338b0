"""Pure values and rules that every room stands on: no Django, no clock, no I/O."""
