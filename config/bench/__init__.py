"""The benchmarks of docs/reference/performance.md; what runs inside a database is in `inside`."""
