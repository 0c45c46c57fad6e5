"""Plugins from entry points: loaded one by one, each fault by the plugin's name."""

from importlib.metadata import EntryPoint

from instructional_coaching.errors import PluginLoadError
from instructional_coaching.hooks.discovery import Advertised
from instructional_coaching.hooks.guard import Raised, guarded, told


def load(point: Advertised) -> object:
    """Import what an entry point names, and return it.

    Raises:
        PluginLoadError: it can't be imported, whatever it raises, or there is nothing of that name.
    """
    source = point.source
    loaded = guarded(EntryPoint(point.name, point.value, point.group).load)
    if isinstance(loaded, Raised):
        why = f": {loaded.error}" if isinstance(loaded.error, ImportError) else ""
        reason = f"importing {point.value} raised {told(loaded.error)}{why}"
        remedy = "correct the plugin, install what it needs, or uninstall it"
        raise PluginLoadError(source.name, str(source), reason, remedy) from loaded.error
    return loaded
