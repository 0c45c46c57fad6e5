"""P2: a typed session to the text that is stored, beside pydantic with `fast`, and beside cattrs without."""

import json

from benchmarks.model import PydanticSession
from benchmarks.row import Row, interleaved
from benchmarks.session import PlainSession, default_converter, session
from instructional_coaching.codec.document import to_body
from instructional_coaching.codec.quick import Plain, WithMsgspec
from instructional_coaching.domain import Session

TIMES = 300


def measure() -> list[Row]:
    one = session()
    body = to_body(one)
    fast, without = WithMsgspec().writer(Session), Plain().writer(Session)
    model = PydanticSession.model_validate_json(body)
    converter = default_converter()
    plain = converter.structure(json.loads(body), PlainSession)
    assert fast(one) == without(one) == model.model_dump_json() == body
    pydantic, ours = interleaved(
        lambda: [model.model_dump_json() for _ in range(TIMES)],
        lambda: [fast(one) for _ in range(TIMES)],
        rounds=25,
    )
    cattrs, slower = interleaved(
        lambda: [json.dumps(converter.unstructure(plain)) for _ in range(TIMES)],
        lambda: [without(one) for _ in range(TIMES)],
        rounds=15,
    )
    return [
        Row(name="P2 encode with fast, over pydantic", ours=ours / TIMES, theirs=pydantic / TIMES, goal=0.6),
        Row(name="P2 encode without, over cattrs", ours=slower / TIMES, theirs=cattrs / TIMES, goal=1.0),
    ]
