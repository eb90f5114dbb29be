"""What the results of models have in common: each can be drawn.

Models know no charts. How a result is drawn is told to ``Drawable`` once, at the package's root.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Protocol


class Chart(Protocol):
    """A picture with the words that introduce it and the words that stand in for it."""

    @property
    def alt_text(self) -> str: ...

    @property
    def caption(self) -> str: ...

    @property
    def svg(self) -> str: ...

    def _repr_mimebundle_(self) -> dict[str, Any]: ...


class Drawable:
    """A result that a notebook shows as a chart when it is the last thing in a cell."""

    draw: ClassVar[Callable[[Drawable], Chart]]

    def chart(self) -> Chart:
        """The result as a chart, with a caption and words that stand in for it."""
        return type(self).draw(self)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return self.chart()._repr_mimebundle_()
