/** Sample texts, one for each interface language, written for this page. */

/** @type {Record<string, { title: string, text: string }>} */
export const samples = {
  en: {
    title: "The bridge that was built twice",
    text: `When the old stone bridge fell into the river, nobody in the village was surprised. Every spring the river had taken a little of the bridge away. What surprised it came after: two bridges instead of one.

The engineer measured the river for a year, its water in spring and its ice in winter. Her bridge was of stone with three arches, high enough for any flood.

The children did not wait. Their school was across the river, so they laid planks from rock to rock. Soon the stone bridge carried carts, and the planks carried news.

Then came the flood. In one night the river took the planks away, and in the morning the whole village walked across the stone bridge. The next day the children were laying planks again. A village, she said, needs one bridge that stands and one that moves.`,
  },
  ko: {
    title: "골목 끝의 헌책방",
    text: `우리 동네 골목 끝에는 오래된 헌책방이 하나 있다. 책방 주인은 손님에게 무엇을 찾느냐고 묻지 않는다. 책이 사람을 찾을 때까지 기다리는 것이 헌책방의 일이라고 한다.

헌책방의 책에는 앞서 읽은 사람의 흔적이 남아 있다.

지난겨울에 산 시집에는 편지가 끼워져 있었다. 편지를 쓴 사람은 시집을 친구에게 선물하면서, 읽고 나면 다른 친구에게 건네 달라고 부탁했다. 시집은 그렇게 여러 사람의 손을 거쳐 나에게 왔다.

봄이 되자 나는 시집을 친구에게 건넸다. 편지도 함께 끼워 두었고, 그 뒤에 짧은 편지를 하나 더 썼다. 언젠가 그 시집은 또 다른 골목의 헌책방에 닿을 것이다.`,
  },
};
