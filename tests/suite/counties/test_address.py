"""The address of a Dask scheduler: refused at once where it is none, within seconds where nobody answers."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from isp_utils.model.errors import InputError
from isp_utils.suite.counties import address
from isp_utils.suite.counties.workers import workers_of

GREETING = (420).to_bytes(8, "little") + b"what a scheduler says of itself"


@contextmanager
def port_that_says(words: bytes | None) -> Iterator[int]:
    """A port of this machine where somebody says this and hangs up; with None nothing is said."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            try:
                line, _ = server.accept()
            except OSError:  # closed: nobody called
                return
            with line:
                if words is None:
                    line.recv(1)  # until the caller hangs up
                else:
                    line.sendall(words)

        speaking = Thread(target=answer)
        speaking.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        speaking.join()


@pytest.mark.parametrize(
    "word",
    ["foo", "foo:8786", "tcp://foo", "tcp://foo:0", "tcp://foo:99999", "http://foo:8786", "tcp:/foo:8786", "tcp://"],
)
def test_what_is_no_address_is_refused_at_once_with_the_form_of_one(word, built):
    with (
        pytest.raises(InputError, match=f"»{word}« ist keine Adresse.*Erwartet wird tcp://rechner:8786"),
        workers_of(word, 1, built),
    ):
        pass


@pytest.mark.parametrize(
    "word", ["tcp://rechner:8786", "tls://rechner.example:1", "tcp://[::1]:8786", "tcp://10.0.0.1:8786/"]
)
def test_what_dask_calls_its_address_has_the_form(word):
    address.refuse_malformed(word)


def test_a_greeting_of_dask_is_an_answer():
    with port_that_says(GREETING) as port:
        address.refuse_unanswered(f"tcp://127.0.0.1:{port}")


@pytest.mark.parametrize("words", [b"HTTP/1.1 400 Bad Request\r\n", b"", b"SSH"], ids=["http", "nothing", "too short"])
def test_another_program_is_told_from_a_scheduler(words):
    """Dask itself takes the letters for a length and asks for 3 EiB of memory."""
    with port_that_says(words) as port, pytest.raises(InputError, match=r"antwortet kein Dask.*ein anderes Programm"):
        address.refuse_unanswered(f"tcp://127.0.0.1:{port}")


def test_one_that_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(address, "WAIT", 0.2)
    with port_that_says(None) as port, pytest.raises(InputError, match=r"keine Antwort nach 0\.2 s"):
        address.refuse_unanswered(f"tcp://127.0.0.1:{port}")


@pytest.mark.parametrize(
    ("host", "reason"),
    [("127.0.0.1:1", "dort läuft nichts"), ("gibt-es-nicht.invalid:8786", "den Rechner gibt es nicht")],
)
def test_nobody_and_nowhere_are_named(host, reason, built):
    pytest.importorskip("distributed", reason='the extra "cluster" is not installed')
    with (
        pytest.raises(InputError, match=f"»tcp://{host}« antwortet kein Dask.*{reason}"),
        workers_of(f"tcp://{host}", 1, built),
    ):
        pass
