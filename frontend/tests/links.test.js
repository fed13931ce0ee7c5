import assert from "node:assert/strict";
import { test } from "node:test";
import { findLinks } from "../js/links.js";

const page = "https://example.com/page";

/** @param {string} text */
const links = (text) => findLinks(text).links;

test("the link of a text is found, without the marks around it", () => {
  for (const text of [
    page,
    `  ${page}\n`,
    `골목 끝의 헌책방 ${page}`,
    `Read this: ${page}.`,
    `Read this (${page}), please`,
    `<${page}>`,
    `"${page}"`,
    `“${page}”`,
    `「${page}」`,
    `'${page}',`,
    `[a title](${page})`,
    `*${page}*`,
    `${page}를 보세요`,
    `${page}에서 읽었다`,
    `\u200b${page}\ufeff`,
    `제목\n${page}\n공유됨`,
    `${page} 이거 봐봐`,
    `${page} ${page}`,
  ]) {
    assert.deepEqual(findLinks(text), { links: [page], mended: false }, text);
  }
});

test("what belongs to a link stays", () => {
  for (const link of [
    "https://en.wikipedia.org/wiki/Word_(computer_architecture)",
    "https://ko.wikipedia.org/wiki/단어",
    "https://example.com/태그/도",
    "https://example.com/a?b=1&c=[2]#d",
    "https://web.archive.org/web/2020/https://example.com/page",
    "https://example.com/?url=https://other.example/",
    "http://[::1]:8000/a",
    "https://example.com/a;b,c",
    "HTTPS://EXAMPLE.COM/A",
  ]) {
    assert.deepEqual(findLinks(link), { links: [link], mended: false }, link);
  }
});

test("a text that is one address goes as it is, whatever signs it holds", () => {
  for (const link of [
    "https://en.wikipedia.org/wiki/Schindler's_List",
    "https://en.wikipedia.org/wiki/Schindler’s_List",
    "https://en.wikipedia.org/wiki/Oh!",
    "https://en.wikipedia.org/wiki/Who_Framed_Roger_Rabbit?",
    "https://en.wikipedia.org/wiki/Washington,_D.C.",
    "https://zh.wikipedia.org/wiki/你好，李焕英",
    "https://ja.wikipedia.org/wiki/「A」",
    "https://ja.wikipedia.org/wiki/モーニング娘。",
    "https://example.com/a_(b)_c)",
    "https://example.com/x|y?z=1",
    "https://example.com/?q={x}&f=a<b",
    'https://example.com/?q="a"',
    "https://example.com/?q=a、b",
    "https://example.com/x\\y",
    "https://example.com/~",
    "https://example.com/_private_",
    "https://example.com/page에서",
    "https://한국.kr/문서!",
    "https://☃.net/Oh!",
    "https://someone@example.com:8080/Oh!",
    "http://[::1]/Oh!",
    "https://example.com?q=Oh!",
    "ftp://example.com/Oh!",
    "example.com/Oh!",
    "example.com:8080/Oh'",
    "www.example.com/Washington,_D.C.",
    "한국.kr/문서!",
  ]) {
    assert.deepEqual(findLinks(link), { links: [link], mended: false }, link);
    assert.deepEqual(links(` \u200b${link}\n`), [link], link);
  }
  assert.deepEqual(findLinks("htp://example.com/Oh!"), { links: ["http://example.com/Oh!"], mended: true });
});

test("an address alone on its line goes as it is", () => {
  const all = ["https://example.com/Oh!", "https://example.com/你好，李焕英", "example.com/D.C."];
  assert.deepEqual(links(all.join("\n")), all);
  assert.deepEqual(links(`제목\r\n  ${all[1]} \r\n공유됨`), [all[1]]);
  assert.deepEqual(links(`See\nNode.js?\n${all[0]}`), [all[0]]);
});

test("a host name holds no marks of a sentence", () => {
  for (const text of ["example.com!", "example.com.", "example.com。", "example.com，很好", 'example.com"'])
    assert.deepEqual(links(`https://${text}`), ["https://example.com"], text);
  assert.deepEqual(links("example.com!"), ["example.com"]);
});

test("in a text, an apostrophe or a comma before a letter belongs to the link", () => {
  const list = "https://en.wikipedia.org/wiki/Schindler's_List";
  for (const text of [
    `See ${list}.`,
    `'${list}'`,
    `‘${list}’를 보세요`,
    `(${list}), please`,
    `['${list}','a']`,
  ])
    assert.deepEqual(links(text), [list], text);
  assert.deepEqual(links("See https://example.com/Schindler’s_List!"), [
    "https://example.com/Schindler’s_List",
  ]);
  assert.deepEqual(links("See https://example.com/a,b,_c, or not"), ["https://example.com/a,b,_c"]);
  for (const text of [`'${page}'를 보세요`, `‘${page}’를 보세요`, `{'a':'${page}','b':1}`, `看${page}，很好`])
    assert.deepEqual(links(text), [page], text);
});

test("an address without a scheme is a link where nothing else is there or its path shows it", () => {
  assert.deepEqual(links("example.com"), ["example.com"]);
  assert.deepEqual(links("blog.naver.com/someone/1"), ["blog.naver.com/someone/1"]);
  assert.deepEqual(links("제목 blog.naver.com/someone/1"), ["blog.naver.com/someone/1"]);
  assert.deepEqual(links("See www.example.com."), ["www.example.com"]);
  assert.deepEqual(links("한국.kr"), ["한국.kr"]);
  assert.deepEqual(links("This is Node.js and e.g. that"), []);
  assert.deepEqual(links("Mail me@example.com/now"), []);
});

