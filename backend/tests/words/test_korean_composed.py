"""Korean: what is written together is one word, and what only joins clauses or counts is none."""

import pytest

from pagewords.words import terms


def shown(text: str) -> list[str]:
    return [term.word for term in terms(text, "ko") if not term.stop_word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("온돌커피를 마셨다.", ["온돌커피", "마시다"]),
        ("온돌커피를 마셨다. 커피가 달다.", ["온돌", "커피", "마시다", "커피", "달다"]),
        ("서울 풍국신사에 갔다.", ["서울", "풍국신사"]),
        ("무인반납기를 쓴다.", ["무인반납기", "쓰다"]),
        ("홍길동교수가 왔다.", ["홍길동", "교수"]),
        ("마을금리정책을 폈다.", ["마을", "금리", "정책", "펴다"]),
    ],
)
def test_two_nouns_written_together_are_one_where_neither_stands_elsewhere(
    text: str, expected: list[str]
) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("밥을 떠먹인다.", ["밥", "떠먹이다"]),
        ("값을 읽어들였고 채워넣는다.", ["값", "읽어들이다", "채워넣다"]),
        ("다시 찾아뵙겠습니다.", ["찾아뵙다"]),
        ("떡을 나눠주고 써보았다.", ["떡", "나누다", "쓰다"]),
        ("시장이 새 계획을 내놨다.", ["시장", "계획", "내놓다"]),
        ("깃발을 내려놨지만 불은 켜졌다.", ["깃발", "내려놓다", "불", "켜지다"]),
        ("문을 열어놨다.", ["문", "열다"]),
        ("밥을 지어 먹는다.", ["밥", "짓다", "먹다"]),
        ("먹음직스럽게 담긴 떡", ["먹음직스럽다", "담기다", "떡"]),
        ("믿음직한 사람", ["믿음직하다", "사람"]),
        ("이틀을 일하고 물음에 답했다.", ["이틀", "일하다", "물음", "답하다"]),
        ("책 권하는 가게", ["책", "권하다", "가게"]),
        ("꿈하고 현실은 다르다.", ["꿈", "현실", "다르다"]),
        ("톱니를 윤활한다.", ["톱니", "윤활"]),
    ],
)
def test_verbs_written_together_are_one(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("쪽쪽이를 물었다.", ["쪽쪽이", "물다"]),
        ("뚜벅이 여행", ["뚜벅이", "여행"]),
        ("깜찍이가 웃는다.", ["깜찍이", "웃다"]),
        ("별로인 맛", ["맛"]),
    ],
)
def test_a_sound_with_a_suffix_is_a_noun(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("보름쯤 늦었다.", ["보름", "늦다"]),
        ("지도부끼리 만났다.", ["지도부", "만나다"]),
        ("6경기째 이겼다.", ["경기", "이기다"]),
        ("뿌리째 먹었다.", ["뿌리", "먹다"]),
        ("절반가량이 떠났고 닷새가량 비었다.", ["절반", "떠나다", "닷새", "비다"]),
        ("한 시간가량 걸었다.", ["걷다"]),
        ("강좌당 값을 녹색당이 물었다.", ["강좌", "값", "녹색당", "묻다"]),
    ],
)
def test_suffixes_of_amount_and_company_are_outside_the_noun(
    text: str, expected: list[str]
) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("두 시 반에 만났다.", ["만나다"]),
        ("우리 반 친구", ["반", "친구"]),
        ("수업을 마친 뒤 쉬었다.", ["수업", "마치다", "쉬다"]),
        ("가장 큰 점은 값이다.", ["크다", "값"]),
        ("뒤를 보았다. 점을 찍었다.", ["뒤", "점", "찍다"]),
        ("문을 잠그시기 바랍니다.", ["문", "잠그다"]),
        ("비가 오기를 바란다.", ["비", "바라다"]),
        ("냄새 하나 없이 정작 그리 맑지 않다.", ["냄새", "맑다"]),
        ("오차범위 안에서 맞섰다.", ["오차범위", "맞서다"]),
        ("상자 안을 보았다.", ["상자", "안"]),
    ],
)
def test_what_joins_clauses_or_counts_is_a_stop_word(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_prefix_of_amount_belongs_to_its_noun() -> None:
    assert shown("순자산이 늘었다.") == ["순자산", "늘다"]
