"""A rubric, a coaching model or a cadence rule, as people read it."""

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType

from instructional_coaching.analysis.rule_on_calendar import windows_on
from instructional_coaching.analysis.window import Window
from instructional_coaching.cli.reply import many
from instructional_coaching.cli.score import in_order
from instructional_coaching.cli.screen import heading, plain, table, text, words
from instructional_coaching.codec.document import to_plain
from instructional_coaching.domain import DEFINITIONS
from instructional_coaching.domain.cadence_rule import CadenceFamily, CadenceRule, Combination, Requirement
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.domain.stage import Stage
from instructional_coaching.errors import UnknownDefinition
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace


def definitions(workspace: Workspace, unit: UnitOfWork, name: str) -> tuple[Definition, ...]:
    """Return the definitions of a pin; or of an id: the version in force, or else all that the store has.

    Args:
        workspace: The workspace.
        unit: A unit of it, which is not to be committed.
        name: The id or the pin.

    Raises:
        UnknownDefinition: there is none, neither in the store nor installed.
    """
    found: list[Definition] = []
    for kind in DEFINITIONS:
        try:
            found.append(unit.definition(kind, name))
        except UnknownDefinition:
            found += workspace.versions(kind, name)
    if not found:
        raise UnknownDefinition("definition", name)
    return tuple(found)


def definition_plain(one: Definition) -> dict[str, object]:
    """Return a definition as plain values, with its kind and pin."""
    return {"kind": one.KIND, "pin": one.pin, **to_plain(one)}


def definition_parts(one: Definition) -> Iterator[RenderableType]:
    """Yield a definition as it is printed."""
    yield heading(one.title)
    yield text(f"{words(one.KIND)} {one.pin}")
    if one.summary:
        yield text(one.summary)
    if isinstance(one, Rubric):
        yield from _rubric(one)
    elif isinstance(one, CoachingModel):
        yield from _model(one)
    elif isinstance(one, CadenceRule):
        yield from _cadence(one)
    if one.source:
        yield text("")
        yield text(f"Source: {one.source}")


def _rubric(one: Rubric) -> Iterator[RenderableType]:
    yield text(f"levels: {', '.join(f'{level.rank} {level.title}' for level in one.levels)}")
    yield text("")
    rows: list[tuple[object, ...]] = []
    for depth, criterion in in_order(one):
        asks = f"\n{'  ' * depth}{criterion.asks}" if criterion.asks else ""
        looks = {shown.rank: shown.looks_like for shown in criterion.indicators}
        levels = [f"{rank}: {looks[rank]}" for rank in sorted(looks)]
        rows.append((f"{'  ' * depth}{criterion.title}{asks}", "\n".join(levels)))
    yield table(("criterion", "what a level looks like"), rows)


def _model(one: CoachingModel) -> Iterator[RenderableType]:
    usual = [f"order: {plain(one.order)}", f"for: {plain(one.kind)}"]
    usual += [f"usual stance: {plain(one.stance)}"] if one.stance else []
    usual += [f"usual cadence: {one.cadence}"] if one.cadence else []
    yield text("; ".join(usual))
    yield text("")
    yield table(("stage", "what is done", "then"), [_stage(one, stage) for stage in one.stages])
    if one.artefacts:
        rows = [(each.title, plain(each.form), each.duty, _where(one, each.id)) for each in one.artefacts]
        yield text("")
        yield table(("what comes of it", "form", "duty", "at"), rows)
    for role in one.roles:
        yield text(f"{plain(role.role)}: {', '.join(sorted(role.duties))}")


def _stage(model: CoachingModel, stage: Stage) -> tuple[object, ...]:
    titles = [one.title for to in model.next_of(stage) if (one := model.stage(to))]
    after = [*titles, *(["finish"] if stage.may_finish or not titles else [])]
    needs = [made.title for id_ in stage.requires if (made := model.artefact(id_))]
    done = [stage.summary] if stage.summary else []
    done += [f"needs: {', '.join(needs)}"] if needs else []
    return stage.title, "\n".join(done), " or ".join(after)


def _where(model: CoachingModel, artefact: str) -> str:
    return ", ".join(stage.title for stage in model.stages if artefact in stage.produces)


def _cadence(one: CadenceRule) -> Iterator[RenderableType]:
    for n, requirement in enumerate(one.requires):
        before = f"{'and' if one.combine is Combination.ALL_OF else 'or'} " if n else ""
        yield text(f"{before}{_requirement(requirement)}")


def on_calendar(rule: CadenceRule, calendar: Calendar, as_of: date) -> Iterator[RenderableType]:
    """Yield what a cadence rule asks for on the school's calendar, in the term of a day or in the next."""
    term = next((one for one in calendar.terms if one.days.last >= as_of), None)
    if term is None:
        return
    for n, requirement in enumerate(rule.requires, 1):
        number = f" ({n})" if len(rule.requires) > 1 else ""
        yield text("")
        yield heading(f"On the calendar, {term.name}{number}")
        rows = [_window(one) for one in windows_on(requirement, calendar, term.days.first, term.days.last)]
        columns = ("from", "to", "days that count", "contacts", "due by", "overdue from")
        yield table(columns, rows, right=frozenset({"days that count", "contacts"}))


def _window(one: Window) -> tuple[object, ...]:
    return one.first, one.last, len(one.days), one.needed, one.closes, one.overdue_from


def _requirement(one: Requirement) -> str:
    pair, pairs = "pair of an observation and a conversation", "pairs of an observation and a conversation"
    contact, contacts = (pair, pairs) if one.pair else ("contact", "contacts")
    if one.family is CadenceFamily.PER_PERIOD:
        said = [f"{many(one.times or 0, contact, contacts)} per {plain(one.period)}"]
    else:
        said = [f"no longer than {many(one.days or 0, 'eligible day')} between {contacts}"]
    said += [f"overdue after {many(one.grace, 'eligible day')} more"] if one.grace else []
    said += [f"due in the last {many(one.warn, 'eligible day')}"] if one.warn is not None else []
    said += [f"of these kinds: {', '.join(sorted(map(plain, one.counts)))}"] if one.counts else []
    said += [f"of {one.least_minutes} minutes or more"] if one.least_minutes else []
    said += [f"where there are {one.least_days} eligible days or more"] if one.least_days > 1 else []
    said += ["days on which the coach is absent don't count"] if one.coach_absence_matters else []
    return "; ".join(said)
