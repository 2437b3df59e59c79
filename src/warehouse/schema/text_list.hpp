#pragma once
#include <cstddef>
#include <nowthen/core/id.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::warehouse {

/// A view of a list of texts or of ids; the list must outlive it.
class TextList {
 public:
  explicit TextList(const std::vector<std::string>& texts)
      : list_(&texts), size_(texts.size()), at_([](const void* list, std::size_t index) -> std::string_view {
          return (*static_cast<const std::vector<std::string>*>(list))[index];
        }) {}

  template <class Tag>
  explicit TextList(const std::vector<Id<Tag>>& ids)
      : list_(&ids), size_(ids.size()), at_([](const void* list, std::size_t index) -> std::string_view {
          return (*static_cast<const std::vector<Id<Tag>>*>(list))[index].str();
        }) {}

  std::size_t size() const noexcept { return size_; }
  std::string_view operator[](std::size_t index) const { return at_(list_, index); }

 private:
  const void* list_;
  std::size_t size_;
  std::string_view (*at_)(const void*, std::size_t);
};

}  // namespace nowthen::warehouse
