"""P1: a stored session to a typed one, beside pydantic with `fast`, and beside cattrs without.

Ours is a session as a store gives it that knows it to be intact. Each side reads the same 1.9 kB of JSON.
"""

import json

from benchmarks.model import PydanticSession
from benchmarks.row import Row, interleaved
from benchmarks.session import PlainSession, default_converter, session
from instructional_coaching.codec.document import from_body, to_body
from instructional_coaching.codec.quick import Plain, Reader, WithMsgspec
from instructional_coaching.domain import Session

TIMES = 300


def measure() -> list[Row]:
    one = session()
    body = to_body(one)
    fast, without = (reads(made) for made in (WithMsgspec(), Plain()))
    converter = default_converter()
    assert fast(body) == without(body) == one
    pydantic, ours = interleaved(
        lambda: [PydanticSession.model_validate_json(body) for _ in range(TIMES)],
        lambda: [fast(body) for _ in range(TIMES)],
        rounds=25,
    )
    cattrs, plain, strict = interleaved(
        lambda: [converter.structure(json.loads(body), PlainSession) for _ in range(TIMES)],
        lambda: [without(body) for _ in range(TIMES)],
        lambda: [from_body(Session, body, 1, "store") for _ in range(TIMES)],
        rounds=15,
    )
    return [
        Row(name="P1 decode with fast, over pydantic", ours=ours / TIMES, theirs=pydantic / TIMES, goal=0.6),
        Row(name="P1 decode without, over cattrs", ours=plain / TIMES, theirs=cattrs / TIMES, goal=0.85),
        Row(name="P1 decode with every check, over cattrs", ours=strict / TIMES, theirs=cattrs / TIMES),
    ]


def reads(engine: WithMsgspec | Plain) -> Reader:
    """Return what reads a session."""
    found = engine.reader(Session)
    assert found is not None
    return found
