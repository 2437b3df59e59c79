// The official SDK with a simulator as its gateway. There is one SDK in a process, as its makers have it.
import platform from "purecloud-platform-client-v2";

import { credentials, loginPrefix } from "./centre.mjs";

const client = platform.ApiClient.instance;
client.config.live_reload_config = false;  // Else it watches a file below HOME.

/// Sends the SDK to a centre, with no token yet.
export function leadTo(centre, prefix = loginPrefix) {
  client.setGateway({ host: "127.0.0.1", protocol: "http", port: centre.port, path_params_login: prefix });
  client.setAccessToken("");
  return client;
}

/// Sends the SDK to a centre, and logs in.
export async function logIn(centre, { id, secret } = credentials) {
  await leadTo(centre).loginClientCredentialsGrant(id, secret);
  return client;
}

/// What the SDK says of a call that is refused, with status and headers.
export async function refusalOf(call) {
  client.setReturnExtendedResponses(true);
  try {
    await call();
  } catch (refusal) {
    return refusal;
  } finally {
    client.setReturnExtendedResponses(false);
  }
  throw new Error("the call was not refused");
}

export const apis = {
  analytics: new platform.AnalyticsApi(),
  conversations: new platform.ConversationsApi(),
  authorization: new platform.AuthorizationApi(),
  notifications: new platform.NotificationsApi(),
  organization: new platform.OrganizationApi(),
  routing: new platform.RoutingApi(),
  tokens: new platform.TokensApi(),
  users: new platform.UsersApi(),
};
