"""Many texts, one after the other or on several processes; lazy in and out, in order.

With workers the parent reads texts, sends them in chunks to processes that each hold the extractor, and hands
the results out in order.  The parent works only while the next result is asked for: there is no thread and no
queue.  Each worker has its own pipe, so that of one that dies it is known what it was reading.  What starts processes
is imported by those alone who want workers: it takes a tenth of the time of ``import quoteattr``.
"""

from __future__ import annotations

import pickle
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sized
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from quoteattr.models import Quote

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Extract = Callable[[str], list[Quote]]

CHUNK_CHARACTERS = 20_000
"""Short texts are sent together up to this length: tenths of a second of work, a millisecond to send."""
CHUNK_TEXTS = 200
CHUNK_SECONDS = 0.1
"""Texts that come slowly are not waited for to fill a chunk."""
CHUNKS_PER_WORKER = 3
"""Read and not yet handed out, at most: the bound of the memory."""
STARTS = 3
"""So many workers in a row may die before they are ready; then something is wrong with all of them."""


class ExtractionError(Exception):
    """One text of many could not be read; ``index`` tells which, ``__cause__`` why.

    >>> error = ExtractionError(7, "its worker died")
    >>> print(error, error.index)
    text 7: its worker died 7
    """

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(index, reason)
        self.index, self.reason = index, reason

    def __str__(self) -> str:
        return f"text {self.index}: {self.reason}"


