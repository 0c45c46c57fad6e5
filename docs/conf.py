"""The manual: `make docs` builds it into build/docs."""

import doctest
import re
import sys
from enum import Enum
from importlib.metadata import version as installed_version
from inspect import cleandoc
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parents[1]))

import instructional_coaching as ic
from docs.reference import tables
from instructional_coaching import testing
from instructional_coaching.access.activity import Activity
from instructional_coaching.domain.decision import Unconfirmed
from instructional_coaching.domain.value import Value

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
myst_enable_extensions = ["colon_fence", "deflist", "substitution"]
myst_heading_anchors = 3
# The tables of the reference are made from the code, so that there is no second list to keep.
myst_substitutions = tables.substitutions()

# Examples are files to run and to read, not pages.
exclude_patterns = ["examples"]

default_role = "code"
autodoc_member_order = "bysource"
autodoc_default_options = {"exclude-members": "KIND, OF, STANDING"}
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True

# The manual is built without a network, so names from outside the project can't be resolved to their pages.
# Names of the project itself must be, but for type variables.
_outside = "|".join(sorted({*sys.stdlib_module_names, "attr", "attrs", "cattrs", "click", "pluggy", "yaml"}))
doctest_global_setup = f"TERM = {str(Path(__file__).parent / 'examples' / 'term')!r}"
doctest_default_flags = doctest.ELLIPSIS | doctest.DONT_ACCEPT_TRUE_FOR_1

nitpick_ignore_regex = [("py:.*", rf"({_outside})(\..+)?"), ("py:class", r"(.+\.)?[A-Z]")]

html_theme = "furo"
html_title = "instructional-coaching"


def setup(app: Sphinx) -> None:
    """Fit autodoc to this library: public names, plain annotations, no field told twice."""
    app.connect("autodoc-process-docstring", leave_fields_to_the_table, priority=100)
    app.connect("autodoc-process-docstring", take_properties_at_their_word, priority=900)
    app.connect("autodoc-process-signature", plain_signature)
    app.connect("missing-reference", public_name, priority=100)


def leave_fields_to_the_table(
    _app: Sphinx, _what: str, _name: str, obj: Any, _options: Any, lines: list[str]
) -> None:
    """Take the fields out of a record's or value's docstring: a table has them all, inherited ones too."""
    if isinstance(obj, type) and issubclass(obj, Value) and "Attributes:" in lines:
        del lines[lines.index("Attributes:") :]


def take_properties_at_their_word(
    _app: Sphinx, what: str, _name: str, obj: Any, _options: Any, lines: list[str]
) -> None:
    """Undo what Napoleon does to a property's docstring: it takes what stands before a colon for a type."""
    if what == "property":
        lines[:] = [*cleandoc(obj.__doc__ or "").splitlines(), ""]


made_for_you = (
    ic.CaseloadView,
    ic.JoinedWorkspace,
    ic.PluginDocuments,
    ic.Recall,
    ic.Record,
    ic.UnitOfWork,
    ic.Verb,
    ic.Workspace,
    Activity,
    Enum,
    Unconfirmed,
)


def plain_signature(
    _app: Sphinx, what: str, _name: str, obj: Any, _options: Any, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """Show no constructor of what is made by the library itself, and of an annotation only the type."""
    if what == "class" and isinstance(obj, type) and issubclass(obj, made_for_you):
        return "", None
    return _plain(signature), _plain(returns)


def _plain(annotated: str | None) -> str | None:
    return annotated and re.sub(r"Annotated\[(\w+), \w+\([^()]*\)\]", r"\1", annotated)


def public_name(app: Sphinx, env: Any, node: Any, content: Any) -> Any:
    """Resolve a name by where it lives to where it is documented: the façade, or `testing`."""
    name = str(node.get("reftarget", "")).rpartition(".")[2]
    home = next((one.__name__ for one in (ic, testing) if name in one.__all__), None)
    if node.get("refdomain") != "py" or home is None:
        return None
    target = f"{home}.{name}"
    python = env.get_domain("py")
    return python.resolve_xref(env, node["refdoc"], app.builder, "obj", target, node, content)
