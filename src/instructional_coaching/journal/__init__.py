"""The dated text form of a school's coaching: what it is brought in from and, later, taken out to."""
