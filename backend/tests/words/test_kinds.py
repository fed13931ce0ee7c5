"""Kinds of words that a reader would strike out, by language: what is shown, and in which rows."""

from collections import Counter

import pytest

from pagewords.words import terms


def rows(text: str, language: str) -> list[tuple[str, int]]:
    """Return the first form of each row that is not hidden, with its count."""
    found = [term for term in terms(text, language) if not term.stop_word]
    names: dict[str, str] = {}
    for term in found:
        names.setdefault(term.lemma, term.word)
    return [(names[lemma], count) for lemma, count in Counter(t.lemma for t in found).items()]


def shown(text: str, language: str) -> list[str]:
    return [word for word, count in rows(text, language) for _ in range(count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "달을쫓는아이를 읽었다. 달을쫓는아이는 소설이다.",
            ["달을쫓는아이"] * 2 + ["읽다", "소설"],
        ),
        ("육아휴직자가 늘었다. 육아휴직을 썼다.", ["육아휴직자", "늘다", "육아휴직", "쓰다"]),
        ("법제사법위원회가 열렸다.", ["법제사법위원회", "열리다"]),
        ("노사정위원회는 끝났다. 위원회", ["노사정위원회", "끝나다", "위원회"]),
        (
            "환경개선특별위원회와 물가안정특별위원회",
            ["환경개선특별위원회", "물가안정특별위원회"],
        ),
        ("줄세우기는 싫다. 책읽기와 운동하기", ["줄세우기", "싫다", "책읽기", "운동"]),
        ("밥을 먹기 싫다. 학생이기에", ["밥", "먹다", "싫다", "학생"]),
        (
            "아이주도수업은 쉽다.\n우리 집도 아이주도수업을 한다.",
            ["아이주도수업"] * 2 + ["쉽다", "집"],
        ),
        ("반년 전에 사과 반 개를 우리 반 친구와", ["사과", "친구"]),
        ("지난 가을에 3차전이 끝나고 한 해가 지났다.", ["가을", "끝나다", "해", "지나다"]),
        ("방송3법과 강남3구를 다뤘다.", ["방송3법", "강남3구", "다루다"]),
        ("중2 학생과 중3 학생", ["중2", "학생", "학생", "중3"]),
        ("차 선수와 국 회장이 웃었다.", ["선수", "회장", "웃다"]),
        ("차 안이 덥다.", ["차", "안", "덥다"]),
        ("11월 30일(일)에 열린다.", ["열리다"]),
        ("비타민 A는 좋다. A씨와 B씨는 떠났다.", ["비타민", "A", "좋다", "떠나다"]),
        ("새삼스럽게 웃는다. 겉이 바삭하다.", ["새삼스럽다", "웃다", "겉", "바삭하다"]),
        ("그저 걷는다. 굳이 묻는다.", ["걷다", "묻다"]),
        ("기후동행카드를 산다. 기후동행카드", ["기후동행카드"] * 2 + ["사다"]),
        ("램시마SC와 타이레놀ER을 먹었다.", ["램시마SC", "타이레놀ER", "먹다"]),
        ("아이폰17프로를 산다. 아이폰17프로", ["아이폰17프로"] * 2 + ["사다"]),
        ("대부분 학생이다.", ["학생"]),
        (
            "커서 이동 키를 쓴다. (아래로 커서 이동)",
            ["커서", "커서", "이동", "이동", "키", "쓰다", "아래"],
        ),
        ("층간소음이 심하다.", ["층간소음", "심하다"]),
        ("음식물쓰레기를 버렸다.", ["음식물쓰레기"]),
    ],
)
def test_korean(text: str, expected: list[str]) -> None:
    assert shown(text, "ko") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ja", "お支払い方法を選ぶ。", ["お支払い", "方法", "選ぶ"]),
        ("ja", "お待ちください。", ["待つ"]),
        ("ja", "推し活グッズを買う。", ["推し活", "グッズ", "買う"]),
        ("zh", "速度很快,天气很好。", ["速度", "快", "天气", "好"]),
        ("zh", "很多人来了。", ["很多", "人"]),
        ("th", "นักการเมือง", ["นักการเมือง"]),
        ("vi", "Bà Lan gặp anh Tuấn.", ["Lan", "gặp", "Tuấn"]),
        ("th", "โควิด-19 ระบาด", ["โควิด-19", "ระบาด"]),
    ],
)
def test_east_asia(language: str, text: str, expected: list[str]) -> None:
    assert shown(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "row"),
    [
        ("en", "Tokenizers are fast; many tokenizers. Tokenizer", ("Tokenizers", 3)),
        ("sv", "Bilarna och bilen", ("Bilarna", 2)),
        ("sv", "En skola, skolan, skolor", ("skola", 3)),
        ("de", "Ein Datenwerk, viele Datenwerke", ("Datenwerk", 2)),
        ("pt", "O dado e os dados", ("dado", 2)),
        ("fr", "Les étudiant.e.s, un étudiant", ("étudiant.e.s", 2)),
        ("es", "Amig@ y amigo, amigxs y niños(as)", ("Amig@", 3)),
        ("pt", "Aluno(s), alunos(as) e aluno", ("Aluno(s)", 3)),
    ],
)
def test_forms_in_one_row(language: str, text: str, row: tuple[str, int]) -> None:
    assert row in rows(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Theresa May spoke, and we met Will here.",
            ["Theresa", "May", "spoke", "met", "Will"],
        ),
        ("en", "How You May Win", ["Win"]),
        (
            "en",
            "He'd've gone, they'd've said. C'mon, 'twas rock 'n' roll.",
            ["said", "rock", "roll"],
        ),
        ("de", "Das gilt z. B. d. h. i. d. R. oft, vgl. ff.", ["gilt"]),
        ("es", "L@s y lxs, todes", []),
        ("fr", "Un(e) ou une", []),
        ("sv", "En varorna", ["varorna"]),
    ],
)
def test_stop_words(language: str, text: str, expected: list[str]) -> None:
    assert shown(text, language) == expected
