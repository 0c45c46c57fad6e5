"""Definitions that a school can bring, as YAML: strictly read, every problem with its line."""
