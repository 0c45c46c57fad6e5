"""A scenario's questions asked again of a story in which one record was never made."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, time

from instructional_coaching.access.actor import Actor
from instructional_coaching.errors import CoachingError
from instructional_coaching.journal.answer import Answer, Asked
from instructional_coaching.journal.expectation import Expectation
from instructional_coaching.journal.question import ask
from instructional_coaching.journal.scenario import STEWARD, Happening, Scenario
from instructional_coaching.workspace.workspace import Workspace


def answers(scenario: Scenario, asked: list[Expectation], without: str | None = None) -> list[Answer | str]:
    """Return the answers to some questions of a scenario, or the code with which one is refused.

    Args:
        scenario: The scenario.
        asked: The questions.
        without: Kind and id of a record whose lines are left out; empty where something was left out already.
            Steps that can't be taken without it are left out too.
    """
    instants = [datetime(2000, 1, 1, tzinfo=UTC)]
    found: list[Answer | str] = []
    with Workspace.in_memory(clock=lambda: instants[-1], brought=lambda: scenario.catalogue) as workspace:
        for one in scenario.journal:
            if one.refused is None and record_of(one) != without:
                instants.append(one.at)
                _take(workspace, one, scenario, is_whole=without is None)
        for question in asked:
            day = question.as_of or max(one.at.date() for one in scenario.journal)
            instants.append(datetime.combine(day, time(23, 59), UTC))
            viewer = question.viewer or STEWARD
            actor = Actor(viewer, steward=viewer in scenario.stewards)
            try:
                found.append(
                    ask(question.ask, workspace.unit(actor), Asked(question.of, day, question.known_at))
                )
            except CoachingError as raised:
                found.append(raised.code)
    return found


def record_of(happening: Happening) -> str:
    """Return kind and id of the record that a line is about."""
    kind, _, _ = happening.step.do.partition(".")
    given = happening.step.given
    return f"{kind} {given.get('id') or given.get(kind)}"


def refs(answer: Answer | str) -> Iterator[tuple[str, str]]:
    """Yield what each record that is named in an answer decided, and its kind and id.

    It decided a feature, given by its name, or the answer as a whole, and then that is empty.
    """
    parts = answer.parts if isinstance(answer, Answer) else {}
    for name, value in parts.items():
        feature, _, what = name.partition(".")
        if what == "deciding":
            yield from ((feature, ref) for ref in value)
        elif name == "sessions":
            yield from (("", f"session {one}") for one in value)
        elif name in ("practised", "not_practised"):
            yield from (("", f"practice_round {one}") for one in value)


def part(answer: Answer | str, feature: str) -> object:
    """Return all that an answer says of a feature; the whole answer where none is named."""
    if isinstance(answer, str) or not feature:
        return answer
    return {name: value for name, value in answer.parts.items() if name.partition(".")[0] == feature}


def _take(workspace: Workspace, one: Happening, scenario: Scenario, *, is_whole: bool) -> None:
    arguments = {name: value for name, value in one.step.arguments().items() if name != "logged"}
    typist = str(arguments["recorded_by"])
    with (
        suppress(*([] if is_whole else [CoachingError])),
        workspace.unit(Actor(typist, steward=typist in scenario.stewards)) as unit,
    ):
        unit.perform(one.step.do, **arguments)
