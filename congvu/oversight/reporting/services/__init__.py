"""What is done to reports: written, checked, approved, numbered, sent up, accepted, returned."""
