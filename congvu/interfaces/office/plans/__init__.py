"""Pages of plans: the year at a glance, one plan with its tasks over time, one's own tasks."""
