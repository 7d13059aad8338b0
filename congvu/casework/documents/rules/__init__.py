"""What holds of documents: types, symbols, series, states, dates. No database and no clock."""
