// A socket on a channel, opened with the npm package `ws` as a user of the platform would; each frame is judged.
import { once } from "node:events";
import WebSocket from "ws";

export class Listener {
  /// Every frame so far, as it says.
  frames = [];
  faults = [];
  #judge;
  #socket;
  #heard = () => {};

  /// Opens `uri`; `options` are those of `ws`.
  static async open(uri, judge, options = {}) {
    const listener = new Listener();
    listener.#judge = judge;
    listener.#socket = new WebSocket(uri, options);
    listener.#socket.on("message", (data, isBinary) => listener.#take(data.toString(), isBinary));
    listener.#socket.on("close", () => listener.#heard());
    await once(listener.#socket, "open");
    return listener;
  }

  get isOpen() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  /// Waits until a frame is there that `wanted` accepts, and gives it.
  async until(wanted) {
    for (let seen = 0; ; await new Promise((resolve) => { this.#heard = resolve; })) {
      for (; seen < this.frames.length; ++seen) if (wanted(this.frames[seen])) return this.frames[seen];
      if (!this.isOpen) throw new Error("the socket was closed");
    }
  }

  /// Everything that was on its way when this was called: up to the answer to a ping.
  async settled() {
    const isPong = (frame) => frame.eventBody?.message === "pong";
    const before = this.frames.filter(isPong).length;
    this.send({ message: "ping" });
    await this.until(() => this.frames.filter(isPong).length > before);
    return this.frames;
  }

  /// Waits until the server has ended it.
  async closed() {
    if (this.#socket.readyState !== WebSocket.CLOSED) await once(this.#socket, "close");
  }

  close() {
    this.#socket.terminate();
  }

  #take(text, isBinary) {
    const frame = JSON.parse(text);
    if (isBinary) this.faults.push("a binary message");
    if (frame.topicName !== undefined) this.faults.push(...this.#judge.faultsOfFrame(text));
    this.frames.push(frame);
    this.#heard();
  }
}
