"""Korean: content without particles and endings, names kept whole."""

import subprocess
import sys

import pytest

from pagewords.words import Term, analyse, terms


def shown(text: str) -> list[str]:
    return [term.word for term in terms(text, "ko") if not term.stop_word]


def find(text: str, word: str) -> Term:
    return next(term for term in terms(text, "ko") if term.word == word)


def test_a_name_that_begins_with_a_dot_keeps_it_before_a_particle() -> None:
    assert terms(".NET은 좋다", "ko")[0].form == ".NET"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한국의 날씨는 맑고 바람이 분다.", ["한국", "날씨", "맑다", "바람", "불다"]),
        ("학생들이 도서관에서 책을 읽었습니다.", ["학생", "도서관", "책", "읽다"]),
        ("데이터를 수집하고 결과를 저장합니다.", ["데이터", "수집", "결과", "저장"]),
        ("가까운 카페에서 깨끗한 물을 마셨어요.", ["가깝다", "카페", "깨끗하다", "물", "마시다"]),
        ("할 수 있는 것이 없다. 그리고 우리는 가지 않는다.", []),
        ("재사용 가능한 코드", ["재사용", "가능", "코드"]),
        ("5시간 동안 3월 10일 오후3시에", ["오후"]),
    ],
)
def test_content_words(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "오늘은 친구랑 카페에 다녀왔어요. 커피가 진짜 맛있었고 사진 찍기 좋았습니다ㅎㅎ",
            ["오늘", "친구", "카페", "다녀오다", "커피", "맛있다", "사진", "찍다", "좋다"],
        ),
        (
            "플라스크(Flask)와 RQ를 사용해서 작업 큐를 만드는 방법을 알아보겠습니다.",
            ["플라스크", "Flask", "RQ", "사용", "작업", "큐", "만들다", "방법", "알아보다"],
        ),
        (
            "한국은행은 기준금리를 연 3.5%로 동결했다고 밝혔다.",
            ["한국은행", "기준금리", "동결", "밝히다"],
        ),
    ],
)
def test_prose_of_a_blog_a_tutorial_and_the_news(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_verb_spans_stem_and_ending_and_is_named_by_its_dictionary_form() -> None:
    text = "책을 빌려 읽었습니다."
    found = find(text, "읽다")
    assert (found.form, found.lemma, found.key) == ("읽었습니다", "읽다", "읽다")
    assert text[found.start : found.end] == "읽었습니다"


def test_a_compound_that_recurs_stays_whole() -> None:
    once = "마을금리를 올렸다. 금리가 높다."
    assert shown(once)[:2] == ["마을", "금리"]
    assert shown(once + " 마을금리가 높다.").count("마을금리") == 2


@pytest.mark.parametrize("name", ["챗GPT", "코로나19", "AI반도체", "파이썬3", "API키"])
def test_a_compound_with_latin_letters_or_digits_stays_whole(name: str) -> None:
    assert find(f"새로운 {name}를 보았다.", name).form == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C#은 좋은 언어다.", ["C#", "좋다", "언어"]),
        ("30%는 반대", ["반대"]),
        ("LG전자 SK하이닉스 KBS1 MBC뉴스", ["LG전자", "SK하이닉스", "KBS1", "MBC뉴스"]),
        ("1인 가구와 1인당 소득", ["가구", "소득"]),
        ("www.example.com에서 example.com으로 옮겼다.", ["옮기다"]),
    ],
)
def test_particles_after_symbols_and_latin_letters(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_tags_and_mentions_give_their_word_and_addresses_none() -> None:
    text = "#이벤트 @쇼핑몰 test@example.com https://example.com/상품/12 에서"
    assert shown(text) == ["이벤트", "쇼핑몰"]


def test_eojeol_and_sentences() -> None:
    found = analyse("나는 학교에 간다. 123 너도\n… 간다!")
    assert found.language == "ko"
    assert found.eojeol_starts == [0, 3, 7, 15, 20]
    assert found.sentences == [0, 11, 20]
    assert analyse("A page in English.").eojeol_starts is None


def test_a_korean_programming_tutorial_is_no_list_of_english_stop_words() -> None:
    found = terms("함수는 the value를 return 합니다", "ko")
    assert [term.form for term in found if term.form == "the" and term.stop_word]


BLOCKED = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("kiwipiepy", "sudachipy"):
            raise ImportError(name)
sys.meta_path.insert(0, Blocker())
from pagewords.words import analyse
korean = analyse("한국의 날씨는 매우 맑다.")
japanese = analyse("私は東京に行きました。")
assert korean.approximate and japanese.approximate
assert [term.form for term in korean.terms][:2] == ["한국", "날씨"]
assert "東京" in [term.form for term in japanese.terms]
assert not analyse("Plain English words.").approximate
print("stood in")
"""


def test_icu_is_the_fallback_and_the_analysis_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED], capture_output=True, text=True, timeout=50, check=False
    )
    assert done.stdout.strip() == "stood in", done.stderr


def test_the_analysers_themselves_are_not_approximate() -> None:
    assert not analyse("한국어와 日本語です").approximate


def test_a_particle_after_a_space_is_no_word() -> None:
    found = [term.word for term in terms("API 를 쓴다. Node.js 는 빠르다. Docker 을 배운다", "ko")]
    assert found == ["API", "쓰다", "Node.js", "빠르다", "Docker", "배우다"]


def test_korean_without_spaces_is_read() -> None:
    text = "나는오늘학교에가서친구를만나고밥을먹었다그리고집에돌아와서책을읽고잠을잤다" * 20
    found = [term.word for term in terms(text, "ko")]
    assert found.count("학교") == found.count("먹다") == 20
