"""Korean: the kinds of words that a reader counts, and how the page decides about them."""

import pytest

from pagewords.words import Term, analyse, terms


def shown(text: str) -> list[str]:
    return [term.word for term in terms(text, "ko") if not term.stop_word]


def hidden(text: str) -> list[str]:
    return [term.word for term in terms(text, "ko") if term.stop_word]


def find(text: str, word: str) -> Term:
    return next(term for term in terms(text, "ko") if term.word == word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("장관은 대책을 내놓겠다고 말했습니다.", ["장관", "대책", "내놓다"]),
        ("전문가는 늘 그렇게 말해 왔고 지금도 말한다.", ["전문가"]),
        ("그가 말하던 섬", ["섬"]),
        ("병원을 비롯하여 인구는 백만에 달했다.", ["병원", "인구"]),
        ("할 말은 많으나 참았다.", ["말", "많다", "참다"]),
        ("병원에서 치료하고 수술했다.", ["병원", "치료", "수술"]),
        ("예를 들면 칼을 들고 있다.", ["칼"]),
        ("작년에 비해 값이 올랐다.", ["작년", "값", "오르다"]),
    ],
)
def test_empty_verbs_are_stop_words_and_their_nouns_alone_are_not(
    text: str, expected: list[str]
) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("윤 후보와 송 대리가 만났다.", ["후보", "대리", "만나다"]),
        ("황씨는 문모 씨를 고소했다.", ["고소"]),
        ("민 PD가 만난 권 대변인", ["PD", "만나다", "대변인"]),
        ("강 전 구청장이 부인했다.", ["구청장", "부인"]),
        ("미 국방부가 밝혔다.", ["미", "국방부", "밝히다"]),
    ],
)
def test_a_family_name_before_a_title_is_a_stop_word(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "times"),
    [
        ("미세먼지농도가 높다. 미세먼지주의보. 미세먼지 예보", "미세먼지", 3),
        ("중대재해처벌법을 고친다. 중대재해처벌법이다. 중대재해가 늘었다.", "중대재해처벌법", 2),
        ("전세사기특별법을 고쳤다. 전세사기를 막자. 전세사기 피해", "전세사기", 3),
        ("토스뱅크에서 송금했다. 토스뱅크는 은행이다. 토스뱅크", "토스뱅크", 3),
        ("두쫀쿠를 샀다. 두쫀쿠는 달다. 두쫀쿠가 유행이다.", "두쫀쿠", 3),
        ("르세라핌도 왔다. 르세라핌은 노래했다. 르세라핌의 노래", "르세라핌", 3),
        ("샘 올트먼이 왔다. 올트먼은 말했다. 올트먼도 갔다. 올트먼의 회사", "올트먼", 4),
        ("배우 이하나가 왔다. 이하나는 웃었다.", "이하나", 2),
        ("커서를 옮긴다. 커서가 깜빡인다. 커서 위치", "커서", 3),
        ("커서를 옮긴다. 아래로 커서 이동 키를 누른다. 문서에서 커서 키", "커서", 3),
        ("하나는 육각이다. 육각은 집에 있다.", "육각", 2),
        ("갓생 살기. 갓생을 살자.", "갓생", 2),
        ("본회의를 열었다. 본회의는 끝났다. 본회의가", "본회의", 3),
        ("흑백요리사가 돌아왔다. 흑백요리사는 예능이다.", "흑백요리사", 2),
        ("맵이 크다. 맵을 바꾼다.", "맵", 2),
        ("주스탄드는 짧다. 주스탄드와 리덕스", "주스탄드", 2),
        ("제주의 섬 제주도", "제주도", 1),
    ],
)
def test_a_name_is_one_word_wherever_the_page_has_it(text: str, word: str, times: int) -> None:
    assert shown(text).count(word) == times


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("커서를 옮긴다. 글자가 너무 커서 안 보인다.", "크다"),
        ("가지를 심었다. 중요한 역할을 가지는 사람", "가지다"),
        ("자라가 산다. 아이가 자라는 집", "자라다"),
    ],
)
def test_a_verb_behind_its_complement_is_no_name(text: str, word: str) -> None:
    assert word in [term.word for term in terms(text, "ko")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("왕의남자를 봤다. 왕의남자는 영화다.", ["왕의남자", "왕의남자", "영화"]),
        ("친구의 집은 멀다.", ["친구", "집", "멀다"]),
        ("노란봉투법을 고쳤다. 노란봉투법이다.", ["노란봉투법", "고치다", "노란봉투법"]),
        ("노란 봉투", ["노랗다", "봉투"]),
        ("청년도약계좌가 인기다. 청년도약계좌는", ["청년도약계좌", "인기", "청년도약계좌"]),
        ("책과 공책도 산다.", ["책", "공책", "살다"]),
    ],
)
def test_titles_with_of_and_with_verbs_are_names_where_they_are_written_together(
    text: str, expected: list[str]
) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("윈도우11. 윈도우11에서", ["윈도우11", "윈도우11"]),
        (
            "코로나19, 독감. 코로나19. 코로나19: 현황. 코로나19/독감",
            ["코로나19", "독감", "코로나19", "코로나19", "현황", "코로나19", "독감"],
        ),
        ("코로나-19는 끝났다.", ["코로나-19", "끝나다"]),
        ("오메가3, 비타민", ["오메가3", "비타민"]),
        ("서울 3,000명, 부산 2:1", ["서울", "부산"]),
    ],
)
def test_digits_belong_to_the_name_before_them(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5·16군사정변과 10·26사건", ["5·16군사정변", "10·26사건"]),
        ("3·1절 기념식", ["3·1절", "기념식"]),
        ("6·10만세운동은 6·10만세운동이다.", ["6·10만세운동", "6·10만세운동"]),
        ("2차전지 공장", ["2차전지", "공장"]),
        ("5대그룹이 투자했다. 5대그룹 총수", ["5대그룹", "투자", "5대그룹", "총수"]),
        ("32·5단계와 1.5배", ["단계"]),
        ("1형당뇨와 2형당뇨", ["당뇨", "당뇨"]),
        ("13시간과 2계층", ["계층"]),
    ],
)
def test_names_may_begin_with_digits(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text", ["3층", "5배", "10쪽", "제2조", "4강", "2병", "3잔", "7급", "6단", "2위", "다섯 배"]
)
def test_a_syllable_behind_digits_is_a_counter(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "두 시간을 썼다. 세 시간을 더 썼다. 상담 시간이 짧다.",
            ["쓰다", "쓰다", "상담", "시간", "짧다"],
        ),
        ("시를 짓는다. 시를 외운다. 8시에 닫는다.", ["시", "짓다", "시", "외우다", "닫다"]),
        ("아픈 일이 있었다. 3일과 5일과 9일", ["아프다", "일"]),
        ("회의는 7일(월) 오전, 월 회비", ["회의", "오전", "월", "회비"]),
    ],
)
def test_a_counter_is_hidden_where_it_counts_and_only_there(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("상자 안이 젖었다. 뚜껑은 안 젖었다.", ["상자", "안", "젖다", "뚜껑", "젖다"]),
        ("못을 박았다. 그림은 못 봤다. 못 잤다.", ["못", "박다", "그림", "자다"]),
    ],
)
def test_a_short_adverb_does_not_decide_about_a_noun(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("손님이 많다. 손님들이 왔다.", ["손님", "많다", "손님"]),
        ("해님과 달님, 따님", ["해님", "달님", "따님"]),
        ("팀장님과 작가님", ["팀장", "작가"]),
    ],
)
def test_nim_stays_where_the_dictionary_has_it(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("평화롭게 산다.", ["평화롭다", "살다"]),
        ("걱정스러운 얼굴, 향기로운 꽃", ["걱정스럽다", "얼굴", "향기롭다", "꽃"]),
        ("학생답게", ["학생답다"]),
        ("행복한 사람, 사랑스러운 사랑", ["행복", "사람", "사랑스럽다", "사랑"]),
        ("구체적인 계획과 적극적 태도", ["구체적", "계획", "적극적", "태도"]),
    ],
)
def test_a_noun_with_an_adjectival_suffix_is_an_adjective(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("현재의 문제는 사실은 최근에 생겼다.", ["문제", "생기다"]),
        ("대단히 크고 무척 넓고 꽤 높다.", ["크다", "넓다", "높다"]),
        ("어차피 드디어 금방 갑자기 끝났다.", ["끝나다"]),
        ("해마다 다른 방법을 쓴다.", ["방법", "쓰다"]),
        ("생각이 서로 다르다.", ["생각", "다르다"]),
        ("약을 먹고 도로를 걷는다. 막이 오른다.", ["약", "먹다", "도로", "걷다", "막", "오르다"]),
        ("단지 넓을 뿐이다.", ["넓다"]),
        ("아파트 단지", ["아파트", "단지"]),
    ],
)
def test_adverbs_and_light_nouns_are_stop_words_whatever_their_tag(
    text: str, expected: list[str]
) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "word",
    [
        "인공지능",
        "기자회견",
        "신용카드",
        "전기차",
        "자율주행",
        "개인정보",
        "건강보험",
        "검색엔진",
        "웹사이트",
        "운영체제",
        "대형마트",
        "초등학교",
        "손목시계",
        "운전면허증",
    ],
)
def test_everyday_compounds_are_one_word_even_where_they_stand_once(word: str) -> None:
    assert shown(f"새로운 {word} 이야기")[1] == word
    assert shown(f"그 {word}의 문제")[0] == word


