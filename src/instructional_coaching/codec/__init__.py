"""Records to JSON and back: one strict converter, problems with paths, schema versions."""
