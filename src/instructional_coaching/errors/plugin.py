"""What can be wrong with a plugin. Every error names the plugin and its distribution."""

from instructional_coaching.errors.base import CoachingError


class PluginError(CoachingError):
    """Base of what can be wrong with a plugin."""

    code = "plugin-error"
    status = 500


class PluginConflict(PluginError):
    """Two plugins, or a plugin and a file, bring one thing."""

    code = "plugin-conflict"
    says = "{what} is brought twice: by {first} and by {second}"
    remedy = "remove one of the two, or give one of them an id in a namespace of its own"

    what: str
    first: str
    second: str


class UnknownKind(PluginError):
    """A kind of document that no plugin owns which is loaded here."""

    code = "unknown-kind"
    says = "no plugin that is loaded here owns the kind {kind}"
    remedy = "install the plugin that brings it; `coaching plugins` shows what is loaded"

    kind: str


class PluginLoadError(PluginError):
    """A plugin that can't be loaded."""

    code = "plugin-load-error"
    says = "plugin {plugin} of {distribution} can't be loaded: {reason}"
    remedy = "{remedy_for_it}"

    plugin: str
    distribution: str
    reason: str
    remedy_for_it: str


class PluginContractError(PluginError):
    """A plugin that does not keep to what a hook asks for."""

    code = "plugin-contract-error"
    says = "plugin {plugin} of {distribution}: {hook} {reason}"
    remedy = "{remedy_for_it}"

    plugin: str
    distribution: str
    hook: str
    reason: str
    remedy_for_it: str
