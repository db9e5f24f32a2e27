"""What the rest of the workbench knows of a translation model."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from workbench.confidence.calibration import Calibration
from workbench.model.hypothesis import Hypothesis


class Engine(Protocol):
    """A model that translates Azerbaijani sentences to English, one segment a sequence."""

    @property
    def id(self) -> str:
        """Return the catalogue id, the hub id or the name of the local folder."""
        ...

    @property
    def revision(self) -> str:
        """Return the first 8 digits of the model's commit or of the hash of its content."""
        ...

    @property
    def name(self) -> str:
        """Return `id@revision`, the engine as hypotheses and exports record it."""
        ...

    @property
    def calibration(self) -> Calibration:
        """Return what the engine's scores are worth."""
        ...

    def translate(
        self,
        sources: Sequence[str],
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Hypothesis]:
        """Translate every source, in order.

        A blank source gives an empty hypothesis without asking the model; any other source
        gives a hypothesis that is not empty.

        Args:
            sources: Sentences. Equal ones are translated once.
            progress: Called with the number of sources finished since the last call; the
                numbers add up to `len(sources)`.
            cancelled: Asked between batches whether to stop.

        Raises:
            Cancelled: `cancelled` said so; the batch in hand was finished first.
        """
        ...

    def stream(
        self, sources: Sequence[str], *, cancelled: Callable[[], bool] | None = None
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the place of each source with its translation, as soon as that is there.

        They are those of `translate`, in any order. While the caller deals with one, the engine
        works on the next. Raises Cancelled as `translate` does.
        """
        ...

    def alternatives(self, sources: Sequence[str], n: int) -> list[list[Hypothesis]]:
        """Return up to `n` different translations of each source, best first."""
        ...

    def judgements(self, sources: Sequence[str], targets: Sequence[str]) -> list[Hypothesis | None]:
        """Return each target, which somebody else wrote, with the score the engine gives it.

        None for a blank source, and where either is longer than the model takes.
        """
        ...

    def continuations(
        self, sources: Sequence[str], beginnings: Sequence[str]
    ) -> list[Hypothesis | None]:
        """Return a translation of each source that begins with the words given for it.

        The score is that of the whole text, the words given included. None for a blank source,
        and where either is longer than the model takes.
        """
        ...
