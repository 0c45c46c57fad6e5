"""The definitions that come with the library, as texts."""

from importlib.resources import files

SHIPPED = {
    one.name: one.read_text("utf-8")
    for one in (files("instructional_coaching.definitions") / "data").iterdir()
    if one.name.endswith(".yaml")
}
"""Text by file name."""
