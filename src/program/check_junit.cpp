// The JUnit report. The one place that knows TinyXML-2.
#include <tinyxml2.h>

#include <algorithm>
#include <string_view>

#include "program/check_report.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// Without the two characters that are Unicode's but not XML's.
std::string xml_text(std::string_view text) {
  std::string out = safe_text(text);
  for (const std::string_view outlaw : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (std::size_t at = 0; (at = out.find(outlaw, at)) != std::string::npos;)
      out.replace(at, outlaw.size(), "\xEF\xBF\xBD");
  return out;
}

std::size_t count_of(const std::vector<CaseResult>& results, std::initializer_list<CaseEnd> ends) {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [&](const CaseResult& result) {
        return std::find(ends.begin(), ends.end(), result.end) != ends.end();
      }));
}

void push_count(tinyxml2::XMLPrinter& printer, const char* name, std::size_t count) {
  printer.PushAttribute(name, std::to_string(count).c_str());
}

void push_totals(tinyxml2::XMLPrinter& printer, const std::vector<CaseResult>& results) {
  printer.PushAttribute("name", "pressclip check");
  push_count(printer, "tests", results.size());
  push_count(printer, "failures", count_of(results, {CaseEnd::differs, CaseEnd::refused}));
  push_count(printer, "errors", count_of(results, {CaseEnd::failed}));
}

void push_case(tinyxml2::XMLPrinter& printer, const CaseResult& result) {
  const std::size_t slash = result.name.rfind('/');
  const bool inside = slash != std::string::npos && slash > 0;
  printer.OpenElement("testcase");
  printer.PushAttribute("classname", xml_text(inside ? result.name.substr(0, slash) : "pressclip").c_str());
  printer.PushAttribute("name", xml_text(inside ? result.name.substr(slash + 1) : result.name).c_str());
  printer.PushAttribute("file", xml_text(result.expected).c_str());
  const bool failed = result.end == CaseEnd::failed;
  if (failed || result.end == CaseEnd::differs || result.end == CaseEnd::refused) {
    printer.OpenElement(failed ? "error" : "failure");
    printer.PushAttribute("message", xml_text(result.summary).c_str());
    printer.PushAttribute("type", failed ? "failed" : result.end == CaseEnd::refused ? "refused" : "differs");
    if (!result.details.empty()) printer.PushText(xml_text(result.details).c_str());
    printer.CloseElement();
  }
  printer.CloseElement();
}

}  // namespace

std::string junit_report(const std::vector<CaseResult>& results) {
  tinyxml2::XMLPrinter printer;
  printer.PushHeader(/*writeBOM=*/false, /*writeDeclaration=*/true);
  printer.OpenElement("testsuites");
  push_totals(printer, results);
  printer.OpenElement("testsuite");
  push_totals(printer, results);
  for (const CaseResult& result : results) push_case(printer, result);
  printer.CloseElement();
  printer.CloseElement();
  return printer.CStr();
}

}  // namespace pressclip
