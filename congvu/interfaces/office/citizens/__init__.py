"""Pages of citizens' matters: what is due, and denunciations for those who may know of them."""
