"""The manual: `make docs` builds it into build/docs."""

import logging
import sys
from importlib.metadata import version as installed_version

project = "instructional-coaching"
author = "The instructional-coaching authors"
copyright = f"2026, {author}"
release = version = installed_version(project)

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Examples are files to run and to read, not pages.
exclude_patterns = ["examples"]
# A part of the manual may still be empty. `suppress_warnings` can't name that warning in every Sphinx.
logging.getLogger("sphinx.sphinx.directives.other").addFilter(
    lambda record: getattr(record, "subtype", None) != "empty_glob"
)

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"

# The manual is built without a network, so names from outside the project can't be resolved to their pages.
# Names of the project itself must be.
_outside = "|".join(sorted({*sys.stdlib_module_names, "attr", "attrs", "cattrs", "click", "pluggy", "yaml"}))
nitpick_ignore_regex = [("py:.*", rf"({_outside})(\..+)?")]

html_theme = "furo"
html_title = "instructional-coaching"
