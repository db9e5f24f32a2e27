"""The browser: lay out, call one workflow, show."""
