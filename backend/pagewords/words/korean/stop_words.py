"""Korean stop words, by part of speech and dictionary form."""

from pagewords.words.stop_lists import word_set

#: Pronouns, bound nouns, numerals, determiners, conjunctions and exclamations, by Kiwi's tags.
LIGHT_TAGS = frozenset(("NP", "NNB", "NR", "MM", "MAJ", "IC"))
LIGHT_VERBS = word_set("ko-verbs")
LIGHT_ADVERBS = word_set("ko-adverbs")
LIGHT_NOUNS = word_set("ko-nouns")
