"""Many texts, with workers and without: the order, what fails, and that nothing is left behind."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quoteattr import (
    Attribution,
    Context,
    ExtractionError,
    Extractions,
    Quote,
    QuoteExtractor,
    RuleError,
    Speaker,
    many,
)

WORKERS = pytest.mark.parametrize("workers", [None, 1, 2], ids="workers={}".format)


def fragile(context: Context) -> Attribution | None:
    """Raises, exits or dies where the quotation says so."""
    words = context.quote.text
    if "raise" in words:
        raise ValueError("no such luck")
    if "unpicklable" in words:
        raise Unpicklable(words)
    if "exit" in words:
        sys.exit(3)
    if "die" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "sleep" in words:
        time.sleep(60)
    return Attribution(speaker=Speaker("Somebody"))


class Unpicklable(Exception):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.handler = lambda: words


def text(words: object) -> str:
    return f"“{words},” said Mary.\n\n"


def extractor() -> QuoteExtractor:
    return QuoteExtractor(rules=[fragile], kinds={"direct"})


def outcomes(found: Extractions) -> list[Any]:
    """What comes, in order: the words of the first quotation, or the error."""
    taken: list[Any] = []
    while True:
        try:
            taken.append(next(found)[0].text.strip(","))
        except StopIteration:
            return taken
        except (ExtractionError, TypeError) as error:
            taken.append(error)


def processes() -> list[str]:
    return [child.name for child in multiprocessing.active_children() if child.name == "quoteattr"]


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    assert processes() == []


class TestOrder:
    @WORKERS
    def test_the_order_is_kept_when_some_texts_take_long(self, workers: int | None) -> None:
        texts = [text(n) * (400 if n % 7 == 0 else 1) for n in range(60)]
        assert outcomes(extractor().extract_many(texts, workers)) == [str(n) for n in range(60)]

    @WORKERS
    def test_no_text_gives_nothing(self, workers: int | None) -> None:
        assert list(extractor().extract_many([], workers)) == []

    @WORKERS
    def test_any_characters_pass(self, workers: int | None) -> None:
        texts = [text("\ud800 \0 \U0001f600"), "", "\udfff"]
        plain = QuoteExtractor()
        assert list(plain.extract_many(texts, workers)) == [plain.extract(one) for one in texts]

    def test_a_long_text_passes_the_pipe(self) -> None:
        texts = [text("Long") + "No more was said. " * 30_000, text("Short")]
        assert outcomes(extractor().extract_many(texts, 2)) == ["Long", "Short"]

    def test_a_subclass_of_str_that_cannot_be_pickled_passes(self) -> None:
        class Text(str):
            __slots__ = ()

        assert outcomes(extractor().extract_many([Text(text("Go"))], 2)) == ["Go"]

    def test_quotations_of_one_speaker_share_the_speaker_behind_the_workers(self) -> None:
        [quotes] = QuoteExtractor().extract_many([text("Go") + text("Now")], 2)
        assert quotes[0].speaker is quotes[1].speaker


class TestLaziness:
    def test_nothing_happens_before_the_first_next(self) -> None:
        taken: list[int] = []
        extractor().extract_many(counted(taken), workers=2)
        assert taken == []
        assert processes() == []

    def test_workers_read_no_further_than_their_window(self) -> None:
        taken: list[int] = []
        found = extractor().extract_many(counted(taken), workers=2)
        for _ in range(5):
            next(found)
        time.sleep(0.5)
        next(found)
        assert len(taken) <= many.CHUNKS_PER_WORKER * 2 * many.CHUNK_TEXTS
        found.close()

    def test_texts_that_come_slowly_are_not_waited_for(self) -> None:
        taken: list[int] = []
        found = extractor().extract_many(counted(taken, seconds=0.06), workers=2)
        next(found)
        assert len(taken) < 12
        found.close()

    def test_the_window_moves_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(many, "CHUNK_TEXTS", 3)
        monkeypatch.setattr(many, "CHUNKS_PER_WORKER", 1)
        texts = [text(n) for n in range(50)]
        assert outcomes(extractor().extract_many(texts, 2)) == [str(n) for n in range(50)]


def counted(taken: list[int], seconds: float = 0) -> Iterator[str]:
    while True:
        taken.append(1)
        time.sleep(seconds)
        yield text(len(taken))


class TestFailures:
    @WORKERS
    def test_a_text_that_fails_is_named_and_the_rest_comes(self, workers: int | None) -> None:
        texts = [text(0), text("raise"), text(2), text("raise"), text(4)]
        zero, first, two, second, four = outcomes(extractor().extract_many(texts, workers))
        assert (zero, two, four) == ("0", "2", "4")
        assert (first.index, second.index) == (1, 3)
        assert "text 1: the rule fragile raised ValueError('no such luck')" in str(first)
        assert isinstance(first.__cause__, RuleError)

    def test_the_place_in_the_worker_is_told(self) -> None:
        [error] = outcomes(extractor().extract_many([text("raise")], 2))
        assert "in fragile" in str(error.__cause__.__cause__)

    @WORKERS
    def test_an_error_that_cannot_be_pickled_is_told_all_the_same(self, workers: int | None) -> None:
        error, after = outcomes(extractor().extract_many([text("unpicklable"), text("after")], workers))
        assert (error.index, after) == (0, "after")
        assert "Unpicklable" in str(error)

    @pytest.mark.parametrize("death", ["die", "exit"])
    def test_a_worker_that_dies_takes_one_text_with_it(self, death: str) -> None:
        texts = [text(n) for n in range(30)]
        texts[11] = text(death)
        found = outcomes(extractor().extract_many(texts, 2))
        assert found[:11] + found[12:] == [str(n) for n in range(30) if n != 11]
        assert found[11].index == 11
        assert str(found[11]) == f"text 11: its worker died (exit code {-9 if death == 'die' else 3})"

    def test_workers_that_die_again_and_again_lose_no_other_text(self) -> None:
        texts = [text("die" if n % 5 == 0 else n) for n in range(20)]
        found = outcomes(extractor().extract_many(texts, 2))
        assert [one.index if isinstance(one, ExtractionError) else int(one) for one in found] == [*range(20)]
        assert sum(isinstance(one, ExtractionError) for one in found) == 4

    def test_a_worker_killed_from_outside_while_idle_is_replaced(self) -> None:
        found = extractor().extract_many((text(n) for n in range(1000)), 2)
        first = next(found)
        for child in multiprocessing.active_children():
            if child.name == "quoteattr":
                child.kill()
        taken = [first[0].text.strip(","), *outcomes(found)]
        assert [one for one in taken if not isinstance(one, ExtractionError)] == [str(n) for n in range(1000)]

    @WORKERS
    def test_what_is_no_text_is_refused_in_its_place(self, workers: int | None) -> None:
        wrong: list[Any] = [text(0), None, text(2), lambda: 0]
        zero, first, two, last = outcomes(extractor().extract_many(wrong, workers))
        assert (zero, two) == ("0", "2")
        assert str(first) == "text 1: pass each text as one str, not as NoneType"
        assert isinstance(last, TypeError)

    @WORKERS
    def test_an_error_of_the_caller_s_iterable_comes_behind_the_texts_before_it(self, workers: int | None) -> None:
        def broken() -> Iterator[str]:
            yield text(0)
            yield text(1)
            raise OSError("the disk is gone")

        found = extractor().extract_many(broken(), workers)
        assert [next(found)[0].text for _ in range(2)] == ["0,", "1,"]
        with pytest.raises(OSError, match="the disk is gone"):
            next(found)
        assert list(found) == []

    def test_an_error_can_be_pickled(self) -> None:
        error = pickle.loads(pickle.dumps(ExtractionError(4, "why")))
        assert (error.index, error.reason, str(error)) == (4, "why", "text 4: why")


class TestArguments:
    def test_rules_that_cannot_be_sent_are_refused_at_once(self) -> None:
        mine = QuoteExtractor(rules=[lambda context: None])
        with pytest.raises(TypeError, match=r"each rule must be picklable.*<lambda>"):
            mine.extract_many([], workers=2)

    def test_without_workers_any_rule_will_do(self) -> None:
        mine = QuoteExtractor(rules=[lambda context: None], kinds={"direct"})
        assert len(list(mine.extract_many([text("Go")], workers=1))) == 1

    @pytest.mark.parametrize("wrong", [0, -1])
    def test_a_number_of_workers_below_one_is_refused(self, wrong: int) -> None:
        with pytest.raises(ValueError, match="1 or more"):
            extractor().extract_many([], workers=wrong)

    @pytest.mark.parametrize("wrong", ["2", 2.0, True])
    def test_a_number_of_workers_that_is_none_is_refused(self, wrong: Any) -> None:
        with pytest.raises(TypeError, match="a number of processes"):
            extractor().extract_many([], workers=wrong)

    @pytest.mark.parametrize("wrong", [text("Go"), b"bytes"])
    def test_one_text_is_not_many(self, wrong: Any) -> None:
        with pytest.raises(TypeError, match="extract_many takes many texts"):
            extractor().extract_many(wrong)


class TestEnding:
    @WORKERS
    def test_closing_early_ends_it(self, workers: int | None) -> None:
        found = extractor().extract_many(counted([]), workers)
        next(found)
        assert len(processes()) == (2 if workers == 2 else 0)
        found.close()
        assert processes() == []
        assert list(found) == []

    def test_closing_does_not_wait_for_a_text(self) -> None:
        found = extractor().extract_many([text(0) * 4_000, text("sleep"), text("sleep")], 2)
        next(found)
        begun = time.monotonic()
        found.close()
        assert time.monotonic() - begun < 5

    def test_leaving_a_with_block_ends_it(self) -> None:
        with extractor().extract_many(counted([]), 2) as found:
            next(found)
        assert processes() == []

    def test_leaving_a_loop_ends_it(self) -> None:
        for _ in extractor().extract_many(counted([]), 2):
            break
        assert processes() == []


class TestProgress:
    @WORKERS
    def test_a_bar_counts_the_texts_on_standard_error(
        self, workers: int | None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pytest.importorskip("tqdm")
        outcomes(extractor().extract_many([text(0), text("raise"), text(2)], workers, progress=True))
        captured = capsys.readouterr()
        assert "3/3" in captured.err
        assert captured.out == ""

    def test_nothing_is_shown_unless_asked_for(self, capsys: pytest.CaptureFixture[str]) -> None:
        list(extractor().extract_many([text(0)]))
        assert capsys.readouterr() == ("", "")

    def test_the_bar_does_without_a_thread(self) -> None:
        tqdm = pytest.importorskip("tqdm").tqdm
        before = tqdm.monitor
        list(extractor().extract_many([text(0)], progress=True))
        assert tqdm.monitor is before


PROGRAM = """
import multiprocessing, sys
from quoteattr import ExtractionError, QuoteExtractor
{rule}
def texts():
    n = 0
    while n < {count}:
        yield f"“{{n}},” said Mary."
        n += 1

