"""Scripts without spaces, and pages that mix scripts."""

import unicodedata

from pagewords.words import analyse, terms


def forms(text: str, language: str) -> list[str]:
    return [term.form for term in terms(text, language)]


def test_japanese_particles_are_words_and_stop_words() -> None:
    found = terms("猫が魚を食べました。", "ja")
    assert [term.form for term in found] == ["猫", "が", "魚", "を", "食べ", "まし", "た"]
    assert [term.form for term in found if not term.stop_word] == ["猫", "魚", "食べ"]
    assert found[4].lemma == "食べる"


def test_japanese_weak_verbs_are_stop_words_after_a_verb_only() -> None:
    after, alone = terms("食べてみる", "ja")[-1], terms("映画を見る", "ja")[-1]
    assert after.stop_word
    assert not alone.stop_word or alone.lemma != "見る"


def test_chinese_and_thai_are_cut_by_dictionary() -> None:
    assert forms("我们今天学习中文。", "zh") == ["我们", "今天", "学习", "中文"]
    assert forms("ภาษาไทยง่าย", "th") == ["ภาษา", "ไทย", "ง่าย"]
    for language, text in (("lo", "ພາສາລາວ"), ("km", "ភាសាខ្មែរ"), ("my", "မြန်မာဘာသာ")):
        assert "".join(forms(text, language)) == text


def test_names_that_the_chinese_dictionary_lacks_are_joined() -> None:
    found = forms("疫情期间微信用户点击链接，特朗普和服务器。台積電與臉書", "zh")
    assert {"疫情", "微信", "点击", "链接", "特朗普", "服务器", "台積電", "臉書"} <= set(found)
    # Where a name is only seen across two words it is none.
    assert forms("新浪潮", "zh") == ["新", "浪潮"]


def test_a_chinese_measure_is_parted_from_the_noun_that_it_counts():
    found = terms("五个人，三辆车，一辆车，两只猫。这位老师", "zh")
    assert [term.form for term in found if not term.stop_word] == ["人", "车", "车", "猫", "老师"]


def test_chinese_pairs_that_are_two_words_are_split() -> None:
    found = terms("我是学生，他就是老师，这不是书，也是我的。一个人", "zh")
    assert [term.form for term in found] == [
        *("我", "是", "学生", "他", "就是", "老师", "这", "不", "是", "书", "也", "是", "我", "的"),
        *("一", "个", "人"),
    ]
    assert [term.form for term in found if not term.stop_word] == ["学生", "老师", "书", "人"]


def test_chinese_numbers_and_their_measures_are_hidden() -> None:
    found = terms("2020年3月5日，三次，新年", "zh")
    assert [term.form for term in found if not term.stop_word] == ["新年"]
    assert not terms("去年的今天", "zh")[0].stop_word


def test_thai_names_and_nouns_made_of_verbs_are_one_word() -> None:
    assert forms("ความเห็น ความยากใน เฟซบุ๊ก", "th") == ["ความเห็น", "ความยาก", "ใน", "เฟซบุ๊ก"]
    assert forms("ความ", "th") == ["ความ"]


def test_text_goes_on_right_after_an_address() -> None:
    assert forms("URLはhttps://example.jp、東京です", "ja") == ["URL", "は", "東京", "です"]
    assert forms("info@example.comまで連絡", "ja") == ["まで", "連絡"]
    assert forms("来源：https://example.com/a.html。北京", "zh") == ["来源", "北京"]
    assert forms("访问https://example.com/b查看", "zh") == ["访问", "查看"]
    assert forms("https://a.kr(참고) 문서, example.com입니다", "ko") == ["참고", "문서"]
    assert forms("https://ko.wikipedia.org/wiki/파이썬_(언어) 문서", "ko") == ["문서"]


def test_digits_and_latin_letters_end_a_thai_word() -> None:
    text = "ปี2567ที่ iPhone15ที่ 5คน COVID-19ใน"
    assert forms(text, "th") == ["ปี", "ที่", "iPhone15", "ที่", "คน", "COVID-19", "ใน"]


