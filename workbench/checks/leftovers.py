"""What an engine left behind: words of the source, and signs of its own."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from typing_extensions import override

from workbench.checks.check import Check, shortened
from workbench.checks.words import Word, source_words, target_words
from workbench.model.finding import Finding, Pair, Replacement, Severity

# Frequent Azerbaijani words that English does not have, in letters that English has.
_FREQUENT_WORDS = frozenset(
    {
        "bu", "ki", "olan", "olub", "olaraq", "edib", "edir", "etdi", "edilib", "bildirib", "deyib",
        "qeyd", "daha", "lakin", "amma", "kimi", "sonra", "onun", "onlar", "bir", "ilk", "yeni",
        "burada", "orada", "oldu", "olacaq", "bunun", "bundan", "buna", "ona", "ondan", "geri",
        "yox", "iki", "il", "deyil", "iyirmi", "onu", "biri", "saat", "ilin", "otuz", "eyni",
        "vaxt", "yeddi", "milyon", "yol", "indi", "faiz", "orta", "davam", "ay", "ikinci", "bunu",
        "birinci", "illik", "kilometr", "elan", "hava", "insan", "yerli", "olunan", "pul", "faizi",
        "halda", "ucuz", "olar", "tam", "daxil", "etdiyi", "izah", "yer", "milyard", "xarici",
        "adi", "dili", "isti", "onlara", "dair", "tez", "suyu", "ehtiyat", "quru", "xeyli",
        "etiraf", "siyasi", "hesabla", "pulsuz", "halbuki", "bizim", "vergi", "imkan", "yoxsa",
        "texniki", "sual", "bizi", "tutan", "dil", "iyulun", "yaxud", "iddia", "ehtiyac", "imza",
        "istehsal", "sakit", "nazik", "usta", "yaz", "sosial", "onunla", "idman", "borc", "alim",
        "yolun", "yolunu", "balaca", "sabit", "piyada", "tikinti", "tibbi", "nazir", "daimi",
        "gizli", "idxal", "hakim", "sonuncu", "ixrac", "bina", "aparan", "ictimai", "bazar",
        "heyvan", "tarix", "ata", "sinif", "oraya", "buraya", "liman", "yumurta", "sahibkar",
        "bununla", "oxuyan", "asan", "var", "fiziki", "komissiya", "turizm", "enerji", "metr",
        "boyu", "kimin", "onda", "havada", "kitabxana",
    }
)  # fmt: skip
# A q without u, letters with marks, and endings of verbs and cases that English words do not have.
_AZERBAIJANI_FORM = re.compile(
    r"(?!(?:memorandum|referendum|veranda|propaganda)\Z)(?:"
    r"\w*q(?!u)\w*|[^\W_]*[çöşü][\w-]*|\w{2,24}[iu]r|(?P<twice>\w{2,12})-(?P=twice)"
    r"|\w{1,24}(?:d[iu](?:m|n|lar)?|d[iu]y[iu]\w*)"
    r"|\w{2,24}(?:[aiu]b|[aeiou]caq|[dt]ur|maq|l[iu]k|[b-df-hj-np-tv-z]dan|[aiu]nda|rda|la[ir]in)"
    r"|(?!dollar)\w{2,24}lar(?:a|da|la)?|\w{2,24}[iu]n[iu]n)"
)
_COPIED_RUN = 3
_QUOTES = frozenset("\"'‘’“”«»")
_SHORTEST_COPIED = 3
_ENGINE_MARK = re.compile(
    r"</?(?:s|unk|pad|bos|eos|mask)>|\[(?:UNK|PAD|CLS|SEP|MASK)\]|@@(?=\s|$)"
    r"|__\w{2,3}__|>>\w{2,4}<<|[\u2581\u2047\ufffd]"
)
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});")
_PIECE_MARK = "\u2581"


class UntranslatedWords(Check):
    """Azerbaijani words that stand in the English as they stand in the source.

    One word in small letters with an Azerbaijani form (`olub`, `qaynaqlar`), or three copied words
    in a row. Left alone: names, a word in quotes of its own, which is talked about, and words both
    languages share (`bank`, `internet`, `manat`). Words with ə, ğ, ı, İ have a rule of their own.
    """

    id: ClassVar[str] = "untranslated-words"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "A word copied from the source tells the English reader nothing."
    reason_az: ClassVar[str] = "Orijinaldan köçürülmüş söz ingilis oxucusuna heç nə demir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        source = source_words(pair.source)
        texts = {word.text for word in source}
        words = target_words(pair.target)
        copied = [word.text in texts for word in words]
        if not any(copied):
            return
        runs = {tuple(word.text for word in run) for run in _threes(source)}
        reported = 0
        for index, word in enumerate(words):
            run = words[index : index + _COPIED_RUN]
            if word.start < reported or not copied[index]:
                continue
            whole = _is_copied(run, runs)
            if whole or (_is_azerbaijani(word.text) and not _is_quoted(word, pair.target)):
                reported = run[-1].end if whole else word.end
                yield self._left(pair.target, word.start, reported)

    def _left(self, target: str, start: int, end: int) -> Finding:
        text = shortened(target[start:end])
        return self.finding(
            f"'{text}' stands in the source like this.",
            f"“{text}” orijinaldakı kimi qalıb.",
            target=(start, end),
        )


class EngineMarks(Check):
    """Signs of an engine's vocabulary or of HTML, such as `<unk>`, `▁`, `@@` and `&quot;`.

    Left alone: what the source has as well.
    """

    id: ClassVar[str] = "engine-marks"
    severity: ClassVar[Severity] = Severity.ERROR
    reason_en: ClassVar[str] = "Marks of the machinery do not belong in print."
    reason_az: ClassVar[str] = "Mühərrikin daxili işarələri mətnə düşməməlidir."

    @override
    def findings(self, pair: Pair) -> Iterator[Finding]:
        places = sorted(
            [
                found
                for pattern in (_ENGINE_MARK, _ENTITY)
                for found in pattern.finditer(pair.target)
            ],
            key=lambda found: found.start(),
        )
        known = set(_ENGINE_MARK.findall(pair.source)) | set(_ENTITY.findall(pair.source))
        for found in places:
            if found[0] not in known:
                yield self.finding(
                    f"'{found[0]}' is a mark of the machinery.",
                    f"“{found[0]}” mühərrikin daxili işarəsidir.",
                    target=found.span(),
                    fix=_cleared(found),
                )


def _cleared(found: re.Match[str]) -> Replacement | None:
    if found[0].startswith("&"):
        plain = html.unescape(found[0])
        return Replacement(*found.span(), plain) if plain.isprintable() else None
    if found[0] == _PIECE_MARK:
        return Replacement(*found.span(), " ")
    return None


def _threes(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    return (words[index : index + _COPIED_RUN] for index in range(len(words) - _COPIED_RUN + 1))


def _is_azerbaijani(word: str) -> bool:
    if len(word) == 1 or not word.islower():
        return False
    return word in _FREQUENT_WORDS or bool(_AZERBAIJANI_FORM.fullmatch(word))


def _is_quoted(word: Word, text: str) -> bool:
    before, after = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1]
    return before in _QUOTES or after in _QUOTES


def _is_copied(run: Sequence[Word], runs: set[tuple[str, ...]]) -> bool:
    texts = tuple(word.text for word in run)
    long_enough = all(len(text) >= _SHORTEST_COPIED for text in texts)
    small = all(text.islower() for text in texts)
    return texts in runs and long_enough and small
