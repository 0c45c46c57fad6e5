"""Errors: each with a stable code, a message and a remedy, and each survives a pickle."""

import pickle
import re
from inspect import Parameter, signature
from typing import Any

import pytest

from instructional_coaching import errors
from instructional_coaching.errors import (
    CoachingError,
    Fault,
    FaultyDefinition,
    InvalidInput,
    InvalidValue,
    NotTheCoachee,
    NotTheirOwnHand,
    PluginError,
    Problem,
    SegmentsExceedSession,
    StorageError,
    TransitionError,
    TwoLeadCoaches,
)

CLASSES = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, CoachingError)]
BASES = (CoachingError, TransitionError, StorageError, PluginError)
# A document's problems and a definition's faults each have their own message and remedy.
RAISED = [cls for cls in CLASSES if cls not in BASES and not issubclass(cls, InvalidInput | FaultyDefinition)]
# What a message leaves to its parameters: these segments are too long whatever the step.
UNSAID: dict[type[CoachingError], frozenset[str]] = {SegmentsExceedSession: frozenset({"attempted"})}
PROBLEM = Problem(
    source="term.yaml",
    line=14,
    column=7,
    path="levels[2].rank",
    message="expected a number",
    hint="write one",
)

FAULT = Fault("stages[2].next[0]", "names nothing", "name a stage", "unknown-reference", ("stages[*].id",))


def sample(cls: type[CoachingError]) -> CoachingError:
    """Make one of the class, with arguments made from its signature."""
    parameters = signature(cls).parameters.values()
    made: dict[object, Any] = {
        int: 41,
        tuple[Problem, ...]: (PROBLEM, PROBLEM),
        tuple[Fault, ...]: (FAULT, FAULT),
        tuple[str, ...]: ("stages[1]",),
        tuple[int, ...]: (7,),
    }
    return cls(
        *(
            made.get(one.annotation, f"the {one.name}")
            for one in parameters
            if one.kind is Parameter.POSITIONAL_OR_KEYWORD
        )
    )


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_survives_a_pickle(cls: type[CoachingError]) -> None:
    """Between processes code, message, hint and everything it was raised with stay the same."""
    error = sample(cls)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(error, protocol))
        assert type(again) is cls
        assert (again.code, again.status, again.message, again.hint) == (
            error.code,
            error.status,
            error.message,
            error.hint,
        )
        assert str(again) == str(error)
        assert again.args == error.args
        assert vars(again) == vars(error)
        assert again.parameters == error.parameters


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_says_what_is_wrong_and_names_what_it_was_raised_with(cls: type[CoachingError]) -> None:
    """The message holds all that matters, and hosts translate it from its parameters."""
    error = sample(cls)
    assert error.message
    assert "{" not in str(error)
    if cls in RAISED:
        unsaid = UNSAID.get(cls, frozenset())
        assert [name for name, given in error.parameters.items() if str(given) not in str(error)] == [*unsaid]
        assert all(getattr(error, name) == given for name, given in error.parameters.items())
        assert list(error.parameters.values()) == list(error.args)


@pytest.mark.parametrize("cls", RAISED)
def test_every_error_that_is_raised_names_a_remedy(cls: type[CoachingError]) -> None:
    """The reader is told what to do, after what is wrong."""
    error = sample(cls)
    assert error.hint
    assert str(error) == f"{error.message}; {error.hint}"


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_suggests_a_status(cls: type[CoachingError]) -> None:
    """A client error or a server error of HTTP."""
    assert 400 <= cls.status < 600
    assert cls.__doc__


@pytest.mark.parametrize("cls", CLASSES)
def test_no_error_is_caught_as_a_builtin_one(cls: type[CoachingError]) -> None:
    """`except ValueError` in a host must not swallow a refusal."""
    assert cls.__mro__[-4:] == (CoachingError, Exception, BaseException, object)


def test_codes_are_stable_words_and_each_belongs_to_one_class() -> None:
    """Hosts translate by them."""
    codes = [cls.code for cls in CLASSES]
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)] == []


