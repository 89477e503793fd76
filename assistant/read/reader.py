"""Read passages with a question, or with a claim in its place: one network serves both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.read import assembly
from assistant.read.checkpoint import UNFITTED, CheckpointFinder
from assistant.read.finder import Finder
from assistant.read.pairs import PairEncoder
from assistant.read.spans import sentence_around
from assistant.records import Reading, Span
from assistant.settings import PACKAGED_READER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.read.calibration import Calibration
    from assistant.read.spans import Found
    from assistant.records import Passage
    from assistant.settings import ReaderSettings

PACKAGED_FOLDER = Path(__file__).parent / "weights"

# What the support of a passage gains with the margin of its best answer (1,381 passages, r = .99).
_SUPPORT_PER_MARGIN = 0.51


class Reader:
    """The loaded reader. `fingerprint` names its exact weights. Reading from several threads at once is safe.

    `question_threshold` and `claim_threshold` are the probabilities, chosen on development sets, from which a passage
    counts as answering or supporting.
    """

    def __init__(self, settings: ReaderSettings, *, base: Path | None = None) -> None:
        """Load the packaged reader, the one in the folder `settings.model`, or the checkpoint of that name.

        Args:
            settings: Which weights, at what precision, in batches of what size.
            base: A folder with another base model, for tests; its hash is not checked.

        Raises:
            ModelMissingError: A file is missing or is not the expected one.
            ModelError: The files do not fit together.
        """
        folder = PACKAGED_FOLDER if settings.model == PACKAGED_READER else Path(settings.model)
        if folder != PACKAGED_FOLDER and not (folder / assembly.SETTINGS_FILE).is_file():
            self._finder: Finder | CheckpointFinder = CheckpointFinder(settings.model, batch_size=settings.batch_size)
            self._questions, self._claims, self.fingerprint = UNFITTED, UNFITTED, settings.model
        else:
            loaded = assembly.load(folder, precision=settings.precision, base=base)
            self._finder = Finder(loaded.network, PairEncoder(loaded.tokenizer_path), batch_size=settings.batch_size)
            self._questions, self._claims, self.fingerprint = loaded.questions, loaded.claims, loaded.fingerprint
        self.question_threshold = self._questions.threshold
        self.claim_threshold = self._claims.threshold

    def read(
        self, question: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        """Return what each passage answers, in the order of `passages`; none give `()`.

        Args:
            question: What is asked, in any style.
            passages: Where to look; each is read for itself.
            threshold: The probability below which a passage's `answer_span` is `None`; 0 always gives the best span
                there is. Without it, `question_threshold`.

        Raises:
            ModelError: The network failed.
        """
        found = self._finder.find([(question, passage.text) for passage in passages], is_claim=False)
        least = self.question_threshold if threshold is None else threshold
        return tuple(
            replace(
                _reading(passage, item, item.span, self._questions, least),
                further=tuple(_reading(passage, one, one.span, self._questions, least) for one in _besides(item)),
            )
            for passage, item in zip(passages, found, strict=True)
        )

    def support(
        self, claim: str, passages: Sequence[Passage], *, threshold: float | None = None
    ) -> tuple[Reading, ...]:
        """Return how far each passage supports `claim`, in the order of `passages`; none give `()`.

        `answer_span` is the supporting sentence, or `None` below the threshold (`claim_threshold` unless given).

        Raises:
            ModelError: The network failed.
        """
        found = self._finder.find([(claim, passage.text) for passage in passages], is_claim=True)
        least = self.claim_threshold if threshold is None else threshold
        return tuple(
            _reading(passage, item, item.span and sentence_around(passage.text, item.span), self._claims, least)
            for passage, item in zip(passages, found, strict=True)
        )


def _besides(found: Found) -> Iterator[Found]:
    """Yield each further answer of a passage as if it were its best: support goes with the margin of what is best."""
    for span, margin in found.further:
        support = found.support - _SUPPORT_PER_MARGIN * (found.margin - margin)
        yield replace(found, span=span, margin=margin, support=support, further=())


def _reading(
    passage: Passage, found: Found, answer: Span | None, calibration: Calibration, threshold: float
) -> Reading:
    score = calibration.log_odds(found)
    probability = calibration.probability(score)
    sentence = sentence_around(passage.text, found.span) if found.span else Span(0, 0)
    offset = passage.span.start
    return Reading(
        passage=passage,
        answer_span=answer.shifted(offset) if answer is not None and probability >= threshold else None,
        sentence_span=sentence.shifted(offset),
        score=score,
        probability=probability,
    )
