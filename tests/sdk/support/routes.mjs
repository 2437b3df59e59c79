// What each request of the platform's contract carries and what its reply is, by the SDK's own names of the models.
// The schemas are generated for exactly the names that stand here.

const analytics = "/api/v2/analytics";
const details = `${analytics}/conversations/details`;
const notifications = "/api/v2/notifications";

/// `asks`: the model of the request's body; with `[]` it is an array of them. `gives`: the model of the reply by status; null is an empty reply.
export const routes = [
  { method: "POST", path: `${details}/query`, asks: "ConversationQuery",
    gives: { 200: "AnalyticsConversationQueryResponse" } },
  { method: "GET", path: details, gives: { 200: "AnalyticsConversationWithoutAttributesMultiGetResponse" } },
  { method: "POST", path: `${details}/jobs`, asks: "AsyncConversationQuery", gives: { 202: "AsyncQueryResponse" } },
  { method: "GET", path: `${details}/jobs/availability`, gives: { 200: "DataAvailabilityResponse" } },
  { method: "GET", path: `${details}/jobs/{id}`, gives: { 200: "AsyncQueryStatus", 202: "AsyncQueryStatus" } },
  { method: "DELETE", path: `${details}/jobs/{id}`, gives: { 204: null } },
  { method: "GET", path: `${details}/jobs/{id}/results`, gives: { 200: "AnalyticsConversationAsyncQueryResponse" } },
  { method: "GET", path: `${analytics}/conversations/{id}/details`,
    gives: { 200: "AnalyticsConversationWithoutAttributes" } },
  { method: "POST", path: `${analytics}/conversations/activity/query`, asks: "ConversationActivityQuery",
    gives: { 200: "ConversationActivityResponse" } },
  { method: "POST", path: `${analytics}/queues/observations/query`, asks: "QueueObservationQuery",
    gives: { 200: "QueueObservationQueryResponse" } },
  { method: "POST", path: `${analytics}/users/observations/query`, asks: "UserObservationQuery",
    gives: { 200: "UserObservationQueryResponse" } },
  { method: "POST", path: `${analytics}/conversations/aggregates/query`, asks: "ConversationAggregationQuery",
    gives: { 200: "ConversationAggregateQueryResponse" } },
  { method: "GET", path: "/api/v2/routing/queues", gives: { 200: "QueueEntityListing" } },
  { method: "GET", path: "/api/v2/routing/wrapupcodes", gives: { 200: "WrapupCodeEntityListing" } },
  { method: "GET", path: "/api/v2/routing/skills", gives: { 200: "SkillEntityListing" } },
  { method: "GET", path: "/api/v2/users", gives: { 200: "UserEntityListing" } },
  { method: "GET", path: "/api/v2/authorization/divisions", gives: { 200: "AuthzDivisionEntityListing" } },
  { method: "GET", path: "/api/v2/conversations", gives: { 200: "ConversationEntityListing" } },
  { method: "GET", path: "/api/v2/tokens/me", gives: { 200: "TokenInfo" } },
  { method: "HEAD", path: "/api/v2/tokens/me", gives: { 200: null } },
  { method: "DELETE", path: "/api/v2/tokens/me", gives: { 200: null } },
  { method: "GET", path: "/api/v2/organizations/me", gives: { 200: "Organization" } },
  { method: "GET", path: "/api/v2/analytics/dataretention/settings", gives: { 200: "AnalyticsDataRetentionResponse" } },
  { method: "GET", path: "/api/v2/users/me", gives: {} },
  { method: "POST", path: `${notifications}/channels`, gives: { 200: "Channel" } },
  { method: "GET", path: `${notifications}/channels`, gives: { 200: "ChannelEntityListing" } },
  { method: "HEAD", path: `${notifications}/channels/{id}`, gives: { 200: null } },
  { method: "GET", path: `${notifications}/channels/{id}/subscriptions`, gives: { 200: "ChannelTopicEntityListing" } },
  { method: "POST", path: `${notifications}/channels/{id}/subscriptions`, asks: "ChannelTopic[]",
    gives: { 200: "ChannelTopicEntityListing" } },
  { method: "PUT", path: `${notifications}/channels/{id}/subscriptions`, asks: "ChannelTopic[]",
    gives: { 200: "ChannelTopicEntityListing" } },
  { method: "DELETE", path: `${notifications}/channels/{id}/subscriptions`, gives: { 200: null } },
  { method: "GET", path: `${notifications}/availabletopics`, gives: { 200: "AvailableTopicEntityListing" } },
];

const detail = "v2.detail.events.conversation.{id}";

/// The model of the body of each event that comes over a socket, by its topic.
const topics = {
  "v2.routing.queues.{id}.conversations": "QueueConversationEventTopicConversation",
  "v2.analytics.queues.{id}.observations": "StatEventQueueTopicStatsNotification",
  "v2.analytics.conversations.details.jobs.availability":
    "ConversationDetailsDatalakeAvailabilityTopicDataAvailabilityChangeNotification",
  [`${detail}.acd.start`]: "AcdStartDetailEventTopicAcdStartEvent",
  [`${detail}.acd.end`]: "AcdEndDetailEventTopicAcdEndEvent",
  [`${detail}.customer.start`]: "CustomerStartDetailEventTopicCustomerStartEvent",
  [`${detail}.customer.end`]: "CustomerEndDetailEventTopicCustomerEndEvent",
  [`${detail}.user.start`]: "UserStartDetailEventTopicUserStartEvent",
  [`${detail}.user.end`]: "UserEndDetailEventTopicUserEndEvent",
  [`${detail}.flow.start`]: "FlowStartDetailEventTopicFlowStartEvent",
  [`${detail}.flow.end`]: "FlowEndDetailEventTopicFlowEndEvent",
  [`${detail}.acw`]: "AcwDetailEventTopicAfterCallWorkEvent",
  [`${detail}.wrapup`]: "WrapupDetailEventTopicWrapupEvent",
};

/// The model of every refusal but those of the token endpoint.
export const refusal = "ErrorBody";

/// Every model the routes name, each once, in order.
export function modelNames() {
  const named = routes.flatMap((route) => [route.asks?.replace("[]", ""), ...Object.values(route.gives)]);
  return [...new Set([...named.filter(Boolean), ...Object.values(topics), refusal])].sort();
}

/// The model of the body of an event on this topic, or nothing. The case of names does not matter.
export function modelOfTopic(name) {
  return Object.entries(topics).find(([topic]) => pattern(topic).test(name))?.[1];
}

/// The route of a request, or nothing. A fixed path is found before one with an id in it.
export function routeOf(method, path) {
  const candidates = routes.filter((route) => route.method === method && pattern(route.path).test(path));
  return candidates.find((route) => route.path === path) ?? candidates[0];
}

function pattern(path) {
  return new RegExp(`^${path.replaceAll(".", "\\.").replace("{id}", "[^/.]+")}$`, "i");
}
