"""From a chart's specification to SVG: in this process, or in one that has started its engine.

The engine (V8) takes half a second to start and cannot be started before a fork. A run therefore
keeps converters that live longer than its notebooks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Any

import altair
import vl_convert
from altair.utils import schemapi

_elsewhere: list[Connection] = []
_seconds: list[float] = []


def to_svg(specification: Mapping[str, Any]) -> str:
    """The Vega-Lite chart as SVG; raises ValueError where it is not one that can be drawn."""
    started = perf_counter()
    written = json.dumps(specification)
    try:
        svg, wrong = _asked(written) if _elsewhere else _answer(written)
    except (EOFError, OSError):  # the converter is gone
        _elsewhere.clear()
        svg, wrong = _answer(written)
    _seconds.append(perf_counter() - started)
    if wrong:
        raise ValueError(wrong)
    return svg


def to_png(svg: str) -> bytes:
    """A picture as SVG, such as ``Figure.svg``, as a PNG of twice its size in pixels."""
    painted: bytes = vl_convert.svg_to_png(svg, scale=2)
    return painted


def convert_by(converter: Connection) -> None:
    """From now on, let the process that serves the other end of this connection convert."""
    _elsewhere[:] = [converter]


def read_ahead() -> None:
    """Load what every chart needs, except the engine, so that forked processes need not.

    From now on charts are not held against Vega-Lite's schema, which takes longer than to make
    them: the tests do it, and so does whoever draws in JupyterLab.
    """
    altair.Chart().mark_point().to_dict()
    schemapi.disable_debug_mode()


def checked() -> bool:
    """Whether charts are held against Vega-Lite's schema."""
    return bool(schemapi.DEBUG_MODE)


def seconds_drawing() -> float:
    """How long this process has waited for charts."""
    return sum(_seconds)


def serve(requests: Connection) -> None:
    """Convert what comes until the other end is closed."""
    while True:
        try:
            written = requests.recv()
        except EOFError:
            return
        requests.send(_answer(written))


def _asked(written: str) -> tuple[str, str]:
    _elsewhere[0].send(written)
    answer: tuple[str, str] = _elsewhere[0].recv()
    return answer


def _answer(written: str) -> tuple[str, str]:
    """The SVG, or what is wrong with the chart."""
    try:
        return vl_convert.vegalite_to_svg(written, allowed_base_urls=[]), ""
    except ValueError as error:
        return "", str(error)
