"""Realistic YAML texts, damaged in many ways, the same ones at every run."""

from collections.abc import Iterator, Sequence
from random import Random

from tests.definitions.yaml_planting import realistic
from tests.definitions.yaml_writing import Writer

_PIECES = (
    *(
        "\t",
        "\r",
        "\r\n",
        "\0",
        "\x0b",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ud800",
        "é",
        "𝄞",
        "\\",
        '\\x9"',
        "\\U99999999",
    ),
    *(
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ": ",
        "- ",
        "-",
        "? ",
        "?",
        "|",
        "|2",
        ">-",
        "# ",
        "#",
        " ",
        "\n",
    ),
    *("&a ", "*a", "!!str ", "!", "!<x> ", "%YAML 1.1\n", "---\n", "...\n", "<<: ", "@", "`", "~", "null: "),
    *("1: ", "true: ", "99999999999999999999", "0.1234567890123456789", "id: ", "id: a\n", "&a [*a, *a]"),
)


def mutations(seed: int, count: int, texts: Sequence[str] = ()) -> Iterator[str | bytes]:
    """Yield damaged texts, some of them as bytes: of the texts given, or of some that are made."""
    random = Random(seed)
    texts = texts or [Writer(random, random.choice([0.1, 0.4, 0.9])).whole(_small(random)) for _ in range(12)]
    for _ in range(count):
        text = random.choice(texts)
        for _ in range(random.randint(1, 4)):
            text = _damaged(text, random)
        yield _as_bytes(text, random) if random.random() < 0.5 else text


def _small(random: Random) -> object:
    whole = realistic(random)
    return {key: whole[key] for key in random.sample(sorted(whole), 2)}


def _damaged(text: str, random: Random) -> str:
    if random.random() < 0.5:
        return _damaged_lines(text, random)
    at = random.randrange(len(text) + 1)
    to = min(len(text), at + random.choice([0, 0, 1, 1, 2, 10, 60]))
    return text[:at] + "".join(random.choices(_PIECES, k=random.choice([0, 1, 1, 2]))) + text[to:]


def _damaged_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[other])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = random.choice([" ", "  ", "\t", "- "]) + lines[at]
        case 4:
            lines[at] = lines[at][random.randint(1, 3) :]
        case _:
            lines[at] += random.choice(_PIECES)
    return "\n".join(lines)


def _as_bytes(text: str, random: Random) -> bytes:
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(random.choice([0, 0, 1, 2])):
        if raw:
            raw[random.randrange(len(raw))] = random.randrange(256)
    return bytes(raw)
