#pragma once
#include "simulator/platform/context.hpp"

namespace nowthen::sim {

/// One function for each endpoint of the platform, each in a file of its name; `handlers.cpp` is their table.

/// POST details/query: what history shows now, by page number.
Checked<PlatformAnswer> answer_details_query(const PlatformContext& context, const PlatformRequest& request);

/// GET details?id=a,b: those of them that history shows.
Checked<PlatformAnswer> answer_details_by_ids(const PlatformContext& context, const PlatformRequest& request);

/// GET {id}/details: 404 until history shows it.
Checked<PlatformAnswer> answer_conversation_details(const PlatformContext& context,
                                                    const PlatformRequest& request);

/// POST details/jobs, GET and DELETE of one, its results by cursor, and how far jobs reach.
Checked<PlatformAnswer> answer_jobs(const PlatformContext& context, const PlatformRequest& request);
Checked<PlatformAnswer> answer_job(const PlatformContext& context, const PlatformRequest& request);
Checked<PlatformAnswer> answer_job_results(const PlatformContext& context, const PlatformRequest& request);
Checked<PlatformAnswer> answer_jobs_availability(const PlatformContext& context,
                                                 const PlatformRequest& request);

/// GET /api/v2/conversations: those of the logged-in user, whom client credentials do not have: none.
Checked<PlatformAnswer> answer_conversations(const PlatformContext& context, const PlatformRequest& request);

/// GET tokens/me: whose token it is; HEAD: whether it is good; DELETE: no longer.
Checked<PlatformAnswer> answer_token_me(const PlatformContext& context, const PlatformRequest& request);

/// GET analytics/dataretention/settings.
Checked<PlatformAnswer> answer_data_retention(const PlatformContext& context, const PlatformRequest& request);

/// GET organizations/me.
Checked<PlatformAnswer> answer_organization(const PlatformContext& context, const PlatformRequest& request);

/// GET users/me: 400, as client credentials belong to no user.
Checked<PlatformAnswer> answer_user_me(const PlatformContext& context, const PlatformRequest& request);

/// The listings of names, by page number, sorted by name.
Checked<PlatformAnswer> answer_queues(const PlatformContext& context, const PlatformRequest& request);
Checked<PlatformAnswer> answer_users(const PlatformContext& context, const PlatformRequest& request);
Checked<PlatformAnswer> answer_wrapup_codes(const PlatformContext& context, const PlatformRequest& request);
Checked<PlatformAnswer> answer_skills(const PlatformContext& context, const PlatformRequest& request);
Checked<PlatformAnswer> answer_divisions(const PlatformContext& context, const PlatformRequest& request);

/// POST activity/query: what goes on now, in groups, by page number.
Checked<PlatformAnswer> answer_activity(const PlatformContext& context, const PlatformRequest& request);

/// POST queues/observations/query and users/observations/query: what queues and users are at now.
Checked<PlatformAnswer> answer_queue_observations(const PlatformContext& context,
                                                  const PlatformRequest& request);
Checked<PlatformAnswer> answer_user_observations(const PlatformContext& context,
                                                 const PlatformRequest& request);

/// POST and GET notifications/channels; HEAD of one: whether it is there; GET, POST, PUT and DELETE of its
/// subscriptions; GET notifications/availabletopics. In `notifications/channel_answers.cpp`.
Checked<PlatformAnswer> answer_notification_channels(const PlatformContext& context,
                                                     const PlatformRequest& request);
Checked<PlatformAnswer> answer_notification_channel(const PlatformContext& context,
                                                    const PlatformRequest& request);
Checked<PlatformAnswer> answer_subscriptions(const PlatformContext& context, const PlatformRequest& request);
Checked<PlatformAnswer> answer_available_topics(const PlatformContext& context,
                                                const PlatformRequest& request);

/// POST aggregates/query: the metrics of the records that history shows, added up.
Checked<PlatformAnswer> answer_aggregates(const PlatformContext& context, const PlatformRequest& request);

}  // namespace nowthen::sim
