"""What holds of one-off collections, without a database: columns, headers, cells, totals, their life."""
