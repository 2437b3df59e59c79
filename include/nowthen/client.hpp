#pragma once
/// The client library in one include. See examples/1_first_query.
#include <nowthen/core/clock.hpp>
#include <nowthen/core/error.hpp>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/client.hpp>
#include <nowthen/genesys/detail_decoder.hpp>
#include <nowthen/genesys/details.hpp>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/genesys/options.hpp>
#include <nowthen/genesys/platform.hpp>
#include <nowthen/genesys/predicates.hpp>
#include <nowthen/genesys/query.hpp>
#include <nowthen/genesys/region.hpp>
#include <nowthen/model/conversation.hpp>
#include <nowthen/model/conversation_detail.hpp>
