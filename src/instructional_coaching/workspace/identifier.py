"""Ids that nobody can guess, for hosts that bring none of their own."""

import secrets


def new_id() -> str:
    """Return a new id: 22 random letters, digits, ``-`` and ``_`` are avoided at its beginning."""
    return secrets.token_hex(12)