class WorkerTraceback(Exception):
    """Where in a worker an error arose; the cause of the cause of an :class:`ExtractionError`."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


class Extractions(Iterator[list[Quote]]):
    """The quotations of each text, in order.

    A text that fails raises :class:`ExtractionError` in its place (TypeError when it is no ``str``), and the
    following ``next`` goes on with the text after it.  The workers end with the last text, with ``close()``,
    with a ``with`` block, or when nobody holds the iterator any more.
    """

    def __init__(self, extract: Extract, texts: Iterable[str], workers: int | None, progress: bool) -> None:
        if isinstance(texts, (str, bytes)):
            raise TypeError(f"extract_many takes many texts, not one {type(texts).__name__}: use extract")
        if isinstance(texts, Mapping):
            raise TypeError(f"extract_many would take the keys of a {type(texts).__name__}: pass its .values()")
        if not hasattr(texts, "__iter__") and not hasattr(texts, "__getitem__"):
            raise TypeError(f"pass extract_many a list or another iterable of str, not {texts!r}")
        if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool)):
            raise TypeError(f"workers is a number of processes or None, not {workers!r}")
        if workers is not None and workers < 1:
            raise ValueError(f"workers must be 1 or more, or None for this process alone, not {workers}")
        total = len(texts) if isinstance(texts, Sized) else None
        self._outcomes: Generator[_Outcome, None, None]
        if workers is None or workers == 1:
            self._outcomes = _here(extract, iter(texts))
        else:
            self._outcomes = _in_workers(_pickled(extract), iter(texts), workers)
        self._bar: Any = _bar(total) if progress else None

    def __next__(self) -> list[Quote]:
        try:
            outcome = next(self._outcomes)
        except BaseException:
            self.close()
            raise
        if self._bar is not None:
            self._bar.update()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def close(self) -> None:
        """End the workers at once; nothing more is read or handed out."""
        self._outcomes.close()
        if self._bar is not None:
            self._bar.close()

    def __enter__(self) -> Extractions:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_Failure = ExtractionError | TypeError
_Outcome = list[Quote] | _Failure
"""What became of a text; an error is handed on and not raised, since a generator that raises is over."""


def _bar(total: int | None) -> Any:
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[misc]
        monitor_interval = 0  # no thread of its own: the workers may be forks of this process

    return Bar(total=total, unit=" texts")


def _here(extract: Extract, texts: Iterator[str]) -> Generator[_Outcome, None, None]:
    for index, text in enumerate(texts):
        if not isinstance(text, str):
            yield _refused(index, text)
            continue
        try:
            yield extract(text)
        except Exception as error:
            yield _failed(index, error)


def _refused(index: int, text: object) -> TypeError:
    return TypeError(f"text {index}: pass each text as one str, not as {type(text).__name__}")


def _failed(index: int, error: Exception) -> ExtractionError:
    failed = ExtractionError(index, str(error) or repr(error))
    failed.__cause__ = error
    return failed


# With workers: the parent's side


def _pickled(extract: Extract) -> bytes:
    try:
        return pickle.dumps(extract)
    except Exception as error:
        raise TypeError(
            "with workers, each rule must be picklable: a function or class at the top level of a module, "
            f"no lambda and no function inside another ({error})"
        ) from error


def _in_workers(pickled: bytes, texts: Iterator[str], count: int) -> Generator[_Outcome, None, None]:
    crew = _Crew(pickled, texts)
    try:
        for _ in range(count):
            crew.hire()
        yield from crew.outcomes()
    finally:
        crew.dismiss()


@frozen
class _Chunk:
    """Texts that are sent together, each under its place among all."""

    texts: Mapping[int, str]


@define(eq=False)
class _Worker:
    """A process, and what it is reading: None when it has nothing to do or is not ready yet."""

    process: BaseProcess
    connection: Connection
    chunk: _Chunk | None = None
    ready: bool = False


@define
class _Crew:
    """The workers, the texts that they are still to read, and what they have answered."""

    pickled: bytes
    """The function that reads a text, with all the extractor's choices."""
    texts: Iterator[str]
    workers: list[_Worker] = field(factory=list)
    again: deque[_Chunk] = field(factory=deque)
    """What a worker that died left unread."""
    answers: dict[int, bytes | _Failure] = field(factory=dict)
    """By the place of the text: quotations, pickled, or an error."""
    ends: deque[int] = field(factory=deque)
    """Where the chunks end of which a text is still to be handed out."""
    read: int = 0
    exhausted: bool = False
    error: Exception | None = None
    """What the caller's iterable raised; it comes in its place, behind the texts before it."""
    deaths: int = 0
    """Workers in a row that died before they were ready."""

    def outcomes(self) -> Iterator[_Outcome]:
        handed_out = 0
        while True:
            self.hear(0)  # also when the next answer is here: no worker waits while the caller is slow
            self.give()
            while handed_out not in self.answers:
                if self.exhausted and handed_out == self.read:
                    if self.error is not None:
                        raise self.error
                    return
                self.hear(None)
                self.give()
            answer = self.answers.pop(handed_out)
            handed_out += 1
            while self.ends and self.ends[0] <= handed_out:
                self.ends.popleft()
            yield pickle.loads(answer) if isinstance(answer, bytes) else answer

    def give(self) -> None:
        """Give each worker that has nothing to do a chunk, while there are any."""
        for worker in self.workers:
            if worker.ready and worker.chunk is None:
                chunk = self.again.popleft() if self.again else self.next_chunk()
                if chunk is None:
                    return
                try:
                    worker.connection.send(chunk.texts)
                except OSError:  # it has died since; hear() will find it, and has not begun
                    self.again.appendleft(chunk)
                else:
                    worker.chunk = chunk

    def next_chunk(self) -> _Chunk | None:
        if self.exhausted or len(self.ends) >= CHUNKS_PER_WORKER * len(self.workers):
            return None
        first, texts, characters, begun = self.read, dict[int, str](), 0, time.monotonic()
        while (
            characters < CHUNK_CHARACTERS
            and self.read - first < CHUNK_TEXTS
            and time.monotonic() - begun < CHUNK_SECONDS
        ):
            try:
                text = next(self.texts)
            except StopIteration:
                self.exhausted = True
                break
            except Exception as error:
                self.exhausted, self.error = True, error
                break
            if isinstance(text, str):
                texts[self.read] = str.__str__(text)  # a subclass need not be picklable
                characters += len(text)
            else:
                self.answers[self.read] = _refused(self.read, text)
            self.read += 1
        if self.read == first:
            return None
        self.ends.append(self.read)
        return _Chunk(texts)

    def hear(self, timeout: float | None) -> None:
        """Take what the workers have to say; wait *timeout* seconds for it, with None as long as it takes."""
        from multiprocessing.connection import wait

        waiting = [worker.connection for worker in self.workers]
        sentinels = [worker.process.sentinel for worker in self.workers]
        said = set(wait([*waiting, *sentinels], timeout))
        for worker in list(self.workers):
            if worker.connection in said or worker.process.sentinel in said:
                try:
                    answer = worker.connection.recv() if worker.connection.poll() else None
                except (EOFError, OSError):
                    answer = None
                if answer is None:
                    self.bury(worker)
                else:
                    self.take(worker, answer)

    def take(self, worker: _Worker, answer: _Answer) -> None:
        if isinstance(answer, str):
            if answer:
                raise RuntimeError(
                    "a worker cannot load the extractor; rules from a notebook or a prompt are best moved "
                    f"to a module ({answer})"
                )
            worker.ready, self.deaths = True, 0
            return
        assert worker.chunk is not None
        for index, one in answer.items():
            self.answers[index] = one if isinstance(one, bytes) else _failed_there(index, *one)
        worker.chunk = None

    def bury(self, worker: _Worker) -> None:
        """Put another in the place of a worker that died; if it read one text only, that one is given up."""
        self.workers.remove(worker)
        _end(worker)
        code = worker.process.exitcode
        if not worker.ready:
            self.deaths += 1
            if self.deaths >= STARTS:
                raise RuntimeError(
                    f"the workers die before they have read a text (exit code {code}); a script must start "
                    'them under `if __name__ == "__main__":`'
                )
        unread = worker.chunk.texts if worker.chunk is not None else {}
        if len(unread) == 1:
            for index in unread:
                self.answers[index] = ExtractionError(index, f"its worker died (exit code {code})")
        else:
            self.again.extend(_Chunk({index: text}) for index, text in unread.items())
        self.hire()

    def hire(self) -> None:
        import multiprocessing

        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=_work, args=(theirs, self.pickled), name="quoteattr", daemon=True)
        process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            _end(worker)
        self.workers.clear()


