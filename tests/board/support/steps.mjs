// What a person does with the board, and what can be read from it.

export async function signIn(page, url, token) {
  await page.goto(url);
  await page.fill("#token", token);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".board");
}

export async function goTo(page, hash, ready) {
  await page.evaluate((to) => void (location.hash = to), hash);
  await page.waitForSelector(ready);
}

/// The numbers of the whole centre, as they are shown.
export function shownFigures(page) {
  return page.evaluate(() => Object.fromEntries(["waiting", "alerting", "interacting", "holding", "wrapping", "agents"]
    .map((name) => [name, Number(document.querySelector(`#figure-${name} .value`).textContent)])));
}

/// The same of a board as the interface gives it.
export function figuresOf(board) {
  const states = ["waiting", "alerting", "interacting", "holding", "wrapping"];
  const sums = states.map((state) => [state, board.queues.reduce((sum, queue) => sum + queue[state], 0)]);
  return { ...Object.fromEntries(sums), agents: board.agents.length };
}

/// Watches the rows of conversations and writes down which states each goes through, and that it leaves.
export async function watchConversations(page) {
  for (const more = page.locator("#conversations .more"); await more.count() > 0;) await more.click();
  await page.evaluate(() => {
    const story = {};
    globalThis.story = story;
    globalThis.stayed = true;
    const look = () => {
      const seen = new Set();
      for (const row of document.querySelectorAll("tr[data-conversation]")) {
        const { conversation, state } = row.dataset;
        seen.add(conversation);
        story[conversation] ??= { states: [], isGone: false };
        if (story[conversation].states.at(-1) !== state) story[conversation].states.push(state);
      }
      for (const [id, each] of Object.entries(story)) each.isGone = !seen.has(id);
    };
    look();
    globalThis.first = new Set(Object.keys(story));
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
  });
}
