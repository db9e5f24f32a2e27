"""The network that does a step's arithmetic: a copy in half precision of the one that learns."""

import copy
from typing import Any


class WorkingCopy:
    """A bfloat16 copy whose gradients go to the float32 weights, which the optimizer moves.

    Small steps would be lost in bfloat16 weights, so they are kept in float32 (Micikevicius et
    al., "Mixed Precision Training", 2018). Beside automatic casting, which converts what goes into
    every layer, a whole copy made a step 1.2 times as fast on two cores.
    """

    def __init__(self, network: Any) -> None:  # noqa: ANN401 - an untyped library's class
        import torch

        self._learning = list(network.parameters())
        self.network = copy.deepcopy(network).to(torch.bfloat16).train()
        self._working = list(self.network.parameters())

    def refresh(self) -> None:
        """Take over the weights as they are now, and forget the gradients."""
        import torch

        with torch.no_grad():
            torch._foreach_copy_(self._working, self._learning)
        self.network.zero_grad(set_to_none=True)

    def hand_over_gradients(self, share: float = 1.0) -> None:
        """Add a share of the gradients of the copy to those of the learning weights."""
        for learning, working in zip(self._learning, self._working, strict=True):
            if working.grad is None:
                continue
            if learning.grad is None:
                learning.grad = working.grad.float().mul_(share)
            else:
                learning.grad.add_(working.grad, alpha=share)
