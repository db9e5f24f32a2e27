"""The workbench for scripts: what the command line does, as methods of one object."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from workbench.errors import BadInput, WorkbenchError
from workbench.formats.archives import read_archive
from workbench.formats.bitext import format_for
from workbench.formats.skipping import OnSkip
from workbench.model.article import Article
from workbench.model.segment import Segment
from workbench.model.term import TermMatch
from workbench.model.unit import Status, TranslationUnit
from workbench.settings import Settings, decided, load_settings
from workbench.text.sentences import segments
from workbench.wiring import RunnerName, Wiring
from workbench.workflows.check_corpus import CheckedUnit, check_corpus
from workbench.workflows.drafting import NOBODY, Draft, Watch
from workbench.workflows.export_corpus import WORTH_KEEPING, export_corpus
from workbench.workflows.export_memory import export_memory
from workbench.workflows.import_archive import ImportSummary, import_archive
from workbench.workflows.import_memory import Imported, import_memory, look_through
from workbench.workflows.translate_articles import cut, translate_articles
from workbench.workflows.translate_pending import TranslationSummary, translate_pending
from workbench.workflows.translate_text import translate_texts

if TYPE_CHECKING:
    from workbench.engines.catalogue import CatalogueEntry
    from workbench.engines.engine import Engine
    from workbench.metrics.scores import Score
    from workbench.store.article_list import ArticleLine
    from workbench.store.memory_matches import Match, MemoryMatches
    from workbench.store.records import StoredSegment
    from workbench.store.workspace import Workspace
    from workbench.workflows.evaluate import Row
    from workbench.workflows.evaluate_confidence import ConfidenceEvaluation
    from workbench.workflows.evaluate_terms import TermResult

OnRefusal = Callable[[BadInput], None]
"""Is told of every file that is no article, while the others go on."""


class Workbench:
    """A workspace together with an engine, a glossary and the checks.

    Engine and glossary are loaded when they are first needed: who only splits sentences waits
    for neither. Methods raise WorkbenchError with what happened and, as `hint`, what to do.

    >>> [segment.text for segment in Workbench().segment("Liman açıldı. Qatar gəldi.")]
    ['Liman açıldı.', 'Qatar gəldi.']
    """

    def __init__(
        self,
        workspace: str | Path | None = None,
        *,
        engine: str | Path | None = None,
        glossary: str | Path | None = None,
        create: bool = True,
        **settings: object,
    ) -> None:
        """Name the parts; what is left out comes from `workbench.toml` and the environment.

        Engine and glossary that were chosen for the workspace in the browser go before
        `workbench.toml`, as they do there.

        Args:
            workspace: SQLite file or PostgreSQL URL; None for work on texts and files alone.
            engine: Catalogue id, hub id or model folder.
            glossary: CSV or TBX file.
            create: Whether an absent workspace is made, and the folder of its file.
            settings: Any other setting by its name, such as `beam=1` or `threads=2`.

        Raises:
            WorkbenchError: A setting is unknown or out of range, or the workspace cannot be
                opened.
        """
        named = {"engine": engine, "glossary": glossary}
        chosen = {name: str(value) for name, value in named.items() if value is not None}
        options = settings | chosen
        self.wiring = Wiring(load_settings(Path(), None, **options), decided(None, **options))
        self._location = workspace or ""
        self._workspace: Workspace | None = None
        if workspace is not None:
            self._workspace = self.wiring.open_workspace(workspace, create=create)
            self.wiring = self.wiring.following(self._workspace)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[TranslationUnit]:
        return self.pairs()

    def close(self) -> None:
        """Close the workspace; its file can then be copied."""
        if self._workspace:
            self._workspace.close()

    @property
    def workspace(self) -> "Workspace":
        """Return the store itself, with articles, segments, revisions and post-edits.

        Raises WorkbenchError when no workspace was named.
        """
        if self._workspace is None:
            raise WorkbenchError("no workspace was named", hint='open one: Workbench("news.db")')
        return self._workspace

    @property
    def _divides(self) -> bool:
        return self.wiring.settings.divides_quotations

    # Texts

    def segment(self, text: str, *, inside_quotations: bool | None = None) -> list[Segment]:
        """Return the sentences of a text in which every line is a paragraph, from 0.

        `inside_quotations` divides quotations that are woven into a sentence; None leaves it to
        the setting of that name.
        """
        divides = self._divides if inside_quotations is None else inside_quotations
        return segments(text.split("\n"), inside_quotations=divides)

    def terms(self, text: str) -> list[TermMatch]:
        """Return the glossary's terms in a text, in any inflected form, with their places."""
        return self.wiring.matcher.matches(text)

    def drafts(self, sources: Sequence[str], watch: Watch = NOBODY) -> list[Draft]:
        """Translate sentences and check the pairs, in order; nothing is stored.

        Raises Cancelled when the watch says so.
        """
        return self.wiring.drafter.drafts(sources, watch)

    def translate_text(self, text: str, watch: Watch = NOBODY) -> str:
        """Return a text in English, sentence by sentence; the space between them is kept.

        Raises Cancelled when the watch says so.
        """
        (english,) = translate_texts([text], self.wiring.drafter, watch)
        return english

    # Files

    def read_articles(
        self, *paths: str | Path, on_skip: OnRefusal | None = None
    ) -> Iterator[Article]:
        """Yield the articles of files, folders, ZIP and TAR archives.

        `on_skip` is told of each file that is none. Without it they are collected, and after the
        last article BadInput is raised.
        """
        refused: list[BadInput] = []
        for outcome in read_archive(map(Path, paths)):
            if not isinstance(outcome, BadInput):
                yield outcome
            elif on_skip:
                on_skip(outcome)
            else:
                refused.append(outcome)
        if refused:
            raise BadInput([problem for one in refused for problem in one.problems])

    def translate_articles(
        self, articles: Iterable[Article], watch: Watch = NOBODY
    ) -> Iterator[TranslationUnit]:
        """Yield the translated and checked pairs of articles; nothing is stored."""
        return translate_articles(
            (cut(article, inside_quotations=self._divides) for article in articles),
            self.wiring.drafter,
            articles_per_batch=self.wiring.settings.articles_per_batch,
            watch=watch,
        )

    def read_pairs(
        self, path: str | Path, *, format_name: str | None = None, on_skip: OnSkip | None = None
    ) -> Iterator[TranslationUnit]:
        """Yield the pairs of a TMX, TSV or JSONL file.

        Raises BadInput, after the last pair, for units that cannot be read, unless `on_skip` is
        told of them.
        """
        return format_for(Path(path), format_name).read(Path(path), on_skip)

    def write_pairs(
        self, pairs: Iterable[TranslationUnit], path: str | Path, *, format_name: str | None = None
    ) -> int:
        """Write pairs to a TMX, TSV or JSONL file, whole or not at all; return how many."""
        return format_for(Path(path), format_name).write(pairs, Path(path))

    def check(self, pairs: Iterable[TranslationUnit] | None = None) -> Iterator[CheckedUnit]:
        """Yield pairs with their findings; without an argument, those of the workspace."""
        return check_corpus(self.pairs() if pairs is None else pairs, self.wiring.checks)

    # The workspace

    def import_articles(
        self,
        *paths: str | Path,
        watch: Watch = NOBODY,
        on_skip: OnRefusal = lambda _refusal: None,
    ) -> ImportSummary:
        """Bring articles into the workspace: files, folders, ZIP and TAR archives.

        What is there already stays as it is. Files that are no articles are in the summary, with
        reasons, and `on_skip` is told of each at once.
        """
        articles = read_archive(map(Path, paths))
        return import_archive(
            self.workspace,
            articles,
            watch=watch,
            on_skip=on_skip,
            inside_quotations=self._divides,
        )

    def translate(
        self,
        *,
        runner: RunnerName = "local",
        stop_after: int | None = None,
        watch: Watch = NOBODY,
    ) -> TranslationSummary:
        """Translate and check every segment that has no target; memory goes before the engine.

        Args:
            runner: `local`, threads of this process, or `ray`, the processes of a cluster.
            stop_after: Begin nothing more when so many segments are translated.
            watch: Told of progress from any thread, and asked whether to stop. What is in hand
                then is finished and kept, and the next call goes on there.
        """
        if not self.workspace.counts().segments[Status.EMPTY]:
            return TranslationSummary()
        plan = self.wiring.plan(stop_after=stop_after)
        workers = self.wiring.runner(runner, self._location)
        return translate_pending(self.workspace, workers, plan, watch)

    def pairs(
        self, *, statuses: Collection[str] = (), articles: Collection[str] | None = None
    ) -> Iterator[TranslationUnit]:
        """Stream the pairs in order of article and place, all of one moment.

        Args:
            statuses: Such as "confirmed"; without any, all that have a target but for rejected
                ones.
            articles: Ids of articles, None for all.
        """
        return self.workspace.units(statuses=_statuses(statuses), articles=articles)

    def matches(self, source: str, most: int = 9) -> list["Match"]:
        """Return what was confirmed for a sentence or one like it, the best first."""
        return self._memory.matches_of(source, most)

    @cached_property
    def _memory(self) -> "MemoryMatches":
        from workbench.store.memory_matches import MemoryMatches

        return MemoryMatches(self.workspace)

    def least_certain(self, most: int = 20) -> list["StoredSegment"]:
        """Return the engine's untouched drafts that are least likely to stand, the worst first."""
        from workbench.store.doubts import least_certain

        return least_certain(self.workspace, most)

    def most_work(self, most: int = 20) -> list["ArticleLine"]:
        """Return the articles whose untouched drafts have most words to change, the worst first."""
        from workbench.store.article_list import most_work

        return most_work(self.workspace, most)

    def import_memory(
        self, path: str | Path, *, format_name: str | None = None, watch: Watch = NOBODY
    ) -> Imported:
        """Bring the pairs of a TMX, TSV or JSONL file into the memory; what is there stays.

        Only confirmed and reviewed pairs become memory, and those whose file says nothing of a
        status; the answer counts the others by reason. The file is read to its end before
        anything is stored. Stored are some thousand pairs at a time: the watch may stop it in
        between, and importing again completes it.

        Raises BadInput for a file that is damaged or holds no pair that can be read.
        """
        bitext = format_for(Path(path), format_name)
        look_through(Path(path), bitext)
        return import_memory(self.workspace, Path(path), bitext, watch)

    def export_memory(
        self,
        path: str | Path,
        *,
        format_name: str | None = None,
        watch: Watch = NOBODY,
        on_skip: OnSkip | None = None,
    ) -> int:
        """Write what was confirmed, reviewed or imported to a file; return how many pairs.

        Whole or not at all. Segments that have left their article are in it, too.
        """
        bitext = format_for(Path(path), format_name)
        return export_memory(self.workspace, bitext, Path(path), watch=watch, on_skip=on_skip)

    def export(
        self,
        path: str | Path,
        *,
        statuses: Collection[str] = (),
        format_name: str | None = None,
        on_skip: OnSkip | None = None,
    ) -> int:
        """Write the pairs to a TMX, TSV or JSONL file, whole or not at all; return how many.

        The format is that of the file's ending unless it is named. `on_skip` is told of pairs
        that the format cannot hold.
        """
        bitext = format_for(Path(path), format_name)
        chosen = _statuses(statuses)
        return export_corpus(self.workspace, bitext, Path(path), statuses=chosen, on_skip=on_skip)

    # Measuring, and models

    def score(self, hypotheses: Sequence[str], references: Sequence[str]) -> tuple["Score", ...]:
        """Return BLEU, chrF2++ and TER of sentences against a reference each, with signatures."""
        from workbench.metrics.scores import score_corpus

        return score_corpus(hypotheses, references)

    def evaluate(self, *test_sets: str | Path, engines: Sequence[str] = ()) -> list["Row"]:
        """Return scores, speed and memory of engines on test sets, outputs of others beside.

        Each engine is loaded in a process of its own, so call it from below
        `if __name__ == "__main__":`.

        Args:
            test_sets: Bitexts, or folders with the files `az`, `en` and any `SYSTEM.en`.
            engines: As the setting `engine` names one; that of this workbench without any.
        """
        from workbench.workflows.evaluate import evaluate, offered_test_set

        offered = [offered_test_set(Path(path)) for path in test_sets]
        settings = self.wiring.settings
        chosen = [replace(settings, engine=name) for name in engines or (settings.engine,)]
        return evaluate(offered, [partial(_engine, one) for one in chosen])

    def evaluate_terms(
        self, pairs: Iterable[TranslationUnit], *, control: bool = True, seed: int = 1
    ) -> list["TermResult"]:
        """Return figures of plain drafts, of those that obey the glossary, and of a control.

        The pairs have references as their targets; those without one are passed over. The
        control repairs with random words of the references, drawn by the seed.
        """
        from workbench.workflows.evaluate_terms import TermEvaluation

        wired = Wiring(replace(self.wiring.settings, terms="repair"))
        units = [unit for unit in pairs if unit.target]
        evaluation = TermEvaluation(units, wired.drafter_with(self.wiring.engine), wired.matcher)
        return evaluation.results(control=control, seed=seed)

    def evaluate_confidence(
        self, pairs: Iterable[TranslationUnit], name: str = "pairs"
    ) -> "ConfidenceEvaluation":
        """Return how far the engine's confidence can be trusted; `results()` are the figures.

        The pairs have references as their targets. Raises WorkbenchError when they are too few.
        """
        from workbench.workflows.evaluate_confidence import ConfidenceEvaluation

        units = [unit for unit in pairs if unit.target]
        return ConfidenceEvaluation(units, self.wiring.drafter, name)

    def models(self) -> dict[str, "CatalogueEntry"]:
        """Return the models we know by their ids: licence, size, published score."""
        from workbench.engines.catalogue import catalogue

        return catalogue()

    def fetch_model(self, model: str) -> Path:
        """Fetch a model, a name of `models` or a hub id, and return its folder."""
        from workbench.engines.fetching import fetch

        return fetch(model, cache=self.wiring.cache)

    def convert_model(self) -> Path:
        """Convert this workbench's engine for the fast runtime now, not at its first use."""
        from workbench.engines.conversion import converted

        return converted(self.wiring.checkpoint, "int8", cache=self.wiring.cache)


def _engine(settings: Settings) -> "Engine":
    return Wiring(settings).engine


def _statuses(names: Collection[str]) -> frozenset[Status]:
    """Return the statuses by their names. Raises WorkbenchError for an unknown one."""
    try:
        return frozenset(map(Status, names)) or WORTH_KEEPING
    except ValueError as error:
        known = ", ".join(Status)
        raise WorkbenchError(f"{error}", hint=f"statuses are {known}") from error
