"""Work shared out among processes gives what it gives in one, in order, and fails as it fails there."""

import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import pytest

from isp_utils.model.errors import InputError
from isp_utils.suite.commands.reports import run_reports
from isp_utils.suite.shared_out import CORES, HAS_FORK, MANY, at_most, beside, of_many, shared_out
from tests.musterkreis import KREIS

NUMBERS = list(range(50))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs):
    offset = 7  # a closure: forks find it in their copy of this process
    assert shared_out(lambda number: number + offset, NUMBERS, jobs) == [number + offset for number in NUMBERS]


@pytest.mark.skipif(not HAS_FORK, reason="this system has no fork")
def test_several_processes_work():
    assert os.getpid() not in shared_out(lambda _: os.getpid(), NUMBERS, 2)
    assert shared_out(lambda _: os.getpid(), NUMBERS, 1) == [os.getpid()] * len(NUMBERS)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_refused_is_refused_with_its_words(jobs):
    def refuse(number: int) -> int:
        if number > 30:
            raise InputError(f"Zeile {number}")
        return number

    with pytest.raises(InputError, match="Zeile 31"):
        shared_out(refuse, NUMBERS, jobs)


def test_work_may_be_shared_out_again_within():
    assert shared_out(lambda number: sum(shared_out(lambda n: n * number, [1, 2], 2)), [1, 2], 2) == [3, 6]


def test_few_things_are_done_at_once():
    assert of_many(lambda _: os.getpid(), NUMBERS[: MANY - 1]) == [os.getpid()] * (MANY - 1)


@pytest.mark.parametrize("much", [True, False])
def test_what_goes_on_beside_gives_its_result_to_whoever_asks_as_often_as_he_asks(much):
    with beside(os.getpid, much) as asked:
        here = os.getpid()
        assert asked() == asked()
        assert (asked() == here) == (not much or not HAS_FORK or CORES < 2)


@pytest.mark.parametrize("much", [True, False])
def test_what_is_refused_beside_is_refused_where_it_is_asked_for(much):
    def refuse() -> None:
        raise InputError("Zeile 31")

    with beside(refuse, much) as asked, pytest.raises(InputError, match="Zeile 31"):
        asked()


@pytest.mark.skipif(not HAS_FORK or CORES < 2, reason="this system has no fork")
def test_what_was_ended_from_outside_is_done_by_whoever_asks():
    here = os.getpid()
    with beside(lambda: here if os.getpid() == here else os.kill(os.getpid(), signal.SIGKILL)) as asked:
        assert asked() == here


def test_work_that_nobody_asks_for_ends_with_those_who_did_not_ask():
    since = monotonic()
    with beside(lambda: sleep(60)):
        pass
    assert monotonic() - since < 20


def test_work_may_be_shared_out_while_other_work_goes_on_beside():
    with beside(lambda: sum(NUMBERS)) as asked:
        assert shared_out(lambda number: number + 1, NUMBERS, 2) == [number + 1 for number in NUMBERS]
        assert asked() == sum(NUMBERS)


@pytest.mark.skipif(not HAS_FORK, reason="this system has no fork")
@pytest.mark.parametrize("first", [0, 30])
def test_a_killed_process_is_told_with_a_remedy(first):
    """As the system ends one where memory is short."""

    def die(number: int) -> int:
        return os.kill(os.getpid(), signal.SIGKILL) if number >= first else number

    with pytest.raises(InputError, match=r"Arbeitsspeicher.*--jobs 1"):
        shared_out(die, NUMBERS, 2)
    assert shared_out(lambda number: number, NUMBERS, 2) == NUMBERS, "the next one goes well"


def test_where_at_most_one_process_may_work_this_one_does_it():
    with at_most(1):
        assert of_many(lambda _: os.getpid(), NUMBERS) == [os.getpid()] * len(NUMBERS)
        with beside(os.getpid) as asked:
            assert asked() == os.getpid()
        assert shared_out(lambda _: os.getpid(), NUMBERS, 2) == [os.getpid()] * len(NUMBERS)


def test_a_run_with_one_job_uses_one_process(built, monkeypatch):
    found: list[int] = []

    def reports(*_: object) -> tuple[list[object], bool]:
        found.extend(of_many(lambda _: os.getpid(), NUMBERS))
        return [], True

    monkeypatch.setenv("ISP_HOME", str(built.home))
    monkeypatch.setattr("isp_utils.suite.job.make_reports", reports)
    run_reports(["--kreis", KREIS, "--isoliert", "--jobs", "1", "--neu"], {})
    assert set(found) == {os.getpid()}


SLOW = """
import sys, time
from isp_utils.suite.shared_out import shared_out

def sleep(number):
    sys.stdout.write(f"{number}\\n")  # as one piece, whoever else writes
    sys.stdout.flush()
    time.sleep(60)

try:
    shared_out(sleep, list(range(400)), 3)
except KeyboardInterrupt:
    print("ended")
"""


@pytest.mark.skipif(not HAS_FORK, reason="this system has no fork")
def test_ctrl_c_ends_the_work_at_once_and_without_a_word():
    """As a terminal sends it: to the run and all its processes."""
    run = subprocess.Popen(
        [sys.executable, "-c", SLOW], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert run.stdout.readline().strip().isdigit()
    since = monotonic()
    os.killpg(run.pid, signal.SIGINT)
    said, complaint = run.communicate(timeout=50)
    assert said.splitlines()[-1] == "ended"
    assert complaint == ""
    assert monotonic() - since < 20


@pytest.mark.skipif(not HAS_FORK, reason="this system has no fork")
def test_ctrl_c_works_again_afterwards():
    shared_out(lambda number: number, NUMBERS, 2)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, set()) == set()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
