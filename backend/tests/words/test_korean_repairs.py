"""Korean: what the analyser reads as something that cannot stand there is read anew."""

import pytest

from pagewords.words import terms


def shown(text: str) -> list[str]:
    return [term.word for term in terms(text, "ko") if not term.stop_word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("제가 아는 미용실이 옮겼다.", ["알다", "미용실", "옮기다"]),
        ("길을 아시는 어르신", ["길", "알다", "어르신"]),
        ("여는 표결을 미뤘다.", ["여", "표결", "미루다"]),
        ("노는 파업을, 사는 교섭을 말했다.", ["노", "파업", "사", "교섭"]),
        ("좌는 흰색, 우는 검정이다.", ["좌", "흰색", "우", "검정"]),
        ("마트에서 사는 두부", ["마트", "사다", "두부"]),
        ("헐값에 사는 사람, 주말에 사는 두부", ["헐값", "사다", "사람", "주말", "사다", "두부"]),
        (
            "여름에 사는 수박, 금요일에 사는 복권",
            ["여름", "사다", "수박", "금요일", "사다", "복권"],
        ),
        ("섬에 사는 염소", ["섬", "살다", "염소"]),
        ("시골에 사시는 어른", ["시골", "살다", "어른"]),
        ("혼자 사는 집", ["혼자", "살다", "집"]),
        ("염소와 함께 사는 마을", ["염소", "살다", "마을"]),
        ("염소도 같이 사는 김에", ["염소", "사다"]),
        ("밭에서 땅을 파는 농부", ["밭", "땅", "파다", "농부"]),
        ("궁수가 힘껏 쏜 화살이 빗나갔다.", ["궁수", "힘껏", "쏘다", "화살", "빗나가다"]),
        ("저는 키가 크다.", ["키", "크다"]),
        ("시는 다리를 놓는다.", ["시", "다리"]),
    ],
)
def test_a_stem_without_its_last_consonant_is_its_verb(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("밥솥 내솥을 씻었다.", ["밥솥", "내솥", "씻다"]),
        ("맑음. 초사흘에 등불을 켰다.", ["맑음", "초사흘", "등불", "켜다"]),
        ("사진의 채도를 낮춘다.", ["사진", "채도", "낮추다"]),
        ("가실 분연락 바랍니다.", ["연락", "바라다"]),
        ("판소리의 한과 흥", ["판소리", "한", "흥"]),
        ("이가 나간 그릇", ["이", "나가다", "그릇"]),
    ],
)
def test_no_bound_noun_or_determiner_begins_a_word_alone(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("개설일 2021-04-04 수정일 : 2022-05-05", ["개설일", "수정일"]),
        ("기화식 가습기", ["기화식", "가습기"]),
        ("마을주택원 청약에 따르면", ["마을주택원", "청약"]),
        ("영업 5일, 입장료 3만원, 주문시 결제", ["영업", "입장료", "주문", "결제"]),
    ],
)
def test_a_counter_written_on_a_noun_is_its_end(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019년식 SUV를 골랐다.", ["SUV", "고르다"]),
        ("‘을’은 약자다.", ["을", "약자"]),
        ("계약서에서 '을'의 의무", ["계약서", "을", "의무"]),
        ("지난해보다는 나흘 늦다.", ["지난해", "나흘", "늦다"]),
        ("수입이 해마다 는다.", ["수입", "늘다"]),
        ("주민 박모(58)씨는 웃었다.", ["주민", "웃다"]),
        ("표모(45)씨까지 웃었다. 고모 씨로 알려졌다.", ["웃다", "알리다"]),
        ("박모 화백의 그림", ["박모", "화백", "그림"]),
        ("섬에 사는 이모 씨는 웃었다.", ["섬", "살다", "웃다"]),
        ("이모가 준 씨앗, 이모 씨름", ["이모", "씨앗", "이모", "씨름"]),
        ("두 시간쯤 걸린다.", ["걸리다"]),
    ],
)
def test_particles_and_family_names_are_no_words(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("발저림이 심하다.", ["발저림", "심하다"]),
        ("물고임 흔적을 닦았다.", ["물고임", "흔적", "닦다"]),
        ("잔디깎기를 마쳤다.", ["잔디깎기", "마치다"]),
        ("창밖 사진 찍음.", ["창밖", "사진", "찍다"]),
        ("아이가 밥먹음.", ["아이", "밥", "먹다"]),
        ("하자없음을 적었다.", ["하자", "적다"]),
        ("하자있음 표시", ["하자", "표시"]),
    ],
)
def test_a_noun_and_a_verb_with_a_noun_ending_are_one_noun(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("끈의 길이를 쟀다.", ["끈", "길이", "재다"]),
        ("대체 교사가 왔다.", ["대체", "교사"]),
        ("대체 왜 그래?", []),
        ("볶은 가지를 무쳤다.", ["볶다", "가지", "무치다"]),
        ("세 가지 색", ["색"]),
        ("소리가 이상하다.", ["소리", "이상"]),
        ("열 살 이상의 아이", ["아이"]),
        ("두 시간 걸렸다. 한 달, 12차례", ["걸리다"]),
        (
            "동물학대처벌법과 가족돌봄진흥법을 고쳤다.",
            ["동물학대처벌법", "가족돌봄진흥법", "고치다"],
        ),
        ("체중관리법을 배웠다. 체중은 그대로다.", ["체중", "관리법", "배우다", "체중"]),
        ("겨울 시력보호법이 있다. 시력을 쟀다.", ["겨울", "시력", "보호법", "시력", "재다"]),
        ("수질 측정방법으로 측정을 마쳤다.", ["수질", "측정", "방법", "측정", "마치다"]),
    ],
)
def test_nouns_that_look_like_light_words_count_and_measures_do_not(
    text: str, expected: list[str]
) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("아니 내일(월) 도착", ["내일", "도착"]),
        ("다음 단계는 전처리가 전부다.", ["단계", "전처리"]),
        ("설치 로그 저장", ["설치", "로그", "저장"]),
        ("막차는 천천히 온다.", ["막차"]),
        ("병원은 지난주 환자가 늘었다.", ["병원", "지난주", "환자", "늘다"]),
        ("3층 다목적실로 옮긴다.", ["다목적실", "옮기다"]),
        ("옛날 별점을 남긴다.", ["옛날", "별점", "남기다"]),
        ("이천 그루를 심었다.", ["심다"]),
        ("3 호선, 두 호선", []),
    ],
)
def test_a_noun_that_is_cut_in_a_list_is_read_alone(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("정말정말 달다.", ["달다"]),
        ("벼 대신 콩을 심었다. 응원 덕분에 나았다.", ["벼", "콩", "심다", "응원", "낫다"]),
        ("기계가 일을 대신한다. 대신들이 모였다.", ["기계", "일", "대신", "대신", "모이다"]),
        ("조선의 대신 둘이 떠났다.", ["조선", "대신", "떠나다"]),
        ("두 시간 반이 지났다.", ["지나다"]),
        ("주민등록표를 뗐다.", ["주민등록표", "떼다"]),
        ("고속도로위 사고, 휴대전화속 사진", ["고속도로", "위", "사고", "휴대전화", "속", "사진"]),
    ],
)
def test_relations_and_last_syllables(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2박3일 여행, 3박4일도 좋다.", ["2박3일", "여행", "3박4일", "좋다"]),
        ("7·27 선언을 읽었다.", ["7·27 선언", "읽다"]),
        ("2·28 민주운동을 기린다.", ["2·28 민주운동", "기리다"]),
        ("6·25 전쟁기념관에 갔다.", ["전쟁기념관"]),
        ("규모 4.1 지진이 났다.", ["규모", "지진"]),
        ("3·4 분기, 1·2 학년", ["분기", "학년"]),
    ],
)
def test_events_and_nights_are_names_with_digits(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
