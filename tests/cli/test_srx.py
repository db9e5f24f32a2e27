"""`srx`: the sentence rules as a file."""

from workbench.text.srx import srx_rules


def test_the_rules_are_written_as_a_file(workbench, folder):
    outcome = workbench("srx", "az.srx")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "sentence rules written to az.srx\n"
    assert (folder / "az.srx").read_text("utf-8") == srx_rules()


def test_quotations_are_divided_when_asked_and_standard_output_will_do(workbench):
    assert workbench("srx", "-", "--inside-quotations").out == srx_rules(inside_quotations=True)
    assert srx_rules(inside_quotations=True) != srx_rules()


def test_a_place_that_cannot_be_written_is_named(workbench):
    outcome = workbench("srx", "absent/az.srx")
    assert outcome.status == 2
    assert "absent/az.srx: cannot be written" in outcome.err
