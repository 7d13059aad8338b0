"""What is done with uploaded reports, each act in its transaction with its line in the journal."""
