"""Screens of documents: registering, handing on, finding, counting, printing books."""
