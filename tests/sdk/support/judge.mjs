// Holds what was asked and answered against the models of the platform's contract, and names each difference.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";

import { modelNames, modelOfTopic, refusal, routeOf } from "./routes.mjs";

// OAuth speaks a form of its own, which the SDK has no model of.
const oauth = {
  token: {
    type: "object", additionalProperties: false, required: ["access_token", "token_type", "expires_in"],
    properties: { access_token: { type: "string", minLength: 1 }, token_type: { enum: ["bearer", "Bearer"] },
                  expires_in: { type: "integer", minimum: 1 } },
  },
  refusal: {
    type: "object", additionalProperties: false, required: ["error", "description", "error_description"],
    properties: { error: { type: "string" }, description: { type: "string" },
                  error_description: { type: "string" } },
  },
};

// What stands around the body of an event, which the SDK has no model of.
const frames = {
  event: {
    type: "object", additionalProperties: false, required: ["topicName", "version", "eventBody", "metadata"],
    properties: { topicName: { type: "string" }, version: { const: "2" }, eventBody: { type: "object" },
                  metadata: { type: "object", additionalProperties: false, required: ["CorrelationId"],
                              properties: { CorrelationId: { type: "string", minLength: 1 } } } },
  },
  metadata: {
    type: "object", additionalProperties: false, required: ["topicName", "eventBody"],
    properties: { topicName: { const: "channel.metadata" },
                  eventBody: { type: "object", additionalProperties: false, required: ["message"],
                               properties: { message: { enum: ["WebSocket Heartbeat", "pong"] } } } },
  },
};

/// The derived description that may stand beside the project. It knows enumerations and number formats too.
export const yardstickFile = join(process.env.NOWTHEN_SHARED_DIR ?? "/nonexistent", "reference",
  "platform.strict.openapi.json");

export class Judge {
  #models = compile(JSON.parse(readFileSync(process.env.NOWTHEN_SCHEMAS, "utf8")), "definitions/");
  #yardstick = existsSync(yardstickFile)
    ? compile(JSON.parse(readFileSync(yardstickFile, "utf8")), "components/schemas/")
    : () => undefined;
  #frames = compile({ definitions: frames }, "definitions/");
  #oauth = compile({ definitions: oauth }, "definitions/");

  /// What is wrong with `value` as `model`, one line each; empty where it is right.
  faultsOf(model, value) {
    if (model.endsWith("[]")) {
      if (!Array.isArray(value)) return ["an array was to be expected"];
      return value.flatMap((each) => this.faultsOf(model.slice(0, -2), each));
    }
    return [...faults(this.#models(model), value, "the SDK's types"),
            ...faults(this.#yardstick(model), value, "the derived description")];
  }

  /// What is wrong with the request of an exchange `{method, path, asked, status, headers, given}`; `asked` and
  /// `given` are what the bodies say, undefined where they are empty.
  faultsOfRequest({ method, path, asked }) {
    if (path.endsWith("/oauth/token")) return [];
    const route = routeOf(method, path);
    if (!route) return ["the contract has no such endpoint"];
    if (route.asks) return this.faultsOf(route.asks, asked);
    return asked === undefined ? [] : ["a body where none belongs"];
  }

  /// What is wrong with a message of a socket, an event or what keeps the socket alive.
  faultsOfFrame(text) {
    const frame = JSON.parse(text);
    if (frame.topicName === "channel.metadata")
      return faults(this.#frames("metadata"), frame, "recorded frames");
    if (frame.topicName === "v2.system.socket_closing") return faults(this.#frames("event"), frame, "recorded frames");
    const model = modelOfTopic(frame.topicName ?? "");
    if (!model) return [`a topic without a model: ${frame.topicName}`];
    return [...faults(this.#frames("event"), frame, "recorded frames"), ...this.faultsOf(model, frame.eventBody)]
      .map((fault) => `${frame.topicName}: ${fault}`);
  }

  /// What is wrong with its reply.
  faultsOfReply({ method, path, status, headers, given }) {
    if (path.endsWith("/oauth/token") && status !== 404)
      return faults(this.#oauth(status === 200 ? "token" : "refusal"), given, "OAuth");
    const inHeaders = headers["inin-correlation-id"] ? [] : ["no correlation id"];
    if (method === "HEAD") return given === undefined ? inHeaders : [...inHeaders, "it should be empty"];
    if (status >= 400) return [...inHeaders, ...this.faultsOf(refusal, given)];
    const model = routeOf(method, path)?.gives[status];
    if (model === undefined) return [...inHeaders, "this status is not foreseen"];
    if (model === null) return given === undefined ? inHeaders : [...inHeaders, "it should be empty"];
    return [...inHeaders, ...this.faultsOf(model, given)];
  }
}

/// Finds the compiled model of a name below `prefix`, or nothing.
function compile(document, prefix) {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  ajv.addSchema(document, "document");
  return (name) => ajv.getSchema(`document#/${prefix}${name}`);
}

function faults(validate, value, source) {
  if (!validate || validate(value)) return [];
  return validate.errors.map((error) => `${error.instancePath || "/"} ${error.message} ` +
    `(${JSON.stringify(error.params)}), say ${source}`);
}

/// Whether every model of the routes is there: a name that the SDK does not know would judge nothing.
export function missingModels(judge) {
  return modelNames().filter((name) => judge.faultsOf(name, 0).length === 0);
}
