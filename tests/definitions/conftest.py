"""The two parsers that the reader may run on."""

import pytest
import yaml

from instructional_coaching.definitions import yaml_event

PARSERS = [pytest.param(yaml.SafeLoader, id="python")]
if yaml.__with_libyaml__:
    PARSERS.append(pytest.param(yaml.CSafeLoader, id="libyaml"))


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type:
    """Read with each parser in turn."""
    monkeypatch.setattr(yaml_event, "PARSER", request.param)
    assert isinstance(request.param, type)
    return request.param
