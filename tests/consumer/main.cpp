// The example of the README: a page on standard input, its article on standard output.
#include <pressclip/pressclip.h>

#include <iostream>
#include <iterator>
#include <string>

int main() {
  const std::string bytes(std::istreambuf_iterator<char>(std::cin), {});
  const pressclip::Article article = pressclip::extract(bytes);
  std::cout << pressclip::write_json(article);
  return article.body.empty() ? 1 : 0;
}
