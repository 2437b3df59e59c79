#include "warehouse/store/record_sink.hpp"

namespace nowthen::warehouse {

Appender* RecordSink::appender(TableId table) {
  auto& appender = appenders_.at(static_cast<std::size_t>(table));
  if (appender) return &*appender;
  auto opened = connection_->append_to(std::string(warehouse::table(table).name));
  if (!opened) {
    failure_ = opened.error();
    return nullptr;
  }
  appender.emplace(*std::move(opened));
  return &*appender;
}

void RecordSink::text_list(const TextList& values) {
  if (current_ == nullptr) return;
  texts_.clear();
  for (std::size_t i = 0; i < values.size(); ++i) texts_.push_back(values[i]);
  current_->text_list(texts_);
}

void RecordSink::end_row() {
  if (current_ == nullptr) return;
  if (auto ended = current_->end_row(); !ended) failure_ = ended.error();
}

Outcome<void> RecordSink::close() {
  for (auto& appender : appenders_) {
    if (!appender) continue;
    if (!failure_)
      if (auto closed = appender->close(); !closed) failure_ = closed.error();
    appender.reset();
  }
  if (failure_) return *failure_;
  return boost::system::in_place_value;
}

}  // namespace nowthen::warehouse
