"""What is done to figures: computed, entered, asked for, rolled up."""
