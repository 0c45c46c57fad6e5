"""Questions asked of records: pure functions, no store, no clock."""
