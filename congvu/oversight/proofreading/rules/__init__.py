"""Pure rules of reading a report and proving where it contradicts itself: grammar and arithmetic."""
