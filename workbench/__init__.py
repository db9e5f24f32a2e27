"""A translation and bilingual-corpus workbench for Azerbaijani to English news.

`from workbench import Workbench` gives scripts what the command line does.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.api import Workbench

__all__ = ["Workbench", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the class when it is asked for: a command has no need of it."""
    if name != "Workbench":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from workbench.api import Workbench

    return Workbench
