"""The socket that the server listens on."""

import asyncio
from socket import IPPROTO_TCP, TCP_NODELAY

import pytest

from workbench.errors import WorkbenchError
from workbench.ui.serving import Address, _listening


def test_answers_are_sent_at_once():
    assert asyncio.run(delay_is_off()) != 0


async def delay_is_off() -> int:
    """Connect to a server on the socket, and return whether its side sends without delay."""
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def connected(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told.set_result(writer.get_extra_info("socket").getsockopt(IPPROTO_TCP, TCP_NODELAY))
        writer.close()

    with _listening(Address(port=0)) as listener:
        async with await asyncio.start_server(connected, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            off = await told
            writer.close()
    return off


def test_a_port_in_use_is_refused_with_what_to_do():
    with _listening(Address(port=0)) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(WorkbenchError, match=f"cannot listen on 127.0.0.1:{port}") as refused:
            _listening(Address(port=port))
    assert "--port" in refused.value.hint
