"""The pages of the browser workbench: tabs drawn by Gradio, filled by our own scripts."""