@pytest.mark.parametrize(
    ("text", "word"),
    [("고속도로 휴게소에서 쉬었다.", "고속도로"), ("배우가 안방극장으로 돌아왔다.", "안방극장")],
)
def test_a_compound_that_kiwi_cuts_here_and_there_is_one_word(text: str, word: str) -> None:
    assert word in shown(text)


def test_a_single_syllable_stays_on_its_neighbour() -> None:
    assert shown("위로금안을 냈다. 총수출이 늘었다.") == ["위로금안", "총수출", "늘다"]


@pytest.mark.parametrize(
    ("text", "word", "word_class"),
    [
        ("도서관에 간다.", "도서관", "noun"),
        ("서울에 간다.", "서울", "name"),
        ("책을 읽었다.", "읽다", "verb"),
        ("사랑스럽다", "사랑스럽다", "adjective"),
        ("하늘이 맑다.", "맑다", "adjective"),
        ("빙그레 웃었다.", "빙그레", "adverb"),
        ("우리는 간다.", "우리", "other"),
        ("챗GPT를 쓴다.", "챗GPT", "name"),
        ("5·4운동이 일어났다.", "5·4운동", "name"),
        ("손목시계를 샀다.", "손목시계", "noun"),
        ("그는 말했다.", "말하다", "verb"),
        ("윤 후보", "윤", "name"),
    ],
)
def test_each_word_has_its_class(text: str, word: str, word_class: str) -> None:
    assert find(text, word).word_class == word_class


def test_a_page_in_korean_knows_the_classes() -> None:
    assert analyse("하늘이 맑다.", "ko").classes == (
        "noun",
        "name",
        "verb",
        "adjective",
        "adverb",
        "other",
    )


def test_stop_words_are_marked_and_not_left_out() -> None:
    assert hidden("윤 후보는 매우 빨리 말했다.") == ["윤", "매우", "빨리", "말하다"]