def test_invisible_characters_do_not_split_words() -> None:
    for language, text, word in (
        ("ko", "대한\u00ad민국의", "대한민국"),
        ("ko", "소프트\u200b웨어를", "소프트웨어"),
        ("ja", "東\u00ad京で", "東京"),
        ("ja", "葛\U000e0100城で", "葛城"),
    ):
        found = terms(text, language)[0]
        assert (found.word, text[found.start : found.end]) == (word, found.form)
    assert forms("ㅤ ㅤ", "ko") == []


def test_the_script_of_each_run_decides_its_segmenter() -> None:
    text = "English words, 한국어를 배운다\nカタカナを書く and ภาษาไทย\nthe end"
    found = forms(text, "en")
    assert {"English", "한국어", "배운다", "カタカナ", "書く", "ภาษา", "ไทย", "end"} <= set(found)
    assert "를" not in found


def test_chinese_characters_are_read_in_the_language_of_the_page() -> None:
    assert "東京都" not in forms("東京都民", "zh")
    assert [term.form for term in terms("中国的字", "en") if term.stop_word] == ["的"]


def test_names_in_latin_letters_survive_between_other_scripts() -> None:
    assert forms("Node.jsとC++を使う", "ja")[:3] == ["Node.js", "と", "C++"]
    assert "COVID-19" in forms("新冠病毒COVID-19疫情", "zh")


def test_latin_words_and_units_in_chinese_are_those_of_other_pages() -> None:
    assert forms("内存128MB，长10km，ciphers：aes，C:D，iPhone15手机", "zh")[1:] == [
        *("MB", "长", "km", "ciphers", "aes", "C", "D", "iPhone15", "手机")
    ]


def test_the_current_era_is_one_word() -> None:
    found = terms("令和5年と平成30年、令和元年度", "ja")
    assert [(term.form, term.lemma) for term in found][:1] == [("令和", "令和")]
    assert [term.form for term in found].count("令和") == 2
    assert ("平成", "平成") in [(term.form, term.lemma) for term in found]


def test_a_japanese_reading_in_brackets_is_no_part_of_the_word_before_it() -> None:
    assert forms("高校（こうこう）に", "ja") == ["高校", "こうこう", "に"]
    assert forms("国連の機関(ユネスコ)は", "ja")[-3:] == ["機関", "ユネスコ", "は"]


def test_offsets_are_right_after_emoji() -> None:
    for language, text in (
        ("ko", "😀👍🏽 한국어 😀 문장"),
        ("ja", "😀 日本語 😀 文"),
        ("zh", "😀 中文 😀 句子"),
        ("th", "😀 ภาษาไทย 😀 ง่าย"),
        ("en", "😀 word 😀 other"),
    ):
        found = terms(text, language)
        assert found
        assert all(text[term.start : term.end] == term.form for term in found)
        assert text.endswith(found[-1].form)


def test_a_line_break_ends_words_and_sentences() -> None:
    found = analyse("one two. Three Mr. Smith said 3.5 times! Four\nfive\n\n...\nsix", "en")
    assert found.sentences == [0, 9, 41, 46, 56]
    chinese = analyse("今天下雨。明天晴天！", "zh")
    assert chinese.sentences == [0, 5]


def test_decomposed_syllables_are_the_same_words() -> None:
    for language, text in (
        ("ko", "한국의 날씨는 맑다 😀 서울"),
        ("ja", "ガラスを食べる"),
        ("en", "café été"),
    ):
        parts = unicodedata.normalize("NFD", text)
        given, apart = terms(text, language), terms(parts, language)
        assert [term.word for term in given] == [term.word for term in apart]
        assert [term.key for term in given] == [term.key for term in apart]
        assert all(parts[term.start : term.end] == term.form for term in apart)
        assert [unicodedata.normalize("NFC", term.form) for term in apart] == [
            term.form for term in given
        ]


def test_what_is_longer_than_any_word_is_data() -> None:
    for language, text in (("ja", "カタカナ" + "ア" * 400), ("lo", "ກ" * 300), ("zh", "中文")):
        assert all(term.end - term.start <= 150 for term in terms(text, language))


def test_latin_words_in_korean_and_japanese_sentences_are_nouns() -> None:
    for language, text in (("ko", "API 문서를 읽는다"), ("ja", "APIの説明を読む")):
        assert terms(text, language)[0].word_class == "noun"
    assert terms("API documents", "en")[0].word_class is None
