"""Dropout with masks cut from one long random sequence: drawing each anew is slow on processors."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

Tensor = Any
POOL = 1 << 23
"""Activations the sequence is long. A step of the starter drops out 5 million of them."""


class PooledDropout(TorchFunctionMode):  # type: ignore[misc]  # untyped here
    """While it is entered, `torch.nn.functional.dropout` multiplies with a piece of the sequence.

    The sequence is drawn once; where a mask begins in it is drawn each time, from a generator of
    its own, so that threads do not disturb one another. Activations that would outgrow the
    sequence are left to the library.
    """

    def __init__(self) -> None:
        super().__init__()
        self._chance = torch.Generator()
        self._sequences: dict[tuple[float, torch.dtype, torch.device], Tensor] = {}

    def seed(self, seed: int) -> None:
        """Decide the masks that follow."""
        self._chance.manual_seed(seed)

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - whatever the function returns
        """Call `func`, or the dropout of this class in the place of the library's."""
        if func is torch.nn.functional.dropout:
            return self.dropout(*args, **(kwargs or {}))
        return func(*args, **(kwargs or {}))

    def dropout(
        self,
        input: Tensor,  # noqa: A002 - the signature of the library
        p: float = 0.5,
        training: bool = True,  # noqa: FBT001, FBT002
        inplace: bool = False,  # noqa: FBT001, FBT002
    ) -> Tensor:
        """Return `input` with a share `p` of it set to zero and the rest scaled by 1 / (1 - p)."""
        if not training or p == 0:
            return input
        size = input.numel()
        if inplace or size > POOL // 2:
            return torch.nn.functional.dropout(input, p, training, inplace)
        start = int(torch.randint(POOL - size, (), generator=self._chance))
        mask = self._sequence(p, input)[start : start + size]
        return input * mask.view(input.shape)

    def _sequence(self, p: float, like: Tensor) -> Tensor:
        key = (p, like.dtype, like.device)
        if key not in self._sequences:
            chance = torch.Generator().manual_seed(POOL)
            kept = torch.rand(POOL, generator=chance) >= p
            self._sequences[key] = (kept / (1 - p)).to(like)
        return self._sequences[key]
