"""The hooks as the page on them shows them, made from their specs."""

import ast
import inspect
from collections.abc import Iterator
from textwrap import dedent

from instructional_coaching.hooks.spec import HOOKS, HookSpecs


def hooks() -> str:
    """Return every hook in Markdown: its name, its exact signature, what it is for and what it is given."""
    return "\n".join(f"### {hook}\n\n```text\n{signature(hook)}\n```\n\n{told(hook)}" for hook in HOOKS)


def signature(hook: str) -> str:
    """Return the first line of an implementation of a hook, as an author writes it."""
    (function,) = ast.parse(dedent(inspect.getsource(getattr(HookSpecs, hook)))).body
    assert isinstance(function, ast.FunctionDef)
    function.args.args = [one for one in function.args.args if one.arg != "self"]
    returns = ast.unparse(function.returns) if function.returns else ""
    return f"def {hook}({ast.unparse(function.args)}) -> {returns}"


def told(hook: str) -> str:
    """Return what a hook's docstring says."""
    return "\n".join(_lines(inspect.getdoc(getattr(HookSpecs, hook)) or "")) + "\n"


def _lines(doc: str) -> Iterator[str]:
    text, _, arguments = doc.partition("Args:\n")
    yield text.strip().replace("``", "`") + "\n"
    for line in arguments.splitlines():
        name, separator, said = line.strip().partition(": ")
        yield f"- `{name}`: {said}".replace("``", "`") if separator else f"  {name}".replace("``", "`")
