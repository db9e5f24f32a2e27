"""The REST interface of the browser workbench, as docs/editor-api.md describes it."""
