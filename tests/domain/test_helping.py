"""Kinds of helping relationship, each with its traits as data."""

from instructional_coaching.domain.helping import RelationshipKind


def test_each_kind_has_its_traits() -> None:
    """Whether it needs expertise in the context, works by questions, refines a narrow practice."""
    found = {
        str(kind): (
            kind.traits.context_expertise,
            kind.traits.mainly_questions,
            kind.traits.narrow_practice,
        )
        for kind in RelationshipKind
    }
    assert found == {
        "instructional_coaching": (True, False, True),
        "mentoring": (True, False, False),
        "executive_coaching": (False, True, False),
        "sports_coaching": (True, False, True),
    }
