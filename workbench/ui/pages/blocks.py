"""The tabs as Gradio draws them: places with fixed markup, never with data.

Gradio runs what stands in `${...}` of a template as JavaScript. So a template of ours is a file of
the package, the same for everybody; articles, names and words come later, through `textContent`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.ui.words import words_of

if TYPE_CHECKING:
    import gradio

STATIC = Path(__file__).parent.parent / "static"
TABS = ("articles", "editor", "jobs", "statistics", "memory", "settings")
"""The tabs in their order. Each is a section `tab` word, a page module and a `data-page`."""

_TOP = '<header class="wb wb-top" data-part="top"></header>'


def build_blocks(language: str) -> "gradio.Blocks":
    """Return the tabs in a language of the interface."""
    import gradio

    words = words_of(language)
    with gradio.Blocks(
        title=words["top.name"], analytics_enabled=False, fill_width=True, fill_height=True
    ) as blocks:
        _place(_TOP)
        with gradio.Tabs(elem_id="tabs"):
            for name in TABS:
                with gradio.Tab(words[f"tab.{name}"], id=name, elem_id=f"tab-{name}"):
                    _place(_markup(name))
    return blocks


def head(prefix: str) -> str:
    """Return the styles that every page loads; Gradio puts them behind its own."""
    styles = [
        f'<link rel="stylesheet" href="{prefix}/static/{name}.css">'
        for name in ("base", "pages", "editor")
    ]
    # no SVG: the browser would make a document of it again with every change of the address
    icon = f'<link rel="icon" href="{prefix}/static/icon.png" type="image/png">'
    return "\n".join([icon, *styles])


def script(prefix: str) -> str:
    """Return the script that every page runs; it does not wait for Gradio's."""
    return f'<script type="module" async src="{prefix}/static/main.js"></script>'


def plain_theme() -> "gradio.themes.Base":
    """Return a theme with the fonts of the machine; others would be asked for over the network."""
    from gradio.themes import Base

    return Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])


def _markup(name: str) -> str:
    if name == "editor":
        return (STATIC / "editor.html").read_text(encoding="utf-8")
    return f'<div class="wb wb-page" data-page="{name}"></div>'


def _place(markup: str) -> None:
    import gradio

    gradio.HTML(html_template=markup, js_on_load=None, apply_default_css=False)
