"""The door to other machines: work handed out to the processes of a Ray cluster.

Importing this package costs nothing; Ray is loaded when work is handed out.
"""

from importlib.util import find_spec

from workbench.errors import WorkbenchError

__all__ = ["require_ray"]


def require_ray() -> None:
    """Raise WorkbenchError unless Ray and what its data sets need are installed."""
    if not (find_spec("ray") and find_spec("pyarrow")):
        raise WorkbenchError("Ray is not installed", hint="pip install 'workbench[ray]'")
