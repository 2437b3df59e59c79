#include "cli/commands/doctor_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {
namespace json = boost::json;

struct Look {
  std::string_view name;   ///< In JSON.
  std::string_view title;  ///< On the screen.
  Style style;
};
constexpr std::array looks{Look{"ok", "ok", Style::green}, Look{"warning", "warning", Style::yellow},
                           Look{"wrong", "wrong", Style::red},
                           Look{"not_checked", "not checked", Style::dim}};

const Look& look_of(Verdict verdict) noexcept { return looks[static_cast<std::size_t>(verdict)]; }

std::string below(std::string_view title, std::string_view text) {
  return text.empty() ? std::string() : fmt::format("{:33}{}: {}\n", "", title, neutralised(text));
}

std::string finding_text(const Finding& finding, const Palette& palette) {
  const Look& look = look_of(finding.verdict);
  return palette.paint(look.style, fmt::format("{:<13}", look.title)) +
         fmt::format("{:<20}{}\n", finding.check, neutralised(finding.detail)) +
         below("cause", finding.cause) + below("cure", finding.cure);
}

std::string summary(const Checkup& checkup) {
  const auto how_many = [&checkup](Verdict verdict) {
    return std::count_if(checkup.findings.begin(), checkup.findings.end(),
                         [verdict](const Finding& finding) { return finding.verdict == verdict; });
  };
  std::string text = checkup.is_healthy() ? "Healthy" : "Not healthy";
  for (const Verdict verdict : {Verdict::ok, Verdict::warning, Verdict::wrong, Verdict::not_checked})
    if (const auto count = how_many(verdict); count > 0)
      text += fmt::format("{}{} {}", text.back() == 'y' ? ": " : ", ", count, look_of(verdict).title);
  return fmt::format("{}; {} request{} made\n", text, checkup.requests, checkup.requests == 1 ? "" : "s");
}

}  // namespace

std::string_view name_of(Verdict verdict) noexcept { return look_of(verdict).name; }

bool Checkup::is_healthy() const noexcept {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& finding) { return finding.verdict == Verdict::wrong; });
}

std::string checkup_text(const Checkup& checkup, const Palette& palette) {
  std::string text;
  for (const Finding& finding : checkup.findings) text += finding_text(finding, palette);
  return text + summary(checkup);
}

std::string checkup_json(const Checkup& checkup) {
  json::array checks;
  for (const Finding& finding : checkup.findings) {
    json::object check{
        {"check", finding.check}, {"verdict", name_of(finding.verdict)}, {"detail", finding.detail}};
    if (!finding.cause.empty()) check["cause"] = finding.cause;
    if (!finding.cure.empty()) check["cure"] = finding.cure;
    checks.push_back(std::move(check));
  }
  const json::object root{
      {"healthy", checkup.is_healthy()}, {"requests", checkup.requests}, {"checks", std::move(checks)}};
  return json::serialize(root) + '\n';
}

}  // namespace nowthen::cli
