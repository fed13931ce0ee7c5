/** Texts to try without any network, one a language, written for this page. */

/** @type {Record<string, { title: string, language: string, text: string }>} */
export const samples = {
  en: {
    title: "The bridge that was built twice",
    language: "en",
    text: `The bridge that was built twice

When the old stone bridge fell into the river, nobody in the village was surprised. The bridge had stood for two hundred years, and every spring the river had taken a little of it away. What surprised people was what came after: two bridges instead of one.

The first new bridge was the engineer's bridge. She measured the river for a whole year, its water in spring, its ice in winter, the sand that moved along its bed. Her drawings were careful, and her bridge was careful too: three arches, wide enough for two carts, high enough for the worst flood that anybody remembered. It took four years to build and it cost more than the village had.

The second bridge was never drawn at all. While the engineer was still measuring, the children of the village laid planks from rock to rock, because the school was on the other side and they did not want to walk an hour to the next crossing. When a plank broke, they laid another. When the river rose, they waited. Their parents came to look, shook their heads, and brought ropes and better planks.

By the time the stone bridge was finished, the wooden bridge had become the centre of the village. People met there, sold bread there, and quarrelled there. The stone bridge carried carts; the wooden bridge carried news.

Then came the great flood. The river rose over the planks in one night and took the wooden bridge away without a sound. In the morning the engineer's bridge stood in the brown water, exactly as high as it had to be, and everybody walked across it for the first time.

The children began to lay planks again the next day. The engineer watched them for a while, and then she took off her coat and helped. A village, she said later, needs one bridge that stands and one bridge that moves.`,
  },
  ko: {
    title: "골목 끝의 헌책방",
    language: "ko",
    text: `골목 끝의 헌책방

우리 동네 골목 끝에는 오래된 헌책방이 하나 있다. 간판의 글씨는 반쯤 지워졌고, 문을 열면 종이 냄새가 먼저 손님을 맞는다. 책방 주인은 손님에게 무엇을 찾느냐고 묻지 않는다. 책이 사람을 찾을 때까지 기다리는 것이 헌책방의 일이라고 그는 말한다.

헌책방의 책에는 앞서 읽은 사람의 흔적이 남아 있다. 어떤 책에는 밑줄이 그어져 있고, 어떤 책에는 마른 나뭇잎이 끼워져 있다. 나는 그런 흔적을 좋아한다. 밑줄을 따라 읽으면 모르는 사람과 함께 책을 읽는 기분이 든다. 가끔은 책보다 흔적이 더 많은 이야기를 들려준다.

지난겨울에는 시집 한 권을 샀다. 첫 장에 편지가 끼워져 있었다. 삼십 년 전에 쓴 편지였다. 편지를 쓴 사람은 시집을 친구에게 선물하면서, 읽고 나면 다른 친구에게 건네 달라고 부탁했다. 시집은 그렇게 여러 사람의 손을 거쳐 헌책방까지 왔고, 마침내 나에게 왔다.

나는 편지를 책방 주인에게 보여 주었다. 주인은 웃으면서 책장 한쪽을 가리켰다. 그곳에는 책 속에서 나온 편지와 사진과 기차표가 작은 상자에 담겨 있었다. 주인은 그것들을 버리지 않고 모아 두었다. 언젠가 주인이 찾아올지도 모르기 때문이다. 상자 안의 편지를 찾으러 온 사람이 정말 있었느냐고 묻자, 주인은 두 사람이 있었다고 대답했다.

봄이 되자 나는 시집을 친구에게 건넸다. 편지도 함께 끼워 두었고, 그 뒤에 짧은 편지를 하나 더 썼다. 다 읽고 나면 다른 친구에게 건네 달라고. 책은 다시 길을 떠났다. 언젠가 그 시집은 또 다른 골목의 헌책방에 닿을 것이다. 그리고 누군가 문을 열고 들어와, 종이 냄새를 맡고, 책이 자기를 찾을 때까지 책장 사이를 천천히 걸을 것이다.`,
  },
};
