"""The browser workbench: `python app.py`, the same as `workbench serve` on the demo's workspace."""

import sys
from pathlib import Path

from workbench.cli import main

DEMO = Path("demo/workspace.db")

if __name__ == "__main__":
    DEMO.parent.mkdir(exist_ok=True)
    main(["serve", "--workspace", str(DEMO), *sys.argv[1:]])
