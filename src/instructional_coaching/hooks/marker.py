"""The marker by which a plugin says that a function is an implementation of a hook."""

from typing import Final

from pluggy import HookimplMarker

PROJECT: Final = "instructional_coaching"
"""The name that markers and hooks share. It is the entry-point group too."""

hookimpl: Final = HookimplMarker(PROJECT)
"""Marks a function, or a method of an object, as the implementation of the hook it is named after."""
