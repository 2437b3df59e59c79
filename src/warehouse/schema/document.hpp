#pragma once
#include <string>

namespace nowthen::warehouse {

/// The schema as a page of Markdown: every table and view, its key, its columns, their types, units and
/// meaning. docs/reference/schema.md is this text.
std::string schema_document();

}  // namespace nowthen::warehouse
