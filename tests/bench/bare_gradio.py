"""A page with nothing in it but Gradio: what loading cannot be faster, nor memory smaller, than."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

import gradio
import uvicorn
from fastapi import FastAPI

THERE = "#there"


@contextmanager
def bare_gradio() -> Iterator[str]:
    """Serve the page from a thread of this process; yield its address."""
    with gradio.Blocks() as page:
        gradio.HTML(f'<p id="{THERE[1:]}">A page of Gradio.</p>')
    app = gradio.mount_gradio_app(FastAPI(), page, path="/page")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/page/"
    finally:
        server.should_exit = True
        thread.join()
