"""Pages of surveys: the kiosk that anybody opens, replies on paper, what they say together."""
