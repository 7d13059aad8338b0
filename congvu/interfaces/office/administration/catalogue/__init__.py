"""The catalogue for all staff: fields, procedures and their versions, regimes."""
