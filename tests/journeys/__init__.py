"""Stories that walk through several rooms as a browser does."""