{guard}
    multiprocessing.set_start_method("{method}")
    print("begun", flush=True)
    for quotes in QuoteExtractor({rules}).extract_many(texts(), workers=2):
        print(quotes[0].text, *[child.pid for child in multiprocessing.active_children()], flush=True)
"""
GUARD = "if __name__ == '__main__':"


def program(folder: Path, method: str, **parts: Any) -> list[str]:
    path = folder / "program.py"
    filled = {"rule": "", "rules": "", "guard": GUARD, "count": 40, "method": method, **parts}
    path.write_text(PROGRAM.format(**filled), encoding="utf-8")
    return [sys.executable, str(path)]


ANN = """
from quoteattr import Attribution, Speaker
def ann(context): return Attribution(speaker=Speaker("Ann"))
"""
METHODS = [method for method in ("fork", "spawn", "forkserver") if method in multiprocessing.get_all_start_methods()]


class TestPrograms:
    @pytest.mark.parametrize("method", METHODS)
    def test_every_way_to_start_a_process_will_do(self, method: str, tmp_path: Path) -> None:
        command = program(tmp_path, method, rule=ANN, rules="rules=[ann]")
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert [line.split(",")[0] for line in done.stdout.splitlines()[1:]] == [str(n) for n in range(40)]
        assert done.stderr == ""

    def test_a_script_without_its_guard_is_told(self, tmp_path: Path) -> None:
        command = program(tmp_path, "spawn", guard="if True:")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "if __name__ ==" in done.stderr.splitlines()[-1]

    def test_a_rule_that_the_workers_cannot_find_is_told(self, tmp_path: Path) -> None:
        """A program without a file, as a notebook is, cannot be read by a new process."""
        path = program(tmp_path, "spawn", rule=ANN, rules="rules=[ann]")[1]
        source = Path(path).read_text(encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "a worker cannot load the extractor" in done.stderr.splitlines()[-1]

    @pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups")
    @pytest.mark.parametrize("to_all", [True, False], ids=["as a terminal does", "to the parent alone"])
    @pytest.mark.parametrize("method", METHODS)
    def test_ctrl_c_ends_all(self, method: str, to_all: bool, tmp_path: Path) -> None:
        command = program(tmp_path, method, count=1_000_000)
        running = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
        )
        assert running.stdout is not None
        running.stdout.readline()
        pids = [int(pid) for pid in running.stdout.readline().split(",")[1].split()]
        assert len(pids) == 2
        (os.killpg if to_all else os.kill)(running.pid, signal.SIGINT)
        _, errors = running.communicate(timeout=20)
        assert running.returncode == -signal.SIGINT
        assert errors.splitlines()[-1] == "KeyboardInterrupt"
        assert errors.count("Traceback") == 1
        assert not any(alive(pid) for pid in pids)

    @pytest.mark.parametrize("method", METHODS)
    def test_workers_end_when_their_parent_is_killed(self, method: str, tmp_path: Path) -> None:
        command = program(tmp_path, method, count=1_000_000)
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        running.stdout.readline()
        pids = [int(pid) for pid in running.stdout.readline().split(",")[1].split()]
        running.kill()
        running.communicate(timeout=20)
        deadline = time.monotonic() + 10
        while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(alive(pid) for pid in pids)


def alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_the_iterator_has_its_type() -> None:
    found: Iterator[list[Quote]] = extractor().extract_many([])
    assert isinstance(found, Extractions)
