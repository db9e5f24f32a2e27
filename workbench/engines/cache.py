"""Where fetched and converted models lie."""

import os
from pathlib import Path


def cache_folder(override: Path | None = None) -> Path:
    """Return the override, else the folder named by WORKBENCH_CACHE, else the user's own.

    The folder need not exist.
    """
    import platformdirs

    named = override or os.environ.get("WORKBENCH_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("workbench", appauthor=False))
