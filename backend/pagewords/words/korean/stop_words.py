"""Korean words with a grammatical job only, by part of speech and by dictionary form."""

from pagewords.words.stop_lists import word_set

#: Pronouns, bound nouns, numerals, determiners, conjunctions and exclamations, as Kiwi tags them.
LIGHT_TAGS = frozenset(("NP", "NNB", "NR", "MM", "MAJ", "IC"))
EMPTY_VERBS = word_set("ko-verbs")
EMPTY_ADVERBS = word_set("ko-adverbs")
EMPTY_NOUNS = word_set("ko-nouns")
