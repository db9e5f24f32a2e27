"""Names for the objects of libraries that come without types, so that signatures still speak."""

from typing import Any, TypeAlias

HubModel: TypeAlias = Any
"""A transformers model, or the class of one."""

HubTokenizer: TypeAlias = Any
"""A transformers tokenizer."""

PieceModel: TypeAlias = Any
"""A sentencepiece model."""

Rows: TypeAlias = Any
"""A torch tensor of the numbers of pieces, one row a sequence."""

Generated: TypeAlias = Any
"""What the `generate` of a transformers model returns."""

GenerationOptions: TypeAlias = Any
"""A transformers GenerationConfig."""

Translator: TypeAlias = Any
"""A CTranslate2 translator."""

Translation: TypeAlias = Any
"""A CTranslate2 result: hypotheses as pieces, with scores."""

Scored: TypeAlias = Any
"""A CTranslate2 scoring result: the log-probability of each piece."""

Loader: TypeAlias = Any
"""A CTranslate2 loader: turns a transformers model into a specification."""

ConversionConfig: TypeAlias = Any
"""The special pieces of a converted model."""
