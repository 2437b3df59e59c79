import assert from "node:assert/strict";
import { test } from "node:test";

import { harmless, shortened, words } from "../src/logic/text.js";

test("control characters are shown as signs", () => {
  assert.equal(harmless("a\u0000b\u0007c\u007fd\u0085e"), "a\ufffdb\ufffdc\ufffdd\ufffde");
});

test("lines and tabs become spaces", () => {
  assert.equal(harmless("one\r\ntwo\tthree\u2028four"), "one two three four");
});

test("nothing turns the direction of what follows, or hides", () => {
  for (const code of [0x202e, 0x2066, 0x2069, 0x200f, 0x061c, 0x200b, 0xfeff, 0xe0041, 0x00ad]) {
    assert.equal(harmless(`a${String.fromCodePoint(code)}b`), "a\ufffdb", code.toString(16));
  }
});

test("texts of all scripts stay what they are", () => {
  for (const text of ["Zürich", "שירות לקוחות", "خدمة العملاء", "客户服务", "ग्राहक सेवा", "👩‍💻 desk", "e\u0301"]) assert.equal(harmless(text), text);
});

test("half a character, a hundred marks and what is no text at all come to no harm", () => {
  assert.equal(harmless("a\ud800b\udc00c"), "a\ufffdb\ufffdc");
  assert.ok(harmless(`a${"\u0301".repeat(500)}`).length < 10);
  assert.deepEqual([harmless(null), harmless(undefined), harmless(7)], ["", "", "7"]);
});

test("markup is text like any other", () => {
  assert.equal(harmless("<img src=x onerror=alert(1)>"), "<img src=x onerror=alert(1)>");
});

test("a long text is cut between two characters and marked", () => {
  assert.equal(shortened("abcdef", 4), "abc…");
  assert.equal(shortened("👍👍👍👍", 3), "👍👍…");
  assert.equal(shortened("👍👍👍", 3), "👍👍👍");
  assert.equal(shortened("abc", 3), "abc");
});

test("words for machines become words", () => {
  assert.deepEqual([words("re_verified"), words("missed-heartbeat"), words("tHandle")], ["re verified", "missed heartbeat", "t handle"]);
});
