"""What is done to one-off collections: asked, answered, chosen between, sent, returned, closed."""
