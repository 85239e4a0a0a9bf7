// What is made from the option table for people and shells to read.
#pragma once

#include <string>

#include "program/option_table.h"

namespace pressclip {

std::string help_text(const CommandRow& command);
// What is said when there is nothing to read: a terminal as standard input and no INPUT. One line.
std::string short_usage();

std::string manual_page();      // pressclip.1, for man
std::string bash_completion();  // shell functions
std::string zsh_completion();
std::string fish_completion();

}  // namespace pressclip
