"""Where plugins come in: the marker, the hooks, what they are given and return, and who calls them.

A plugin imports `hookimpl` from here; that loads nothing of the library.
"""

from instructional_coaching.hooks.marker import hookimpl as hookimpl
