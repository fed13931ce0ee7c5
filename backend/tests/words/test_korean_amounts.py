"""Korean: what counts, points and greets is no row, and what a determiner is part of is whole."""

import pytest

from pagewords.words import terms


def shown(text: str) -> list[str]:
    return [term.word for term in terms(text, "ko") if not term.stop_word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("두유 한 잔을 건넸다.", ["두유", "건네다"]),
        ("커피 여덟 잔, 라면 두 봉지", ["커피", "라면"]),
        ("여러 차례 만났다.", ["만나다"]),
        ("값이 네 배 올랐다.", ["값", "오르다"]),
        ("잔이 깨졌다.", ["잔", "깨지다"]),
        ("두 손으로 한 집을 지었다.", ["손", "집", "짓다"]),
        ("도서는 2주간 빌린다.", ["도서", "빌리다"]),
        ("두 달간 마을 스물두 곳이 막혔다.", ["마을", "막히다"]),
        ("석 점을 얻었다.", ["얻다"]),
        ("좋은 곳, 점이 찍힌 종이", ["좋다", "곳", "점", "찍히다", "종이"]),
        ("14세 미만 어린이", ["어린이"]),
        ("물만 통에 담았다.", ["물", "통", "담다"]),
        ("네 상자를 열어라.", ["상자", "열다"]),
        ("천 조각으로 만든 가방", ["천", "조각", "만들다", "가방"]),
        ("10개팀 가운데 5개섬", ["팀", "섬"]),
    ],
)
def test_measures_behind_a_numeral_are_stop_words(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("그날부터 쫓아다녔다.", ["쫓아다니다"]),
        ("그해 겨울, 그때 그 집", ["겨울", "집"]),
        ("오르지 않는 한 사지 않는다.", ["오르다", "사다"]),
        ("맺힌 한을 풀었다.", ["맺히다", "한", "풀다"]),
        ("맺히는 한이 깊다.", ["맺히다", "한", "깊다"]),
        ("쌓은 덕이 많다.", ["쌓다", "덕", "많다"]),
        ("안녕하세요, 이웃님", ["이웃"]),
        ("할 수 있는지 따져 물었다.", ["따지다", "묻다"]),
        ("곧바로 불을 껐다.", ["불", "끄다"]),
        ("값이 올랐다. 반면 그다음 해에는 내렸다.", ["값", "오르다", "해", "내리다"]),
    ],
)
def test_what_points_or_greets_is_a_stop_word(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("헌옷을 모았다.", ["헌옷", "모으다"]),
        ("첫출근이라 온가족이 웃었다.", ["첫출근", "온가족", "웃다"]),
        ("온열질환자가 늘었다.", ["온열질환자", "늘다"]),
        ("새 옷과 첫 메뉴", ["옷", "메뉴"]),
        ("첫손님이 왔다.", ["첫손님"]),
        ("웬사람이 매회원에게 웃었다.", ["사람", "회원", "웃다"]),
        ("또방문 하고 꼭방문 해 보세요.", ["방문", "방문"]),
        ("열사람이 삼단계를 지났다.", ["사람", "단계", "지나다"]),
        ("출렁다리에서 이사회를 열었다.", ["출렁다리", "이사회", "열다"]),
        ("그사람이 안사용한 물건", ["사람", "사용", "물건"]),
    ],
)
def test_a_determiner_written_on_a_noun_is_part_of_it(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("끈이 파고든 어깨", ["끈", "파고들다", "어깨"]),
        ("밥을 먹고간 손님", ["밥", "먹다", "손님"]),
        ("울고웃는 사람들", ["울다", "웃다", "사람"]),
        ("섬을 도는 버스를 모는 기사", ["섬", "돌다", "버스", "몰다", "기사"]),
        ("농림축산식품부가 밝혔다.", ["농림축산식품부", "밝히다"]),
        ("겉바속촉 내돈내산", ["겉바속촉", "내돈내산"]),
    ],
)
def test_verbs_and_names_are_whole(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("문턱을 가뿐히 넘는다.", ["문턱", "가뿐히", "넘다"]),
        ("짭조름한 국물", ["짭조름하다", "국물"]),
        ("쫀쫀한 면", ["쫀쫀하다", "면"]),
    ],
)
def test_a_root_is_no_word_alone(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("주말에 망원시장 근처에 갔다.", ["주말", "망원시장", "근처"]),
        ("김철수시장이 왔다.", ["김철수", "시장"]),
        ("트럼프대통령과 히딩크감독", ["트럼프", "대통령", "히딩크", "감독"]),
        ("경북안동시와 서울강남구", ["경북", "안동시", "서울", "강남구"]),
    ],
)
def test_places_are_words_and_no_persons(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
