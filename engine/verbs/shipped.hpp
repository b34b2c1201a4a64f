// The policies, scenarios and sample book that the program carries in itself, so that one binary on
// an intranet is the whole product. Made by the build from the files of the checkout.
#pragma once

#include <span>
#include <string_view>

namespace pledgelab {

struct ShippedFile {
  std::string_view path;  // "policies/sharing/zhongshan.yaml", from the checkout's root
  std::string_view text;
};

/// In the order of their paths.
std::span<const ShippedFile> shipped_files();

}  // namespace pledgelab
