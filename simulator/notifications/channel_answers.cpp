#include <algorithm>
#include <boost/json/array.hpp>

#include "simulator/http/json_object.hpp"
#include "simulator/notifications/subscribing.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/object_pen.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/platform/state.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_named_topics = 5'000;

ChannelMoment moment_of(const PlatformContext& context) {
  return {.now = context.now, .ticks = context.ticks};
}

ChannelMaker maker_of(const PlatformContext& context, const PlatformRequest& request) {
  return {.client_id = context.token.client_id, .token_text = request.token_text};
}

void append_channel(std::string& out, const PlatformContext& context, const Channel& channel) {
  ObjectPen pen(out);
  pen.text("connectUri", std::string(context.socket_base) + "/channels/" + channel.id);
  pen.text("id", channel.id);
  pen.instant("expires", channel.expires);
  pen.end();
}

/// The caller's channel that the path names, or nullptr.
Channel* channel_of(const PlatformContext& context, const PlatformRequest& request) {
  Channel* channel = context.state.channels.find(request.id, context.ticks);
  return channel != nullptr && channel->client_id == context.token.client_id ? channel : nullptr;
}

/// The names in `[{"id":"..."}]`.
Checked<std::vector<std::string>> read_topics(std::string_view body) {
  const auto value = parse_json(body);
  if (!value || !value->is_array())
    return platform_bad_request("", R"(The body must be an array of topics: [{"id":"..."}].)");
  if (value->get_array().size() > most_named_topics)
    return platform_bad_request("", "The body names too many topics.");
  std::vector<std::string> names;
  for (const boost::json::value& each : value->get_array()) {
    const auto* id = object_or_empty(each).if_contains("id");
    if (id == nullptr || !id->is_string()) return platform_bad_request("id", "Each topic must have an id.");
    names.emplace_back(id->get_string());
  }
  return names;
}

Checked<bool> read_ignore_errors(const Fields& query) {
  const auto text = field(query, "ignoreErrors").value_or("false");
  if (text == "true" || text == "false") return accepted(text == "true");
  return invalid_value("ignoreErrors", text, "must be true or false");
}

std::string self_uri(std::string_view channel_id) {
  return "/api/v2/notifications/channels/" + std::string(channel_id) + "/subscriptions";
}

void append_verdict(std::string& out, const TopicVerdict& verdict, std::string_view channel_id) {
  ObjectPen pen(out);
  pen.text("id", verdict.name);
  pen.text("state", verdict.topic ? "Permitted" : "Rejected");
  pen.text("rejectionReason", verdict.rejection_reason);
  if (!verdict.missing_permission.empty())
    pen.json("missingPermissions", "[\"" + std::string(verdict.missing_permission) + "\"]");
  pen.text("selfUri", self_uri(channel_id));
  pen.end();
}

std::string verdicts_body(std::span<const TopicVerdict> verdicts, std::string_view channel_id) {
  std::string body;
  ObjectPen pen(body);
  pen.list("entities", verdicts,
           [&](const TopicVerdict& verdict) { append_verdict(body, verdict, channel_id); });
  pen.end();
  return body;
}

Checked<PlatformAnswer> change_subscriptions(const PlatformContext& context, const PlatformRequest& request,
                                             Channel& channel) {
  const auto names = read_topics(request.body);
  if (!names) return names.error();
  const auto ignores_errors = read_ignore_errors(request.target.query);
  if (!ignores_errors) return ignores_errors.error();
  const TopicJudge judge{context.settings.permissions, context.state.directory_for(context.source)};
  std::vector<TopicVerdict> verdicts;
  for (const std::string& name : *names) verdicts.push_back(judge(name));
  if (const auto problem = problem_of(verdicts); problem && !*ignores_errors) return *problem;
  const SubscribeMode mode = request.method == "PUT" ? SubscribeMode::replace : SubscribeMode::add;
  if (const auto done = subscribe(channel, verdicts, mode, moment_of(context)); !done) return done.error();
  return PlatformAnswer{verdicts_body(verdicts, channel.id)};
}

std::string subscriptions_body(const Channel& channel) {
  std::vector<TopicVerdict> verdicts;
  for (const Subscription& each : channel.subscriptions)
    verdicts.push_back(
        {.name = each.topic.name, .topic = each.topic, .rejection_reason = {}, .missing_permission = {}});
  return verdicts_body(verdicts, channel.id);
}

/// Writes of a topic what `expand` names; its id always.
void append_available(std::string& out, const TopicSpec& spec, const std::vector<std::string>& expand) {
  const auto asks_for = [&expand](std::string_view member) {
    return std::find(expand.begin(), expand.end(), member) != expand.end();
  };
  ObjectPen pen(out);
  pen.text("id", spec.pattern);
  if (asks_for("description")) pen.text("description", spec.description);
  if (asks_for("requiresPermissions"))
    pen.json("requiresPermissions",
             spec.permission.empty() ? "[]" : "[\"" + std::string(spec.permission) + "\"]");
  if (asks_for("enforced")) pen.boolean("enforced", true);
  if (asks_for("visibility")) pen.text("visibility", "Public");
  if (asks_for("transports")) pen.json("transports", R"(["All"])");
  if (asks_for("topicParameters") && spec.pattern.find("{id}") != std::string_view::npos)
    pen.json("topicParameters", R"(["id"])");
  pen.end();
}

}  // namespace

Checked<PlatformAnswer> answer_notification_channels(const PlatformContext& context,
                                                     const PlatformRequest& request) {
  std::string body;
  if (request.method == "POST") {
    const Channel& channel =
        context.state.channels.make(maker_of(context, request), moment_of(context), context.salt);
    append_channel(body, context, channel);
    return PlatformAnswer{std::move(body)};
  }
  const auto which = field(request.target.query, "includechannels").value_or("token");
  if (which != "token" && which != "oauthclient")
    return invalid_value("includechannels", which, "must be token or oauthclient");
  const auto channels =
      context.state.channels.of(maker_of(context, request), which == "token", context.ticks);
  ObjectPen pen(body);
  pen.list("entities", channels, [&](const Channel* channel) { append_channel(body, context, *channel); });
  pen.end();
  return PlatformAnswer{std::move(body)};
}

Checked<PlatformAnswer> answer_notification_channel(const PlatformContext& context,
                                                    const PlatformRequest& request) {
  if (channel_of(context, request) == nullptr) return not_found();
  return PlatformAnswer{};
}

Checked<PlatformAnswer> answer_subscriptions(const PlatformContext& context, const PlatformRequest& request) {
  Channel* channel = channel_of(context, request);
  if (channel == nullptr) return not_found();
  if (request.method == "GET") return PlatformAnswer{subscriptions_body(*channel)};
  if (request.method != "DELETE") return change_subscriptions(context, request, *channel);
  channel->subscriptions.clear();
  channel->last_used = context.ticks;
  return PlatformAnswer{};
}

Checked<PlatformAnswer> answer_available_topics(const PlatformContext&, const PlatformRequest& request) {
  const auto expand = listed_values(request.target.query, "expand");
  std::string body;
  ObjectPen pen(body);
  pen.list("entities", topic_specs(), [&](const TopicSpec& spec) { append_available(body, spec, expand); });
  pen.end();
  return PlatformAnswer{std::move(body)};
}

}  // namespace nowthen::sim
