"""The invented province: units of two eras, the cast, and a year of work with honest mess."""
