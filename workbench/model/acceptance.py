"""Which findings of a segment a person has accepted, each by a name of its own."""

from collections import Counter
from collections.abc import Collection, Sequence
from hashlib import sha256

from workbench.model.finding import Finding

_DIGITS = 12


def finding_names(findings: Sequence[Finding]) -> list[str]:
    """Return a name for each finding of a segment, `check@digest`, the n-th alike with `.n`.

    A name tells the rule and what the finding is about, and no place in the text: it stays while
    something else in the sentence is written.

    >>> from workbench.model.finding import Severity
    >>> comma = Finding(check_id="space", severity=Severity.INFO, message="No.", message_az="Yox.")
    >>> finding_names([comma, comma])
    ['space@38178a20b470', 'space@38178a20b470.2']
    """
    names: Counter[str] = Counter()
    return [_numbered(_name(finding), names) for finding in findings]


def accepted_by(findings: Sequence[Finding], accepted: Collection[str]) -> list[str]:
    """Return for each finding the entry of `accepted` that holds for it, "" where none does.

    An entry is the name of a finding, or the id of a check: that one holds for all of its findings.
    """
    if not accepted:
        return [""] * len(findings)
    return [
        next((entry for entry in (name, finding.check_id) if entry in accepted), "")
        for name, finding in zip(finding_names(findings), findings, strict=True)
    ]


def open_findings(findings: Sequence[Finding], accepted: Collection[str]) -> list[Finding]:
    """Return the findings that nobody has accepted."""
    entries = accepted_by(findings, accepted)
    return [finding for finding, entry in zip(findings, entries, strict=True) if not entry]


def check_of(entry: str) -> str:
    """Return the check that an entry of what was accepted speaks of.

    >>> check_of("numbers@3f2a91c0d5e7"), check_of("numbers")
    ('numbers', 'numbers')
    """
    return entry.partition("@")[0]


def _name(finding: Finding) -> str:
    digest = sha256(finding.subject.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{finding.check_id}@{digest[:_DIGITS]}"


def _numbered(name: str, before: Counter[str]) -> str:
    before[name] += 1
    return name if before[name] == 1 else f"{name}.{before[name]}"