def _end(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.join(5)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _failed_there(index: int, error: bytes, reason: str, trace: str) -> ExtractionError:
    failed = ExtractionError(index, reason)
    failed.__cause__ = pickle.loads(error) if error else RuntimeError(reason)
    failed.__cause__.__cause__ = WorkerTraceback(trace)
    return failed


# With workers: the worker's side

_Answer = str | dict[int, bytes | tuple[bytes, str, str]]
"""First of all a str, empty or why the worker is not ready; then for each chunk what became of its texts."""


def _work(connection: Connection, pickled: bytes) -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    # Ctrl-C reaches the workers, too; it is for the parent to end them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        extract = pickle.loads(pickled)
    except Exception as error:
        connection.send(repr(error))
        return
    connection.send("")
    parent = parent_process()
    assert parent is not None
    while True:
        wait([connection, parent.sentinel])
        try:
            if not connection.poll():
                return  # the parent is gone
            texts = connection.recv()
            connection.send({index: _answer(extract, text) for index, text in texts.items()})
        except (EOFError, OSError):
            return


def _answer(extract: Extract, text: str) -> bytes | tuple[bytes, str, str]:
    try:
        return pickle.dumps(extract(text))
    except Exception as error:
        return _portable(error), str(error) or repr(error), traceback.format_exc()


def _portable(error: Exception) -> bytes:
    """Return *error* pickled; empty when it does not survive that."""
    try:
        pickled = pickle.dumps(error)
        pickle.loads(pickled)
    except Exception:
        return b""
    return pickled
