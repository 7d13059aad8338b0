"""Rules of indicators: values and languages, without a database."""
