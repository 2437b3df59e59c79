// Stands between a client and the simulator, hands on what either says byte for byte, and judges each exchange.
import { createServer, request } from "node:http";
import { once } from "node:events";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const decoders = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync, identity: (bytes) => bytes };

export class Witness {
  /// What was exchanged, in the order of the replies: `{method, path, query, authorization, asked, status, headers}`,
  /// of the authorization its kind alone.
  exchanges = [];
  /// What was wrong with the requests and with the replies, one line each.
  faults = { requests: [], replies: [] };
  #judge;
  #target;
  #server = createServer((incoming, outgoing) => this.#handOn(incoming, outgoing)
    .catch((error) => outgoing.destroy(error)));

  /// Listens in front of the port `target` of this machine.
  static async inFrontOf(target, judge) {
    const witness = new Witness();
    witness.#target = target;
    witness.#judge = judge;
    witness.#server.listen(0, "127.0.0.1");
    await once(witness.#server, "listening");
    return witness;
  }

  get port() {
    return this.#server.address().port;
  }

  async close() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  async #handOn(incoming, outgoing) {
    const asked = await bytesOf(incoming);
    const forward = request({ host: "127.0.0.1", port: this.#target, method: incoming.method, path: incoming.url,
                              headers: incoming.headers });
    forward.end(asked);
    const [reply] = await once(forward, "response");
    const given = await bytesOf(reply);
    this.#note(incoming, asked, reply, given);
    outgoing.writeHead(reply.statusCode, reply.rawHeaders);
    outgoing.end(given);
  }

  #note(incoming, asked, reply, given) {
    const url = new URL(incoming.url, "http://witness");
    const exchange = { method: incoming.method, path: url.pathname, query: url.search, status: reply.statusCode,
                       headers: reply.headers, authorization: incoming.headers.authorization?.split(" ")[0] };
    const note = (kind, judged) => this.faults[kind].push(
      ...judged.map((fault) => `${exchange.method} ${exchange.path}, ${exchange.status}: ${fault}`));
    try {
      exchange.asked = valueOf(asked, incoming.headers);
      note("requests", this.#judge.faultsOfRequest(exchange));
      const decoded = decoders[reply.headers["content-encoding"] ?? "identity"](given);
      note("replies", this.#judge.faultsOfReply({ ...exchange, given: valueOf(decoded, reply.headers) }));
    } catch (error) {
      note("replies", [error.message]);
    }
    this.exchanges.push(exchange);
  }
}

async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/// What a body says: a form as its text, all else as JSON.
function valueOf(bytes, headers) {
  if (bytes.length === 0) return undefined;
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return bytes.toString();
  if (!type.startsWith("application/json")) throw new Error(`a body of the type '${type}'`);
  return JSON.parse(bytes.toString());
}