test("a scheme that is nearly right is mended, and said to be", () => {
  for (const text of [
    "htp://example.com/a",
    "http//example.com/a",
    "http:/example.com/a",
    "http:example.com/a",
    "ttp://example.com/a",
    "hhttp://example.com/a",
    "http;//example.com/a",
    "http：//example.com/a",
    "http:\\\\example.com/a",
    "http: //example.com/a",
    "http://http://example.com/a",
    "제목 htp://example.com/a",
  ]) {
    assert.deepEqual(findLinks(text), { links: ["http://example.com/a"], mended: true }, text);
  }
  assert.deepEqual(links("htps://example.com"), ["https://example.com"]);
  assert.deepEqual(links("ftp://example.com/file"), ["ftp://example.com/file"]);
});

test("spaces in a path are mended; a word after a link is not a part of it", () => {
  const mended = (/** @type {string} */ text, /** @type {string} */ link) =>
    assert.deepEqual(findLinks(text), { links: [link], mended: true }, text);
  mended("https://example.com/my file.pdf", "https://example.com/my%20file.pdf");
  mended("https://example.com/a b/c", "https://example.com/a%20b/c");
  mended("https://ko.wikipedia.org/wiki/한국 전쟁", "https://ko.wikipedia.org/wiki/한국%20전쟁");
  mended(
    "https://en.wikipedia.org/wiki/Schindler's List",
    "https://en.wikipedia.org/wiki/Schindler's%20List",
  );
  mended('https://example.com/search?q="a b"', 'https://example.com/search?q="a%20b"');
  mended('https://example.com/search?q="a b"&p="c d"#e', 'https://example.com/search?q="a%20b"&p="c%20d"#e');
  assert.deepEqual(links(`${page}?q=1 "a b"`), [`${page}?q=1`]);
  assert.deepEqual(links("https://example.com 좋은 글.pdf"), ["https://example.com"]);
  assert.deepEqual(links("https://example.com/a good read"), ["https://example.com/a"]);
});

test("several links are found in their order, each once", () => {
  const two = ["https://a.example", "https://b.example/x"];
  assert.deepEqual(links(two.join("\n")), two);
  assert.deepEqual(links(two.join("")), two);
  assert.deepEqual(links(two.join(",")), two);
  assert.deepEqual(links(`1. ${two[0]}, 2. ${two[1]}; ${two[0]}`), two);
});

test("a text has no link", () => {
  for (const text of [
    "",
    "word",
    "강이 흐른다.",
    "The river runs. It rests.",
    "http://",
    "https:// ?",
    "3.14 is pi",
    "http: the protocol",
  ]) {
    assert.deepEqual(links(text), [], text);
  }
});

test("a link has at most 4,096 characters, and none is cut to fit", () => {
  const longest = `${page}/`.padEnd(4_096, "a");
  for (const around of ["", "See "]) {
    assert.deepEqual(links(around + longest), [longest]);
    assert.deepEqual(links(`${around}${longest}a`), []);
  }
  assert.deepEqual(links(`${"글".repeat(5_000)}。${page}`), [page]);
});

/** @param {string} text */
function cpuMilliseconds(text) {
  const before = process.cpuUsage();
  findLinks(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** @type {[start: string, part: string, count: number, end: string][]} */
const LONG = [
  ["", ".", 100_000, " x"],
  ["", ".", 100_000, "x"],
  ["", "1.0.", 25_000, ""],
  ["", "1.0.", 25_000, " x"],
  ["http://a.b/", ")", 30_000, ""],
  ["see http://a.b/", ")", 30_000, " x"],
  ["http://a.b/", "!", 100_000, ""],
  ["http://a.b/", "!", 100_000, "a x"],
  ["see http://a.b/", "!)", 50_000, " x"],
  ["see http://a.b/", "a'", 50_000, " x"],
  ["see http://a.b/", "x", 100_000, " x"],
  ["http://a.b/?", '"a b', 25_000, "\n"],
  ["http://a.b", "/w/?", 25_000, " x"],
  ["", "a-", 50_000, " x"],
  ["", "a@", 50_000, ".b"],
  ["", "http://", 15_000, ""],
  ["", "http://a.b", 10_000, ""],
  ["", "a.bc/!\n", 15_000, ""],
  ["x", "\n", 100_000, "x"],
  ["", " https://a.b/(".padEnd(4_000, "!)"), 25, ""],
  ["", " https://a.b/".padEnd(4_000, "를"), 25, ""],
  ...["http ", "t", "a.", "p:/", "[](", "(", "https://a.b/(", "www.", " 'https://a.b/x' "].map(
    (part) =>
      /** @type {[string, string, number, string]} */ (["", part, Math.ceil(100_000 / part.length), ""]),
  ),
];

for (const [start, part, count, end] of LONG) {
  test(`linear time: ${JSON.stringify(`${start}${part.slice(0, 20)}…${end}`)}`, () => {
    const text = (/** @type {number} */ times) => start + part.repeat(count * times) + end;
    let [time, doubled] = [Infinity, Infinity];
    // The least of some runs: the first ones are compiled, and the collector counts in others.
    for (let run = 0; run < 20 && !(time < 200 && doubled <= 2.6 * time); run += 1) {
      // Below a millisecond the clock weighs more than the search.
      time = Math.max(1, Math.min(time, cpuMilliseconds(text(1))));
      doubled = Math.min(doubled, cpuMilliseconds(text(2)));
    }
    assert.ok(time < 200, `${time} ms`);
    assert.ok(doubled <= 2.6 * time, `${time} ms, doubled ${doubled} ms`);
  });
}
