"""Foundation: what exists before any case: record, units, time, people, papers."""
