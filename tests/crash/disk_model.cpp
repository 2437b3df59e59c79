#include "crash/disk_model.hpp"

#include <algorithm>

namespace nowthen::crash {
namespace {

constexpr std::uint64_t sector = 512;

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

void put(std::string& content, std::uint64_t offset, std::string_view bytes) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size());
  content.replace(offset, bytes.size(), bytes);
}

void do_wholly(std::string& content, const Step& step) {
  switch (step.head.kind) {
    case StepKind::write: return put(content, step.head.offset, step.bytes);
    case StepKind::truncate: return content.resize(step.head.offset);
    case StepKind::allocate: return content.resize(std::max<std::size_t>(content.size(), step.head.offset));
    case StepKind::clear: {
      const std::uint64_t end = std::min<std::uint64_t>(content.size(), step.head.offset + step.head.size);
      for (std::uint64_t at = step.head.offset; at < end; ++at) content[at] = '\0';
      return;
    }
    default: return;
  }
}

bool is_segment(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.starts_with("segment-") && !name.ends_with(".new");
}

}  // namespace

/// How one power cut turns out.
struct DiskModel::Luck {
  explicit Luck(std::uint64_t seed) : random(seed) {
    constexpr std::uint64_t choices = 5;
    most_reached = random.next() % choices;
    names_in_order = random.next() % 2 == 0;
  }

  /// @param in_ten  how likely
  bool happens(std::uint64_t in_ten) { return random.next() % 10 < in_ten; }

  /// From none to all, by the image: extremes are as telling as mixtures.
  bool reached() { return happens(most_reached * 5 / 2); }

  SeededRandom random;
  std::uint64_t most_reached = 0;
  bool names_in_order = false;

  void do_in_part(std::string& content, const Step& step) {
    const bool is_write = step.head.kind == StepKind::write;
    if (reached()) {
      if (!is_write || happens(7)) return do_wholly(content, step);
      return tear(content, step);
    }
    const std::uint64_t end = step.head.offset + step.bytes.size();
    if (is_write && end > content.size() && happens(3)) content.resize(end);
  }

  void tear(std::string& content, const Step& step) {
    std::uint64_t at = step.head.offset;
    const std::uint64_t end = at + step.bytes.size();
    if (happens(5)) content.resize(std::max<std::size_t>(content.size(), end));
    while (at < end) {
      const std::uint64_t stop = std::min(end, (at / sector + 1) * sector);
      if (happens(5)) put(content, at, step.bytes.substr(at - step.head.offset, stop - at));
      at = stop;
    }
  }
};

DiskModel::DiskModel(std::string folder, const Contents& there) : folder_(std::move(folder)) {
  const auto add = [&](const std::string& path, const std::optional<std::string>& bytes) {
    const auto file = std::make_shared<File>();
    file->is_folder = !bytes;
    file->base = bytes.value_or("");
    live_[path] = safe_[path] = file;
  };
  add(folder_, std::nullopt);
  for (const auto& [path, bytes] : there) {
    add(path, bytes);
    if (bytes && is_segment(path)) promised_[path] = *bytes;
  }
}

void DiskModel::apply(const Step& step) {
  const std::string path(step.path);
  const auto make = [&](bool is_folder) {
    auto file = std::make_shared<File>();
    file->is_folder = is_folder;
    change_names({.folder = folder_of(path), .made = path, .file = file});
    return file;
  };
  switch (step.head.kind) {
    case StepKind::start: return handles_.clear();
    case StepKind::open: handles_[step.head.handle] = {live_.at(path), path}; return;
    case StepKind::create: handles_[step.head.handle] = {make(false), path}; return;
    case StepKind::make_folder: make(true); return;
    case StepKind::sync: return sync(step);
    case StepKind::unlink:
    case StepKind::remove_folder: return change_names({.folder = folder_of(path), .gone = path});
    case StepKind::rename: {
      const std::string other(step.other);
      for (auto& [handle, file] : handles_)
        if (file.second == path) file.second = other;
      return change_names({.folder = folder_of(path), .gone = path, .made = other, .file = live_.at(path)});
    }
    case StepKind::link: {
      const std::string other(step.other);
      return change_names({.folder = folder_of(other), .made = other, .file = live_.at(path)});
    }
    default: handles_.at(step.head.handle).first->changes.push_back({.step = &step});
  }
}

void DiskModel::sync(const Step& step) {
  const auto& [file, path] = handles_.at(step.head.handle);
  const bool worked = step.head.code == 0;
  if (file->is_folder && worked) {
    std::erase_if(open_names_, [this, &path = path](const NameChange& each) {
      const bool is_safe = each.folder == path;
      if (is_safe) change(safe_, each);
      return is_safe;
    });
  }
  for (Change& each : file->changes)
    if (each.fate == Fate::open) each.fate = worked ? Fate::safe : Fate::doubtful;
  while (!file->changes.empty() && file->changes.front().fate == Fate::safe) {
    do_wholly(file->base, *file->changes.front().step);
    file->changes.erase(file->changes.begin());
  }
  if (worked && !file->is_folder && is_segment(path)) promised_[path] = content(*file, nullptr);
}

void DiskModel::change_names(NameChange each) {
  change(live_, each);
  open_names_.push_back(std::move(each));
}

void DiskModel::change(Names& names, const NameChange& each) {
  if (!each.gone.empty()) {
    const auto old = names.find(each.gone);
    const bool is_other = old != names.end() && each.file && old->second != each.file;
    if (old != names.end() && !is_other) names.erase(old);
  }
  if (!each.made.empty()) names[each.made] = each.file;
}

/// @param luck  null: all of `part` reached the disk, and nothing else
std::string DiskModel::content(const File& file, Luck* luck, Part part) {
  std::string bytes = file.base;
  for (const Change& each : file.changes) {
    if (part == Part::what_is_safe && each.fate != Fate::safe) continue;
    const bool is_certain = luck == nullptr || each.fate == Fate::safe;
    if (is_certain) {
      do_wholly(bytes, *each.step);
    } else if (each.fate == Fate::open || luck->happens(2)) {
      luck->do_in_part(bytes, *each.step);
    }
  }
  return bytes;
}

/// Names alone whose folders are there, too.
Contents DiskModel::shown(const Names& names, const std::string& folder, Luck* luck) {
  Contents contents;
  for (const auto& [path, file] : names) {
    if (path == folder) continue;
    const std::string above = folder_of(path);
    if (above != folder && contents.find(above) == contents.end()) continue;
    auto& each = contents[path];
    if (!file->is_folder) each = content(*file, luck);
  }
  return contents;
}

std::optional<std::string> DiskModel::safe(const std::string& path) const {
  for (std::string above = folder_of(path); above.size() > folder_.size(); above = folder_of(above))
    if (safe_.find(above) == safe_.end()) return std::nullopt;
  const auto found = safe_.find(path);
  if (found == safe_.end()) return std::nullopt;
  return content(*found->second, nullptr, Part::what_is_safe);
}

Contents DiskModel::live() const { return shown(live_, folder_, nullptr); }

Contents DiskModel::after_power_cut(std::uint64_t seed) const {
  Luck luck(seed);
  Names names = safe_;
  const std::size_t in_order = luck.random.next() % (open_names_.size() + 1);
  for (std::size_t i = 0; i < open_names_.size(); ++i)
    if (luck.names_in_order ? i < in_order : luck.reached()) change(names, open_names_[i]);
  return shown(names, folder_, &luck);
}

}  // namespace nowthen::crash
