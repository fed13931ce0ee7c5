"""Japanese: words as a reader looks them up, in all their forms and spellings."""

import pytest

from pagewords.words import terms
from pagewords.words.japanese import sudachi


def words(text: str) -> list[str]:
    return [term.word for term in terms(text, "ja") if not term.stop_word]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("彼女は笑って走った。", ["笑う", "走る"]),
        ("寒くて暗かった。", ["寒い", "暗い"]),
        ("窓が閉められていた。", ["窓", "閉める"]),
        ("静かに読む", ["静か", "読む"]),
    ],
)
def test_verbs_and_adjectives_are_shown_by_their_dictionary_form(text, shown):
    assert words(text) == shown


def test_forms_stay_as_written():
    found = [term for term in terms("鳥が飛んだ。飛べば速い。", "ja") if term.word == "飛ぶ"]
    assert [term.form for term in found] == ["飛ん", "飛べ"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # noun suffixes
        ("裁判官と消費者が映画館で", ["裁判官", "消費者", "映画館"]),
        ("共産党の実用性", ["共産党", "実用性"]),
        # a noun of one character after a noun, or before one
        ("編集部と国語科、登録料の県知事", ["編集部", "国語科", "登録料", "県知事"]),
        ("参加者数を", ["参加者数"]),
        # all nouns of the name of a body
        ("国土交通省と自由民主党の総務省", ["国土交通省", "自由民主党", "総務省"]),
        # prefixes
        ("お皿とお店、ご両親の未確認の再検査", ["お皿", "お店", "ご両親", "未確認", "再検査"]),
        ("不正確で無関係な話", ["不正確", "無関係", "話"]),
        # stems with a suffix
        ("歩き方の速さと静かさ", ["歩き方", "速さ", "静かさ"]),
        # the suffix that makes adjectives
        ("伝統的な家", ["伝統的", "家"]),
    ],
)
def test_a_noun_and_its_affixes_are_one_word(text, shown):
    assert words(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("佐藤さんと木村氏", ["佐藤", "木村"]),
        ("医師たちと患者ら", ["医師", "患者"]),
        ("各大学と全社員", ["大学", "社員"]),
        ("30人が4日、500円で5階に", []),
        ("二時間かかった。三時間かかった。面接の時間", ["かかる", "かかる", "面接", "時間"]),
        ("画面側と店舗別", ["画面", "側", "店舗", "別"]),
    ],
)
def test_what_only_points_counts_or_honours_stays_apart(text, shown):
    assert words(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "受け付け、受付け、受付",
        "猫、ねこ、ネコ",
        "プリンター、プリンタ",
        "見つける、みつける",
        "分かりやすい、わかりやすい",
    ],
)
def test_spellings_of_a_word_are_one_row(text):
    groups = [{term.lemma for term in terms(part, "ja")} for part in text.split("、")]
    assert all(group == groups[0] for group in groups)
    assert len(groups[0]) == len(terms(text.split("、")[0], "ja"))


def test_a_word_is_shown_as_the_page_spells_it():
    assert words("こどもがわからない") == ["こども", "わかる"]


def test_a_verb_that_is_a_noun_here_joins_the_noun():
    noun, verb = terms("振込み", "ja")[0], terms("彼の振込みを見た", "ja")[2]
    assert (verb.form, verb.word_class) == ("振込み", "noun")
    assert verb.lemma == noun.lemma


def test_compounds_that_recur_are_whole():
    text = "画像処理を学ぶ。画像処理の本。医療画像処理装置。"
    assert words(text) == ["画像処理", "学ぶ", "画像処理", "本", "医療", "画像処理", "装置"]
    assert words("画像処理を学ぶ。") == ["画像", "処理", "学ぶ"]


def test_a_compound_is_one_word_wherever_the_analyser_cuts_it():
    whole, cut = "フレームレート", "高フレームレート化"
    assert words(f"{whole}。{whole}は{cut}する。").count("フレームレート") >= 2


def test_latin_letters_belong_to_compounds_that_recur():
    text = "USBメモリを買う。USBメモリは小さい。USBは古い。"
    assert words(text) == ["USBメモリ", "買う", "USBメモリ", "小さい", "USB", "古い"]


def test_spellings_of_compounds_are_one_row():
    text = "利用者データ。利用者データー。利用者データ"
    assert len({term.lemma for term in terms(text, "ja")}) == 1


def test_addresses_belong_to_no_compound():
    text = "詳細https://example.jp/a詳細 詳細https://example.jp/a詳細"
    assert words(text) == ["詳細"] * 4


def test_each_word_has_its_class():
    found = terms(
        "奈良で小さな鹿がゆっくり静かに歩く。機械的な音、Pythonの美しい山梨県、環境省", "ja"
    )
    assert {term.word: term.word_class for term in found if not term.stop_word} == {
        "奈良": "name",
        "鹿": "noun",
        "ゆっくり": "adverb",
        "静か": "adjective",
        "歩く": "verb",
        "機械的": "adjective",
        "音": "noun",
        "Python": "noun",
        "美しい": "adjective",
        "山梨県": "name",
        "環境省": "name",
    }
    assert {term.word_class for term in found if term.stop_word} == {"other"}


def test_signs_for_words_are_counted_as_these_and_change_nothing_for_later_pages(monkeypatch):
    page = "男の人が会社まで五キロ歩く。"
    monkeypatch.setattr(sudachi, "_entries", {})
    expected = words(page)
    monkeypatch.setattr(sudachi, "_entries", {})
    signs = "㊚と㆟は㍿まで5㌔だ。"
    assert {"㊚", "㆟"} <= {*words(signs)}
    assert all(term.end > term.start for term in terms(signs, "ja"))
    # Signs that the dictionary lacks are none.
    assert words("コロコロ™と№5だ。") == ["コロコロ"]
    assert words(page) == expected
