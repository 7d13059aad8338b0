"""Documents in and out: registered, numbered, handed on, answered, printed as books."""
