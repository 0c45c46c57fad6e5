"""What plugins take away from one person, whatever the library's own rules give them."""

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.sight import Sight
from instructional_coaching.errors import AccessDenied
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.hooks.spec import READ


def most_seen(hooks: HookManager, actor: Actor, kind: str) -> Sight:
    """Return how much of anything of a kind plugins let somebody see.

    Raises:
        PluginContractError: a plugin doesn't say.
    """
    if not hooks.restricts:
        return Sight.EVERYTHING
    found = hooks.access_restrictions(actor, READ, kind)
    return min((one.leaves for one in found), default=Sight.EVERYTHING)


def require_unrestricted(hooks: HookManager, actor: Actor, action: str, kind: str) -> None:
    """Refuse an action that a plugin restricts.

    Raises:
        AccessDenied: it does.
        PluginContractError: a plugin doesn't say.
    """
    for one in hooks.access_restrictions(actor, action, kind) if hooks.restricts else ():
        raise AccessDenied(actor.id, action, one.reason, one.remedy)
