"""Ids that nobody can guess, for hosts that bring none of their own."""

import secrets


def new_id() -> str:
    """Return a new id: 24 random hexadecimal digits."""
    return secrets.token_hex(12)