def test_an_error_of_a_plugin_declares_what_it_is_raised_with() -> None:
    """A subclass has fields and a sentence; without a sentence it says its code."""

    class Unrated(CoachingError):
        code = "unrated"
        says = "{rubric} has no level {level}"
        rubric: str
        level: int

    assert str(Unrated("questioning", 5)) == "questioning has no level 5"
    assert Unrated("questioning", 5).parameters == {"rubric": "questioning", "level": 5}
    assert str(CoachingError()) == "coaching-error"


def test_a_refused_step_names_record_and_verb() -> None:
    """Hosts find both without reading the sentence."""
    error = TwoLeadCoaches("relationship r1", "add_coach", "2026-09-07")
    assert (error.ref, error.attempted, error.day) == ("relationship r1", "add_coach", "2026-09-07")
    assert dict(error.parameters) == {"ref": "relationship r1", "attempted": "add_coach", "day": "2026-09-07"}


def test_braces_in_what_was_given_stay_as_they_are() -> None:
    """A message is no template for what users type."""
    assert "{code} {0}" in str(InvalidValue("field", "{code} {0}", "{status}"))
    assert str(InvalidValue("field", "{code}", "{status}")).endswith("; {status}")


def test_the_remedy_for_a_decision_of_the_coachees_names_both_arguments() -> None:
    """It tells how something agreed in the meeting is recorded."""
    error = NotTheCoachee("goal g1", "adopt", "amara")
    assert "by=" in error.hint
    assert "recorded_by=" in error.hint
    assert error.status == 403


def test_the_remedy_for_somebody_elses_hand_is_to_wait_for_the_coachee() -> None:
    """It doesn't tell how to record it for them: that can't be done for them."""
    error = NotTheirOwnHand("goal g1", "confirm", "amara")
    assert str(error) == (
        "goal g1: confirm is typed by the coachee themselves, and amara is not the coachee; "
        "leave it unconfirmed until the coachee settles it"
    )
    assert (error.recorded_by, error.status) == ("amara", 403)
    assert not isinstance(error, NotTheCoachee)


def test_a_document_with_problems_says_all_of_them() -> None:
    """One line each, in order."""
    other = Problem(source="term.yaml", line=0, column=0, path="", message="is empty", hint="")
    error = InvalidInput("term.yaml", (PROBLEM, other))
    assert error.problems == (PROBLEM, other)
    assert error.source == "term.yaml"
    assert str(error).splitlines() == [
        "term.yaml:14:7  levels[2].rank: expected a number; write one",
        "term.yaml: is empty",
    ]


def test_a_faulty_definition_says_all_of_its_faults() -> None:
    """One line each, in order, with the definition and the path in it."""
    other = Fault("stages", "is empty", "give at least one stage", "no-stages")
    assert str(FaultyDefinition("coaching_model a/b", (FAULT, other))).splitlines() == [
        "coaching_model a/b: stages[2].next[0]: names nothing; name a stage",
        "coaching_model a/b: stages: is empty; give at least one stage",
    ]


def test_a_problem_without_a_column_names_the_line() -> None:
    """Zero means that it isn't known, so it isn't shown."""
    problem = Problem(source="term.csv", line=3, column=0, path="when", message="is no date", hint="")
    assert str(problem) == "term.csv:3  when: is no date"
    assert problem.code == "invalid-value"


def test_what_an_error_was_raised_with_is_matched_in_order() -> None:
    """A host takes it apart in a `match`, as it takes apart any value."""
    match NotTheCoachee("goal g1", "adopt", by="amara"):
        case NotTheCoachee(ref, attempted, by):
            assert (ref, attempted, by) == ("goal g1", "adopt", "amara")


def test_an_error_raised_with_too_little_or_too_much_is_a_slip_in_the_code() -> None:
    """It is told as one, as for any function."""
    with pytest.raises(TypeError, match="by"):
        NotTheCoachee("goal g1", "adopt")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="too many"):
        NotTheCoachee("goal g1", "adopt", "amara", "ben")  # type: ignore[call-arg]
