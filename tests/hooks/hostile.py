"""Plugins that do to a hook whatever a plugin can do wrong, as code, and one that does nothing wrong."""

from collections.abc import Callable, Mapping

from tests.hooks.installing import GOOD, IMPORTS, TAKES

RUNTIME = ("coaching_access_restrictions", "coaching_check_commit", "coaching_after_commit")
PRIVATE = "ben-cried"
"""Words that no error may repeat."""

KIND = (
    IMPORTS
    + "".join(
        f"\n@hookimpl\ndef {hook}():\n    yield {good.format(ns='kindly')}\n"
        for hook, good in GOOD.items()
        if hook not in RUNTIME
    )
    + f"""
TOLD = []

@hookimpl
def coaching_access_restrictions(actor):
    return [{GOOD["coaching_access_restrictions"]}] if actor.id == "shut-out" else []

@hookimpl
def coaching_check_commit(changes, context):
    return [{GOOD["coaching_check_commit"].format(ns="kindly")} for one in changes if one.id == "nobody"]

@hookimpl
def coaching_after_commit(changes, context):
    TOLD.extend((context.school, context.actor, one.kind, one.id, one.revision, one.verbs) for one in changes)
"""
)
"""A plugin that implements every hook as it should be. It lets nobody called nobody be saved."""


def _body(hook: str, body: str, takes: str | None = None) -> str:
    parameters = TAKES.get(hook, "") if takes is None else takes
    good = GOOD[hook].format(ns="meanly")
    return f"{IMPORTS}\nGOOD = {good}\n\n@hookimpl\ndef {hook}({parameters}):\n{body}\n"


def _mutating(hook: str) -> str:
    if hook in RUNTIME:
        changed = "actor.steward" if "access" in hook else "changes[0].id"
        return _body(hook, f"    {changed} = True\n    return []")
    field = {"coaching_storage_backends": "scheme", "coaching_migrations": "kind"}.get(hook, "title")
    return _body(hook, f"    object.__setattr__(GOOD, {field!r}, 42)\n    return [GOOD]")


def _duplicating(hook: str) -> str:
    return _body(hook, f"    return [{GOOD[hook].format(ns='kindly')}]")


HOSTILITIES: Mapping[str, Callable[[str], str]] = {
    "raises": lambda hook: _body(hook, f"    raise RuntimeError({PRIVATE!r})"),
    "exits": lambda hook: _body(hook, f"    raise SystemExit({PRIVATE!r})"),
    "wrong type": lambda hook: _body(hook, "    return 42"),
    "wrong element": lambda hook: _body(hook, "    return [object()]"),
    "fails late": lambda hook: _body(hook, f"    yield GOOD\n    raise ValueError({PRIVATE!r})"),
    "misspelt": lambda hook: _body(hook, "    return []").replace(f"def {hook}", f"def {hook[:-1]}k"),
    "duplicate": _duplicating,
    "broken import": lambda hook: "import no_module_of_this_name\n" + _body(hook, "    return []"),
    "syntax error": lambda hook: _body(hook, "    return ["),
    "exits at import": lambda hook: "raise SystemExit(3)\n" + _body(hook, "    return []"),
    "mutates": _mutating,
    "wrong signature": lambda hook: _body(hook, "    return []", "colour"),
    "nothing": lambda hook: _body(hook, "    return None"),
    "endless": lambda hook: _body(hook, "    while True:\n        yield GOOD"),
}
"""What a plugin can do wrong, each as the code of one that does it in a hook."""

AT_LOAD = ("misspelt", "broken import", "syntax error", "exits at import", "wrong signature")
"""What is noticed when a plugin is loaded, whichever the hook."""

HARMLESS = {
    ("coaching_after_commit", "nothing"),  # which is what is asked for
    ("coaching_access_restrictions", "duplicate"),  # two may say the same
    ("coaching_check_commit", "duplicate"),
}


def is_noticed_at_load(hook: str, hostility: str) -> bool:
    """Say whether the plugin is refused when it is loaded, and not only when its hook is called."""
    return hostility in AT_LOAD or hook not in RUNTIME
