"""Proofs about a definition that is being written, made in a process of its own: the solver is large, and
whoever waits for a page of another design shall not wait for it.

`python -m engine.library.proving` takes a question from the standard input and answers on the standard
output; only the process that asks writes and reads there.
"""

import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from threading import Lock
from typing import Final

from engine.forms.appraisal import FILE, Fault, located
from engine.forms.folder import Definitions
from engine.forms.loader import form_of
from engine.forms.source import read_source
from engine.problems import Problem, problem

SECONDS: Final = 10.0
"""The time for one form; what is not decided by then is told as undecided."""
_BESIDES: Final = 30.0
"""Seconds for beginning the process and loading the solver."""
_one_at_a_time: Final = Lock()


class NotProved(Exception):
    """Nothing could be proved now; `problem` says why."""

    def __init__(self, fault: Problem) -> None:
        super().__init__(str(fault))
        self.problem = fault


@dataclass(frozen=True, slots=True)
class Question:
    """A sound definition's text among the definitions around it."""

    text: str
    among: Definitions
    seconds: float


def proved(text: str, among: Definitions, *, seconds: float = SECONDS) -> tuple[Fault, ...]:
    """Return what a sound definition can never do, each with the part it speaks of.

    Raises NotProved while another is proved by this process, and where the solver fails.
    """
    if not _one_at_a_time.acquire(blocking=False):
        raise NotProved(problem("proof-busy"))
    try:
        return located(_asked(Question(text, among, seconds)), read_source(text, FILE))
    finally:
        _one_at_a_time.release()


def _asked(question: Question) -> Sequence[Problem]:
    command = [sys.executable, "-m", "engine.library.proving"]
    told = pickle.dumps(question)
    try:
        done = subprocess.run(
            command, input=told, capture_output=True, timeout=question.seconds + _BESIDES, check=True
        )
    except subprocess.SubprocessError as error:
        raise NotProved(problem("proof-failed")) from error
    found: Sequence[Problem] = pickle.loads(done.stdout)
    return found


def main() -> None:
    """Answer one question. The solver is loaded only here."""
    question = pickle.load(sys.stdin.buffer)
    if not isinstance(question, Question):
        raise TypeError(f"no question: {type(question).__name__}")
    package = import_module("engine.forms.proofs")
    form = form_of(read_source(question.text, FILE))
    verdicts = package.merged(package.prove(form, question.among, seconds=question.seconds))
    sys.stdout.buffer.write(pickle.dumps(list(package.tell(verdicts))))


if __name__ == "__main__":
    # under its own name, so that what is read is what was written
    import_module("engine.library.proving").main()
