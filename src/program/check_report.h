// What is said of the cases: a line and its differences for each, annotations, and the summary of all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "program/check_result.h"
#include "program/plan.h"

namespace pressclip {

// The lines of one case; empty where nothing is to be said of it.
std::string case_report(const CaseResult& result, Loudness loudness);

// A workflow command that GitHub Actions shows beside the expected file; empty where the case is as expected.
std::string github_annotation(const CaseResult& result);
// Report lines without anything that GitHub Actions obeys, whatever the pages hold.
std::string without_workflow_commands(std::string_view lines);

// Totals and the worst cases. `without_expected`: pages that have no expected file.
std::string check_summary(const std::vector<CaseResult>& results, const CheckPlan& check,
                          std::size_t without_expected);

// The cases as a JUnit report. The same cases give the same bytes.
std::string junit_report(const std::vector<CaseResult>& results);

}  // namespace pressclip
