"""P10: a rubric of 200 components as values with the place of each, over plain values by PyYAML's C loader.

Ours keeps line and column of every key and value, checks limits and refuses what definitions don't need;
theirs knows nothing of places. Then the same for a file of 2,000 entries that is read one by one.
"""

import io

import yaml

from benchmarks.row import Row, interleaved
from instructional_coaching.definitions.strict_yaml import read_entries, read_yaml

LEVEL = '      - {{level: {0}, text: "Pupils explain, in their own words, what they found at {1}.{0}"}}'
ENTRY = (
    "- {when: '2026-09-14', by: amara, do: goal.propose, id: g%d, relationship: amara-ben, focus: student}\n"
)


def measure() -> list[Row]:
    text = rubric(200)
    journal = ("journal:\n" + "".join(ENTRY % number for number in range(2_000))).encode()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    assert not read_yaml(text, "rubric.yaml").problems
    assert sum(1 for _ in read_entries(io.BytesIO(journal), "journal.yaml", "journal")) == 2_000
    ours, theirs = interleaved(
        lambda: read_yaml(text, "rubric.yaml"), lambda: yaml.load(text, Loader=loader), rounds=31
    )
    entries, loaded = interleaved(
        lambda: sum(1 for _ in read_entries(io.BytesIO(journal), "journal.yaml", "journal")),
        lambda: yaml.load(journal, Loader=loader),
        rounds=11,
    )
    return [
        Row(name="P10 read a rubric with places / CSafeLoader", ours=ours, theirs=theirs, goal=0.9),
        Row(name="P10 stream 2,000 entries / CSafeLoader", ours=entries, theirs=loaded),
    ]


def rubric(components: int) -> str:
    """A rubric as schools write them, about 100 kB for 200 components."""
    rows = ["id: oakfield/questioning", "title: Questioning", "levels:"]
    for rank in range(1, 5):
        rows += [f"  - rank: {rank}", f"    name: Level {rank}"]
    rows.append("components:")
    for number in range(components):
        rows += [f"  - id: c{number}", f'    title: "Component {number}: what pupils say"', "    weight: 1.5"]
        rows += ["    required: true", "    descriptors:"]
        rows += [LEVEL.format(rank, number) for rank in range(1, 5)]
        rows += ["    look_fors: [wait time, cold call, hinge question]", "    note: >"]
        rows += ["      Some text that is folded", "      over two lines."]
    return "\n".join(rows) + "\n"
