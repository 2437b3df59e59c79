#pragma once
#include <nowthen/genesys/jobs.hpp>
#include <span>

#include "net/message.hpp"

namespace nowthen::genesys::platform {

/// POST /api/v2/analytics/conversations/details/jobs
net::Request start_job_request(const JobQuery& query);

/// GET /api/v2/analytics/conversations/details/jobs/{jobId}
net::Request job_request(const JobId& id);

/// GET /api/v2/analytics/conversations/details/jobs/{jobId}/results
net::Request job_results_request(const JobId& id, const JobPageQuery& query);

/// DELETE /api/v2/analytics/conversations/details/jobs/{jobId}
net::Request cancel_job_request(const JobId& id);

/// GET /api/v2/analytics/conversations/details/jobs/availability
net::Request jobs_availability_request();

/// GET /api/v2/analytics/conversations/details
net::Request conversations_request(std::span<const ConversationId> ids);

/// GET /api/v2/analytics/conversations/{conversationId}/details
net::Request conversation_request(const ConversationId& id);

}  // namespace nowthen::genesys::platform
