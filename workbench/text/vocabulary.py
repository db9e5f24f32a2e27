"""The words, besides abbreviations, by which a sentence boundary is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workbench.errors import WorkbenchError
from workbench.text.abbreviations import Usage, usages
from workbench.text.casing import fold

# Closed-class words: capitalised after a full stop they open a sentence, for no name is
# written like them. Words that are also given names or surnames are kept out.
_AZ_OPENERS = """
bu bunu buna bunun bunda bundan bunlar bunların bunları bununla o onu ona onun onda ondan onlar
onların onları onlara onlardan onunla mən mənim biz bizim bizə siz sizin sən sənin həmin belə
beləliklə belələri eyni eləcə ancaq amma lakin fəqət halbuki çünki həmçinin hərçənd sonra
sonralar sonda daha artıq hələ hələlik hazırda indi indiyədək burada orada buradan oradan
digər digərləri başqa başqaları bir birlikdə bəzi bəziləri hər heç bütün əgər məhz yalnız
ümumiyyətlə ümumilikdə əlavə qeyd xatırladaq bildirək nəticədə bundan habelə yəni məsələn nə
necə niyə harada nəhayət əvvəlcə əvvəllər dünən sabah bəs bəli xeyr hətta üstəlik nəzərə
məlumata mərasimdə tədbirdə görüşdə iclasda çıxışında müsahibədə həqiqətən əslində təəssüf
xüsusilə təbii deməli demək bəlkə guya sanki odur istər ya axı budur
"""
# A lone capital before one of these ends a sentence: they are no surnames.
_AZ_NOT_SURNAMES = """
azərbaycan türkiyə rusiya gürcüstan iran qazaxıstan özbəkistan ukrayna çin abş almaniya fransa
ermənistan italiya ispaniya böyük avropa asiya birinci ikinci üçüncü dördüncü beşinci
sonuncu ilk qalib qalan yanvarın fevralın martın aprelin mayın iyunun iyulun avqustun
sentyabrın oktyabrın noyabrın dekabrın bakıda hakim
"""
_AZ_LABELS = """
maddə fəsil bölmə hissə bənd bab paraqraf əlavə mövzu dərs cədvəl şəkil qrafik diaqram addım
mərhələ
"""
_AZ_LETTERED = "qrup qrupu vitamin vitamini hepatit plan blok korpus kateqoriya variant tip tipi"
_AZ_RULERS = "kral kralı kraliça kraliçası çar çarı imperator imperatoru papa papası sultan şah"
_AZ_MONTHS = "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr"

_EN_OPENERS = """
the a an he she it we they you i this that these those there here his her its our their my in on
at by for from with after before since during while when where who what why how but and so if
as although however meanwhile then now today yesterday also both all some many most one two
it's he's she's they're we're i'm according speaking despite until under over
"""
_EN_LABELS = "article chapter section part table figure appendix annex step"
_EN_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the rules ask about the words around a full stop. Word sets hold folded forms.

    Attributes:
        usages: The abbreviations, see `workbench.text.abbreviations.usages`.
        phrase_ends: The last words of abbreviations of several words: `s` of `və s.`
        openers: Words that open a sentence and are nobody's name.
        not_surnames: Further words that cannot be the surname after an initial.
        labels: Nouns that are numbered in a heading: `Maddə 5. Mülkiyyət`.
        lettered: Nouns told apart by a letter: `qrup A.`
        rulers: Titles before a Roman numeral: `kral II. Karl`.
        date: Matches a date that may open a sentence.
        money: Matches the rest of an amount: `mln. ABŞ dolları`.
        dating: Matches a year or century before an era: `IV əsr e.ə.`
        surname: Matches a word that is a surname by its ending.
        speech: Matches the words of a speaker after a dash: `- Nazir dedi`.
    """

    usages: Mapping[str, Usage]
    phrase_ends: frozenset[str]
    openers: frozenset[str]
    not_surnames: frozenset[str] = frozenset()
    labels: frozenset[str]
    lettered: frozenset[str] = frozenset()
    rulers: frozenset[str] = frozenset()
    date: re.Pattern[str]
    money: re.Pattern[str] = _NEVER
    dating: re.Pattern[str] = _NEVER
    surname: re.Pattern[str] = _NEVER
    speech: re.Pattern[str] = _NEVER


@cache
def vocabulary(language: str = "az") -> Vocabulary:
    """Return the words of `language`.

    Raises:
        WorkbenchError: There are no rules for the language.
    """
    if language == "az":
        return _azerbaijani()
    if language == "en":
        return _english()
    raise WorkbenchError(
        f"there are no sentence rules for the language {language!r}; expected 'az' or 'en'",
        hint="pass language='az' or language='en'.",
    )


def _azerbaijani() -> Vocabulary:
    return Vocabulary(
        usages=usages("az"),
        phrase_ends=_phrase_ends("az"),
        openers=_words(_AZ_OPENERS),
        not_surnames=_words(_AZ_NOT_SURNAMES),
        labels=_words(_AZ_LABELS),
        lettered=_words(_AZ_LETTERED),
        rulers=_words(_AZ_RULERS),
        date=re.compile(
            rf"\d{{4}}(?:[-–]\d{{4}})?-c[ıiuü]\b|\d{{1,2}}(?:[-–]\d{{1,2}})?\s(?:{_AZ_MONTHS})"
        ),
        money=re.compile(
            r"(?:AZN|USD|EUR|GBP|RUB|TRY|TL|CHF|GEL|KZT|ABŞ\s)|[kKmMqQ]?V[tA]\b"
            r"|[^\W\d_]+\s(?:manat|dollar|avro|rubl|lirə|funt|yuan|yen|frank|tenqe|lari)"
        ),
        dating=re.compile(r"(?:\bəsr\w*|\bil\w*|\bminillik\w*|\d|\b[IVXL]+)\s*$"),
        surname=re.compile(r"[^\W\d_]+(?:[oe]va?|zadə|oğlu|qızı|bəyli|ski|skaya)"),
        speech=re.compile(
            r"(?:\w+\s+){1,3}?(?:de(?:di|yir|yib)|söylə|soruş|bildir|vurğula|çağır"
            r"|cavab\sver|əlavə\se[dt]|qeyd\se[dt]|qışqır|pıçılda|gülümsə)\w*\s*[.,:;]"
        ),
    )


def _english() -> Vocabulary:
    return Vocabulary(
        usages=usages("en"),
        phrase_ends=_phrase_ends("en"),
        openers=_words(_EN_OPENERS),
        labels=_words(_EN_LABELS),
        date=re.compile(rf"\d{{1,2}}\s(?:{_EN_MONTHS})"),
        speech=re.compile(
            r"(?:\w+[\s,]+){1,3}?(?:said?|says|ask|asks|asked|added|replie[ds]|recounts?"
            r"|explains?|explained|smiled|cried|shouted)(?:\s\w+)?\s*[.,]"
        ),
    )


def _phrase_ends(language: str) -> frozenset[str]:
    return frozenset(form.split()[-1] for form in usages(language) if " " in form)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())
