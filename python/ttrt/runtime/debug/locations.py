"""What printed locations say: `loc("model.py":12:8)`, names, fused and call locations."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

# A name, or a file with its line and column.
_TEXT = re.compile(r'"([^"]*)"(?::(\d+)(?::(\d+))?)?')
_COMPONENT = re.compile(r"[^./]+")

NO_LOCATION = "(no location)"
NO_LAYER = "(no layer)"

LayerRule = int | str | re.Pattern[str] | Callable[[str], str] | None


def short_location(location: str) -> str:
    """`model.py:12` for a location in a file, else the location's name, else nothing."""
    for match in _TEXT.finditer(location):
        if match[2]:
            return f"{PurePath(match[1]).name}:{match[2]}"
    return _name_in(location)


def _name_in(location: str) -> str:
    return next((match[1] for match in _TEXT.finditer(location) if not match[2]), "")


def names_of_value(location: str) -> set[str]:
    """All texts that name the value which an op at this location computes.

    These are the printed location, its name, and `model.py:12`, `path/model.py:12` and `path/model.py:12:8`. Of an op
    that was fused of several it is the last one's value; of a call it is what was called.
    """
    last = _elements(location)[-1]
    if last.startswith("callsite("):
        last = last.partition(" at ")[0]
    names = {location}
    for text, line, column in _TEXT.findall(last):
        names |= {f"{text}:{line}", f"{PurePath(text).name}:{line}", f"{text}:{line}:{column}"} if line else {text}
    return names


def places_of_value(location: str) -> list[str]:
    """The printed locations whose value an op at this location computes: its own, and the last of those it is fused of.

    What is fused with metadata is one place: `fused<2>["model.py":12:8]` is not `"model.py":12:8`.
    """
    places = [location]
    while places[-1].startswith("loc(fused["):
        places.append(f"loc({_elements(places[-1])[-1]})")
    return places


def _elements(location: str) -> list[str]:
    """The locations that a fused one is made of, or the location alone."""
    inner = location.removeprefix("loc(").removesuffix(")")
    if not inner.startswith("fused"):
        return [inner]
    elements, depth = [""], 0
    for text in re.findall(r'"[^"]*"|.', inner[inner.index("[") + 1 : -1]):
        depth += (text in "([<") - (text in ")]>")
        if text == "," and depth == 0:
            elements.append("")
        else:
            elements[-1] += text
    return [element.strip() for element in elements]


def layer_rule(layer: LayerRule) -> Callable[[str], str]:
    """The function from a printed location to the name of the op's layer.

    None: of a name such as `encoder.layer.3.attention/query` what comes up to its first number, `encoder.layer.3`; of a
    name without numbers its first part; without a name the line, `model.py:12`. An integer: so many parts of the name.
    A regular expression: its first group, or all that it matches, found anywhere in the printed location. A function is
    used as it is.

    Raises:
        ValueError: the number is less than 1, or the text is no regular expression.
        TypeError: it is something else.
    """
    if layer is None:
        return lambda location: _layer_of_name(location, _parts_up_to_number)
    if isinstance(layer, bool) or not (isinstance(layer, (int, str, re.Pattern)) or callable(layer)):
        raise TypeError(f"layer may be a number, a regular expression or a function, not {type(layer).__name__}")
    if isinstance(layer, int):
        if layer < 1:
            raise ValueError(f"layer is {layer}; it takes at least 1 part of a location's name to name a layer")
        return lambda location: _layer_of_name(location, lambda parts: layer)
    if callable(layer):
        return layer
    try:
        pattern = re.compile(layer)
    except re.error as error:
        raise ValueError(f"layer={layer!r} is no regular expression: {error}") from None
    return lambda location: _first_match(pattern, location)


def _layer_of_name(location: str, depth_of: Callable[[list[str]], int]) -> str:
    name = _name_in(location)
    parts = list(_COMPONENT.finditer(name))
    if not parts:
        return short_location(location) or NO_LOCATION
    depth = min(depth_of([part[0] for part in parts]), len(parts))
    return name[: parts[depth - 1].end()]


def _parts_up_to_number(parts: list[str]) -> int:
    return next((depth for depth, part in enumerate(parts, 1) if depth > 1 and part.isdigit()), 1)


def _first_match(pattern: re.Pattern[str], location: str) -> str:
    match = pattern.search(location)
    if match is None:
        return NO_LAYER
    return (match[1] if pattern.groups else match[0]) or NO_LAYER
