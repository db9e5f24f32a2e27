"""A real network learns a toy language, is stopped, resumed, killed and exported."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice

import pytest
import torch

from workbench.errors import WorkbenchError
from workbench.training.export import export_model
from workbench.training.learners import Learner
from workbench.training.mixture import Mixture
from workbench.training.network import new_network
from workbench.training.objective import expected_alignment
from workbench.training.recipe import RecipeFile
from workbench.training.run_folder import RunFolder
from workbench.training.trainer import Limits, Material, Trainer
from workbench.training.training_log import LogLine
from workbench.training.validation import Score, Validation
from workbench.workflows.train_model import align_pieces


@pytest.fixture(scope="module")
def table(encoded, pieces, recipe):
    return align_pieces([encoded], pieces, recipe)


@pytest.fixture
def new_trainer(tmp_path, recipe, pieces, encoded, table, corpus):
    def make(name="run", **options):
        validation = Validation([corpus], pieces)
        return Trainer(
            recipe,
            Material(pieces, [encoded], table),
            tmp_path / name,
            validation=validation,
            **options,
        )

    return make


def weights(trainer):
    return torch.cat([p.detach().flatten() for p in trainer.network.parameters()])


def test_it_learns_the_toy_language(new_trainer):
    trainer = new_trainer()
    told: list[LogLine] = []
    trainer.run(Limits(steps=250, validation_steps=125), progress=told.append)
    left = [line.minutes_left for line in told]
    assert left[0]
    assert left[-1] == 0
    (score,) = trainer.validate()
    assert score.bleu > 90
    log = (trainer.folder / "log.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(log.splitlines()))
    assert [row["step"] for row in rows] == ["100", "125", "200", "250"]
    assert float(rows[-1]["loss"]) < float(rows[0]["loss"])
    assert rows[-1]["scores"].startswith("toy:")


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(new_trainer):
    whole = new_trainer("whole")
    whole.run(Limits(steps=12))
    new_trainer("halves").run(Limits(steps=5))
    resumed = new_trainer("halves")
    assert resumed.position.step == 5
    resumed.run(Limits(steps=12))
    assert torch.equal(weights(whole), weights(resumed))


def test_two_learners_learn_as_well_and_the_same_each_time(new_trainer):
    limits = Limits(steps=250, validation_steps=250)
    first, again = (new_trainer(name, learners=2) for name in ("first", "again"))
    first.run(limits)
    again.run(limits)
    assert first.validate()[0].bleu > 90
    assert torch.equal(weights(first), weights(again))


def test_learners_read_every_batch_once_across_a_stop(
    new_trainer, recipe, pieces, encoded, monkeypatch
):
    read = []
    learn = Learner.learn

    def noted(self, batch):
        read.append(batch[:2])
        return learn(self, batch)

    monkeypatch.setattr(Learner, "learn", noted)
    new_trainer(learners=3).run(Limits(steps=5))
    resumed = new_trainer(learners=3)
    resumed.run(Limits(steps=8))
    assert resumed.position.step == 8
    # What was begun and not counted before the stop is begun again.
    due = islice(Mixture([encoded], recipe, pieces).batches(), 8)
    assert set(read) >= {batch[:2] for batch in due}
    assert sorted(set(read[:7])) == sorted(read[:7])


def test_cooling_down_keeps_the_warm_checkpoint(new_trainer):
    new_trainer().run(Limits(steps=5))
    cooled = new_trainer()
    limits = Limits(cool_down=4)
    cooled.run(limits)
    assert cooled.position.step == 9
    assert cooled.learning_rate(limits) == 0.0
    assert new_trainer().position.step == 5
    assert (cooled.folder / "cooled.pt").exists()


def test_a_cool_down_that_was_stopped_goes_on_where_it_was(new_trainer):
    new_trainer().run(Limits(steps=5))
    limits = Limits(cool_down=4)
    undisturbed = new_trainer()
    undisturbed.run(limits)
    (undisturbed.folder / "cooled.pt").unlink()
    answers = iter([False, True])
    new_trainer().run(limits, stopped=lambda: next(answers))
    second = new_trainer()
    second.run(limits)
    assert second.position.step == 9
    for mine, theirs in zip(
        second.network.parameters(), undisturbed.network.parameters(), strict=True
    ):
        assert torch.equal(mine, theirs)
    new_trainer().run(Limits(steps=7))
    later = new_trainer()
    later.run(limits)
    assert later.position.step == 11


def test_the_rate_grows_holds_and_falls_and_a_cool_down_ends_it(tmp_path, recipe, pieces, encoded):
    slow = replace(recipe, learning_rate=1.0, warm_up=10, hold=100)
    trainer = Trainer(slow, Material(pieces, [encoded]), tmp_path / "run")

    def rate(step, limits=Limits()):  # noqa: B008 - never changed
        trainer.position.step = step
        return trainer.learning_rate(limits)

    assert [rate(0), rate(4), rate(9), rate(99)] == pytest.approx([0.1, 0.5, 1, 1])
    assert rate(399) == pytest.approx(0.5)
    trainer.position.cooling_from = 399
    cooling = Limits(cool_down=100)
    assert [rate(399, cooling), rate(499, cooling)] == pytest.approx([0.5, 0])
    assert rate(449, cooling) == pytest.approx(0.5 * (100 / 450) ** 0.5)


def test_matrices_of_later_layers_begin_smaller(recipe, pieces):
    network = new_network(replace(recipe, encoder_layers=4), pieces).model.encoder
    spread = [float(layer.fc1.weight.detach().std()) for layer in network.layers]
    assert [spread[0] / one for one in spread] == pytest.approx([1, 2**0.5, 3**0.5, 2], rel=0.15)


def test_it_stops_when_nothing_gets_better(new_trainer):
    trainer = new_trainer()
    trainer.position.best = 1e9
    where = trainer.run(Limits(steps=100, validation_steps=2, patience=3))
    assert where.step == 6


def test_a_run_that_got_worse_gives_back_its_best_weights(new_trainer):
    trainer = new_trainer()
    limits = Limits(steps=100, validation_steps=2, patience=3)
    scores = iter([30.0, 40.0, 35.0, 39.0, 40.0])
    best = []

    def validate():
        best.append(torch.cat([p.detach().flatten() for p in trainer.averaged.parameters()]))
        return [Score("toy", 1.0, next(scores))]

    trainer.validate = validate
    assert trainer.run(limits).step == 10
    exported = torch.load(trainer.folder / "warm.pt", weights_only=True)["averaged"]
    shipped = new_trainer("other").averaged
    shipped.load_state_dict(exported)
    found = torch.cat([p.detach().flatten() for p in shipped.parameters()])
    assert torch.equal(found, best[1])
    assert not torch.equal(found, best[4])


def test_the_mean_gradient_of_batches_makes_a_step(tmp_path, recipe, pieces, encoded, monkeypatch):
    trainer = Trainer(replace(recipe, accumulate=3), Material(pieces, [encoded]), tmp_path / "run")
    stepped = []
    monkeypatch.setattr(trainer, "_move", lambda _rate: stepped.append(gradient(trainer.network)))
    monkeypatch.setattr(trainer, "learning_rate", lambda _limits: 0.0)
    trainer.run(Limits(steps=1), stopped=lambda: True)
    alone = []
    for batch in islice(Mixture([encoded], recipe, pieces).batches(), 3):
        learner = Learner(new_network(recipe, pieces), recipe, pieces.pad, None)
        learner.learn(batch)
        alone.append(gradient(learner.copy.network))
    mean = torch.stack(alone).mean(0)
    # Sums in half precision depend on how the cores share them.
    assert (stepped[0] - mean).norm() < 0.01 * mean.norm()
    assert trainer.position.batch == 3


def gradient(network):
    known = (p.grad for p in network.parameters() if p.grad is not None)
    return torch.cat([one.float().flatten() for one in known])


def test_a_damaged_checkpoint_is_refused(new_trainer):
    trainer = new_trainer()
    trainer.run(Limits(steps=1))
    (trainer.folder / "warm.pt").write_bytes(b"not a checkpoint")
    with pytest.raises(WorkbenchError, match=r"warm\.pt"):
        new_trainer()


def test_a_checkpoint_of_another_recipe_is_refused(new_trainer, recipe, pieces, encoded):
    trainer = new_trainer()
    trainer.run(Limits(steps=1))
    deeper = replace(recipe, encoder_layers=3)
    with pytest.raises(WorkbenchError, match="another recipe"):
        Trainer(deeper, Material(pieces, [encoded]), trainer.folder)


def test_expected_alignment_rows_are_distributions_or_nothing(table, encoded):
    for source, target in encoded.examples[:9]:
        rows = expected_alignment(table, source, target).sum(axis=1)
        assert all(abs(total - 1) < 1e-5 or total == 0 for total in rows.tolist())
        assert rows[-1] == 0
        assert rows.max() > 0


def test_the_exported_model_translates_like_the_trained_one(
    new_trainer, recipe, pieces, corpus, tmp_path
):
    trainer = new_trainer()
    trainer.run(Limits(steps=250))
    run = RunFolder(trainer.folder)
    run.pieces(lambda: pieces)
    run.describe(RecipeFile(recipe, (), ()), {})
    folder = export_model(trainer.folder, tmp_path / "model")
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model, loading = AutoModelForSeq2SeqLM.from_pretrained(folder, output_loading_info=True)
    assert not loading["missing_keys"]
    sources = [source for source, _ in corpus.pairs]
    assert tokenizer(sources[0])["input_ids"] == pieces.encode(sources[0])
    batch = tokenizer(sources, return_tensors="pt", padding=True)
    output = model.float().generate(**batch, num_beams=1, max_new_tokens=40)
    translated = tokenizer.batch_decode(output, skip_special_tokens=True)
    expected = list(Validation([], pieces).translate(trainer.averaged, sources))
    assert translated == expected
    assert json.loads((folder / "training.json").read_text())["position"]["step"] == 250


def test_export_keeps_the_card_and_needs_a_checkpoint(new_trainer, recipe, pieces, tmp_path):
    with pytest.raises(WorkbenchError, match="no checkpoint"):
        export_model(tmp_path / "nothing", tmp_path / "model")
    trainer = new_trainer()
    trainer.run(Limits(steps=1))
    run = RunFolder(trainer.folder)
    run.pieces(lambda: pieces)
    run.describe(RecipeFile(recipe, (), ()), {})
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "README.md").write_text("card")
    export_model(trainer.folder, tmp_path / "model")
    assert (tmp_path / "model" / "README.md").read_text() == "card"


def test_a_killed_run_leaves_a_whole_checkpoint(tmp_path):
    script = tmp_path / "train.py"
    script.write_text(
        "import sys, torch\n"
        "from pathlib import Path\n"
        "from workbench.training.checkpoint import save_checkpoint\n"
        "number = 0\n"
        "while True:\n"
        "    save_checkpoint({'number': number, 'weights': torch.full((200_000,), number)},\n"
        "                    Path(sys.argv[1]))\n"
        "    number += 1\n"
    )
    path = tmp_path / "warm.pt"
    process = subprocess.Popen([sys.executable, str(script), str(path)])
    deadline = time.monotonic() + 30
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    from workbench.training.checkpoint import load_checkpoint

    saved = load_checkpoint(path)
    assert saved is not None
    assert bool((saved["weights"] == saved["number"]).all())


def test_a_new_run_begins_with_an_exported_model(new_trainer, recipe, pieces, encoded, tmp_path):
    trainer = new_trainer()
    trainer.run(Limits(steps=30))
    run = RunFolder(trainer.folder)
    run.pieces(lambda: pieces)
    run.describe(RecipeFile(recipe, (), ()), {})
    model = export_model(trainer.folder, tmp_path / "model")
    further = RunFolder(tmp_path / "further")
    further.start_from(model)
    assert further.pieces(lambda: pytest.fail("made anew")).model == pieces.model
    begun = Trainer(recipe, Material(pieces, [encoded]), further.path)
    expected = torch.cat([p.flatten() for p in trainer.averaged.parameters()])
    assert torch.allclose(weights(begun), expected, atol=2e-3)
    assert begun.position.step == 0
    begun.run(Limits(steps=2))
    further.start_from(model)
    assert Trainer(recipe, Material(pieces, [encoded]), further.path).position.step == 2


def test_a_run_begins_with_no_other_folder_and_no_other_recipe(
    new_trainer, recipe, pieces, encoded, tmp_path
):
    with pytest.raises(WorkbenchError, match="expected a model"):
        RunFolder(tmp_path / "further").start_from(tmp_path)
    trainer = new_trainer()
    trainer.run(Limits(steps=1))
    run = RunFolder(trainer.folder)
    run.pieces(lambda: pieces)
    run.describe(RecipeFile(recipe, (), ()), {})
    further = RunFolder(tmp_path / "further")
    further.start_from(export_model(trainer.folder, tmp_path / "model"))
    with pytest.raises(WorkbenchError, match="another recipe"):
        Trainer(replace(recipe, encoder_layers=3), Material(pieces, [encoded]), further.path)
