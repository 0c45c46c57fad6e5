"""What every store promises, by theme, and what the promises are tested with."""
