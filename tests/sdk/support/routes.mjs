// What each request of the platform's contract carries and what its reply is, by the SDK's own names of the models.
// The schemas are generated for exactly the names that stand here.

const analytics = "/api/v2/analytics";
const details = `${analytics}/conversations/details`;

/// `asks`: the model of the request's body. `gives`: the model of the reply by status; null is an empty reply.
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
  { method: "GET", path: "/api/v2/users/me", gives: {} },
];

/// The model of every refusal but those of the token endpoint.
export const refusal = "ErrorBody";

/// Every model the routes name, each once, in order.
export function modelNames() {
  const named = routes.flatMap((route) => [route.asks, ...Object.values(route.gives)]).filter(Boolean);
  return [...new Set([...named, refusal])].sort();
}

/// The route of a request, or nothing. A fixed path is found before one with an id in it.
export function routeOf(method, path) {
  const candidates = routes.filter((route) => route.method === method && pattern(route.path).test(path));
  return candidates.find((route) => route.path === path) ?? candidates[0];
}

function pattern(path) {
  return new RegExp(`^${path.replace("{id}", "[^/]+")}$`);
}
